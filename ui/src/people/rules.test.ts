import { expect, test } from "vitest";
import { ruleDraft, rulesInWords, rulesOf, switched, withPaths } from "./rules";

test("methods are switched on and off, and keep their order", () => {
  expect(switched([], "POST")).toEqual(["POST"]);
  expect(switched(["POST"], "GET")).toEqual(["GET", "POST"]);
  expect(switched(["GET", "POST"], "POST")).toEqual(["GET"]);
});

test("a path that was typed and not ended counts", () => {
  const draft = { ...ruleDraft({ methods: ["GET"], paths: ["/a"] }), typed: " /b/**, /a " };
  expect(rulesOf([draft])).toEqual([{ methods: ["GET"], paths: ["/a", "/b/**"] }]);
  expect(withPaths([], "")).toEqual([]);
});

test("rules in words", () => {
  expect(rulesInWords([])).toBeNull();
  expect(rulesInWords([{ methods: [], paths: [] }])?.first).toBe("Any method any path");
  const reads = { methods: ["GET", "HEAD"], paths: ["/invoices/**"] };
  expect(rulesInWords([reads])).toEqual({ first: "GET, HEAD /invoices/**", more: null });
  expect(rulesInWords([reads, reads, reads])?.more).toBe("and 2 more rules");
});

test("each rule of a form has a key of its own", () => {
  expect(ruleDraft().key).not.toBe(ruleDraft().key);
});
