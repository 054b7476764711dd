// P4: from a keystroke in the search box until its result is painted, and what it costs.
//
// The display's picture is watched from outside, for Keywright on 100,000 credentials and for a page with nothing
// but a text box alike: the last change after a key is the paint that it was waited for. KeePassXC, on a tenth of
// the entries, is compared by the processor time of the same keys.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { miniBrowser } from "../shell/desktop.mjs";
import { makeDatabase, openDatabase } from "./keepassxc.mjs";
import { Devices } from "./keyboard.mjs";
import { cpuMillis, percentile, rest } from "./processes.mjs";
import { notMeasured, report, rounded } from "./report.mjs";
import { interleave, judgeable, quietness } from "./rounds.mjs";
import { Screen } from "./screen.mjs";

export const MANY = 100_000;
export const FEW = 10_000;
const WORDS = ["hamburg", "invoice", "crm"];
/** Without a change for this long, the picture is the answer to the key. */
const SETTLED = 300;
const FRAME = 16.7;

const GOALS = {
  time: {
    goal: "P4",
    what: "a keystroke in the search box until painted, 100,000 credentials: p95 above an empty page's",
    unit: "ms",
    limit: FRAME,
  },
  cost: {
    goal: "P4",
    what: "processor time of a keystroke, 100,000 credentials, against KeePassXC on 10,000",
    unit: "ms",
    limit: 0.1,
  },
};

/** Presses a key, and answers after how long the picture changed for the last time; null where it never did. */
async function press(devices, screen, key) {
  screen.changed();
  const began = performance.now();
  devices.press(key);
  let last = null;
  for (;;) {
    await pause(1);
    const now = performance.now();
    if (screen.changed()) last = now - began;
    if (now - began - (last ?? 0) > SETTLED) return last;
  }
}

/** Types the words and takes them back, key by key. */
async function typeWords(devices, screen, pid) {
  const before = await cpuMillis(pid);
  const times = [];
  for (const word of WORDS)
    for (const key of [...word, ...Array.from(word, () => "BackSpace")]) {
      const time = await press(devices, screen, key);
      if (time === null) throw new Error(`The key ${key} changed nothing on the screen`);
      times.push(time);
    }
  return { times, cpu: ((await cpuMillis(pid)) - before) / times.length };
}

/** One window from its start to its end, with the words typed into it. */
async function typeInto(desktop, devices, screen, { command, args, title, key }) {
  const child = desktop.start(command, args);
  try {
    await devices.focus(title);
    await rest(child);
    if (key) devices.press(key);
    await rest(child);
    return await typeWords(devices, screen, child.pid);
  } finally {
    await desktop.end(child);
  }
}

async function measure(desktop, buffer, { binary, folders, quick }) {
  const rows = JSON.parse(
    await desktop.run("sqlite3", [
      ...["-readonly", "-json", join(folders[FEW], "keywright.db")],
      "SELECT title, description, access_id AS accessId FROM credential",
    ]),
  );
  const database = await makeDatabase(desktop, rows);
  const page = join(desktop.home, "box.html");
  await writeFile(page, "<!doctype html><title>Box</title><input autofocus>");
  const browser = await miniBrowser();
  const screen = new Screen(buffer);
  const devices = new Devices(desktop);
  const ours = { command: binary, args: ["--data-dir", folders[MANY]], title: "^Keywright$", key: "ctrl+f" };
  const empty = { command: browser, args: ["--geometry=1200x800", `file://${page}`], title: "Box" };
  const sides = {
    ours: () => typeInto(desktop, devices, screen, ours),
    empty: () => typeInto(desktop, devices, screen, empty),
    keepassxc: async () => {
      const child = await openDatabase(desktop, database);
      try {
        return await typeWords(devices, screen, child.pid);
      } finally {
        await desktop.end(child);
      }
    },
  };
  const words = ({ times, cpu }) =>
    `p95 ${percentile(times, 95).toFixed(0)} ms, CPU ${cpu.toFixed(1)} ms a key`;
  const run = await interleave(quick ? 3 : 9, sides, words);
  await devices.close();
  screen.close();
  return run;
}

/** Measures P4 and reports it. */
export async function typing(desktop, buffer, options) {
  try {
    const run = await measure(desktop, buffer, options);
    const all = (side) => run.seen[side].flatMap(({ times }) => times);
    const cost = (side) => run.seen[side].reduce((sum, { cpu }) => sum + cpu, 0) / run.rounds;
    const [ours, empty] = [percentile(all("ours"), 95), percentile(all("empty"), 95)];
    report(options.json, {
      ...GOALS.time,
      ours: rounded(ours - empty, 1),
      met: judgeable(run) ? ours - empty <= FRAME : null,
      rounds: run.rounds,
      note: `p95 ${rounded(ours, 1)} ms, an empty page ${rounded(empty, 1)} ms, ${all("ours").length} keys; ${quietness(run)}`,
    });
    const ratio = cost("ours") / cost("keepassxc");
    report(options.json, {
      ...GOALS.cost,
      ours: rounded(cost("ours"), 1),
      peer: rounded(cost("keepassxc"), 1),
      ratio: rounded(ratio, 3),
      met: ratio <= GOALS.cost.limit,
      rounds: run.rounds,
      note: `KeePassXC painted p95 ${rounded(percentile(all("keepassxc"), 95))} ms after a key; ${quietness(run)}`,
    });
  } catch (error) {
    for (const goal of Object.values(GOALS)) notMeasured(options.json, goal, error.message);
  }
}
