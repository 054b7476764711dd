// P11: the list of 1,000,000 credentials as CSV, by the application's own export with its guard against formulas,
// against `sqlite3 -csv` over the same columns of the same database.
import { open, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { drive } from "../shell/webdriver.mjs";
import { cpuMillis, ended, median, pssMegabytes } from "./processes.mjs";
import { notMeasured, report, rounded } from "./report.mjs";
import { interleave, judgeable, quietness } from "./rounds.mjs";

export const MANY = 1_000_000;
const COLUMNS = ["title", "accessId", "status", "group", "tenant", "expires", "created", "modified"];
const QUERY = `SELECT c.title, c.access_id, c.state, g.name, t.name, c.expires_at, c.created_at, c.modified_at
  FROM credential c JOIN credential_group g ON g.id = c.group_id JOIN tenant t ON t.id = c.tenant_id ORDER BY c.created_at DESC`;

const GOALS = {
  speed: {
    goal: "P11",
    what: "list export to CSV, 1,000,000 rows: rows a second against sqlite3 -csv",
    unit: "rows/s",
    limit: 2,
  },
  memory: {
    goal: "P11",
    what: "what the list export of 1,000,000 rows adds to the memory",
    unit: "MB",
    limit: 32,
  },
};

/** In the page: exports, and answers the job's last word. */
async function exportList(columns, path) {
  const { invoke, transformCallback } = window.__TAURI_INTERNALS__;
  const heard = Promise.withResolvers();
  const handler = transformCallback(({ payload }) => {
    if (payload.state !== "running") heard.resolve(payload);
  });
  await invoke("plugin:event|listen", { event: "job", target: { kind: "Any" }, handler });
  const request = {
    tenant: null,
    query: "",
    sort: [{ column: "created", descending: true }],
    selection: null,
  };
  const began = performance.now();
  await invoke("export_list", { request: { ...request, columns, bom: false, path, replace: true } });
  const { state, total, problem } = await heard.promise;
  return { state, total, problem, millis: performance.now() - began };
}

/** How many lines a file has. */
async function lines(path) {
  const file = await open(path);
  let count = 0;
  for await (const chunk of file.createReadStream())
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count++;
  return count;
}

async function ours(desktop, binary, folder) {
  const path = join(desktop.home, "list.csv");
  const window = await drive(desktop, { binary, args: ["--data-dir", folder] });
  try {
    await window.waitFor("rows", () => document.documentElement.dataset.ready === "true", [], 60_000);
    await window.post("/timeouts", { script: 600_000 });
    const pid = await window.pid();
    const [cpu, before] = [await cpuMillis(pid), await pssMegabytes(pid)];
    let [most, exporting] = [before, true];
    const watching = (async () => {
      while (exporting) {
        most = Math.max(most, await pssMegabytes(pid));
        await pause(50);
      }
    })();
    const answer = await window.evaluate(exportList, COLUMNS, path).finally(() => (exporting = false));
    await watching;
    if (answer.state !== "finished")
      throw new Error(`The export ${answer.state}: ${answer.problem?.message}`);
    const count = (await lines(path)) - 1;
    if (count !== MANY) throw new Error(`The file has ${count} rows instead of ${MANY}`);
    return { millis: answer.millis, cpu: (await cpuMillis(pid)) - cpu, memory: most - before };
  } finally {
    await window.close();
    await rm(path, { force: true });
  }
}

async function peer(desktop, folder) {
  const path = join(desktop.home, "peer.csv");
  const file = await open(path, "w");
  const [began, cpu] = [performance.now(), await ended()];
  try {
    const child = desktop.start("sqlite3", ["-readonly", "-csv", join(folder, "keywright.db"), QUERY], {
      stdio: ["ignore", file.fd, "pipe"],
    });
    const code = await new Promise((resolve) => child.once("exit", resolve));
    const millis = performance.now() - began;
    if (code !== 0 || (await stat(path)).size === 0)
      throw new Error(`sqlite3 ended with ${code}: ${child.log}`);
    return { millis, cpu: (await ended()) - cpu };
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
}

/** Measures P11 and reports it. */
export async function exporting(desktop, { binary, folders, quick, json }) {
  try {
    const folder = folders[MANY];
    const sides = { ours: () => ours(desktop, binary, folder), peer: () => peer(desktop, folder) };
    const run = await interleave(quick ? 3 : 9, sides, ({ millis }) => `${millis.toFixed(0)} ms`);
    const of = (side, field) => median(run.seen[side].map((each) => each[field]));
    const speed = (side) => MANY / (of(side, "millis") / 1000);
    const ratio = speed("ours") / speed("peer");
    report(json, {
      ...GOALS.speed,
      ours: rounded(speed("ours")),
      peer: rounded(speed("peer")),
      ratio: rounded(ratio, 2),
      met: judgeable(run) ? ratio >= GOALS.speed.limit : null,
      rounds: run.rounds,
      note: `CPU ours ${rounded(of("ours", "cpu"))} ms, peer ${rounded(of("peer", "cpu"))} ms, ratio ${rounded(of("ours", "cpu") / of("peer", "cpu"), 2)}; ${quietness(run)}`,
    });
    const memory = of("ours", "memory");
    report(json, {
      ...GOALS.memory,
      ours: rounded(memory, 1),
      met: memory <= GOALS.memory.limit,
      rounds: run.rounds,
      note: "the most that all processes held (PSS) while it ran, above what they held before",
    });
  } catch (error) {
    for (const goal of Object.values(GOALS)) notMeasured(json, goal, error.message);
  }
}
