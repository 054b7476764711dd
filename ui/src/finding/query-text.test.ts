import { expect, test } from "vitest";
import { CommandFailure } from "../backend/backend";
import type { QueryReading } from "../bindings/QueryReading";
import { createQueryText } from "./query-text";

const problem = { start: 0, end: 1, message: "It is wrong.", suggestion: null };
const reads = (wrong = false, group: string | null = null): QueryReading => ({
  parts: [],
  terms: [],
  problem: wrong ? problem : null,
  group,
});

/** A box whose answers come when the test says so. */
function box(text = "") {
  const waiting = new Map<
    string,
    { answer: (reading: QueryReading) => void; fail: (thrown: unknown) => void }
  >();
  const prepared: string[] = [];
  const made = createQueryText(
    { tenant: "t", text },
    {
      read: (_, asked) => new Promise((answer, fail) => waiting.set(asked, { answer, fail })),
      prepare: (_, query) => prepared.push(query),
    },
  );
  const settle = () => new Promise((done) => setTimeout(done));
  return {
    made,
    prepared,
    answer: async (asked: string, reading = reads()) => {
      waiting.get(asked)?.answer(reading);
      await settle();
    },
    fail: async (asked: string) => {
      waiting.get(asked)?.fail(new CommandFailure("internal", "It broke.", null));
      await settle();
    },
  };
}

test("a text that can be read becomes the query, without the space around it", async () => {
  const { made, answer, prepared } = box();
  made.write("crm ");
  expect(made.get()).toMatchObject({ text: "crm ", query: "", waiting: true });
  expect(prepared).toEqual(["crm"]);
  await answer("crm ", reads(false, "g"));
  expect(made.get()).toMatchObject({ query: "crm", group: "g", waiting: false, readOf: "crm " });
});

test("an answer to an earlier text is dropped", async () => {
  const { made, answer } = box();
  made.write("c");
  made.write("cr");
  await answer("cr");
  await answer("c");
  expect(made.get()).toMatchObject({ query: "cr", readOf: "cr" });
});

test("the last good query stands while the text is wrong", async () => {
  const { made, answer } = box();
  made.write("crm");
  await answer("crm");
  made.write("crm staus:");
  await answer("crm staus:", reads(true));
  expect(made.get()).toMatchObject({ text: "crm staus:", query: "crm", reading: { problem } });
});

test("an empty text asks for all, without asking how it reads", async () => {
  const { made, answer } = box();
  made.write("crm");
  await answer("crm");
  made.write("");
  expect(made.get()).toMatchObject({ query: "", group: null, waiting: false });
});

test("a text that could not be read says why, and reads when asked again", async () => {
  const { made, answer, fail } = box();
  made.write("crm");
  await fail("crm");
  expect(made.get().failure?.message).toBe("It broke.");
  made.again();
  await answer("crm");
  expect(made.get()).toMatchObject({ failure: null, query: "crm" });
});

test("another tenant begins with nothing of the one before", async () => {
  const { made, answer } = box();
  made.write("crm");
  made.begin("u", "is:expired");
  await answer("crm");
  expect(made.get()).toMatchObject({ tenant: "u", text: "is:expired", query: "is:expired", waiting: true });
});
