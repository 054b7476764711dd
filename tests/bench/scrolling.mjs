// P7: scrolling a table of 1,000,000 rows with the wheel for ten seconds, against an empty page in WebKitGTK's own
// small browser that is sent the same wheel. Frames are counted in both pages by the same lines.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { miniBrowser } from "../shell/desktop.mjs";
import { drive } from "../shell/webdriver.mjs";
import { Devices } from "./keyboard.mjs";
import { percentile } from "./processes.mjs";
import { notMeasured, report, rounded } from "./report.mjs";
import { interleave, judgeable, quietness } from "./rounds.mjs";

export const MANY = 1_000_000;
const SECONDS = 10;
/** Notches of the wheel in a second: a fast hand. */
const NOTCHES = 40;

const GOALS = {
  frames: {
    goal: "P7",
    what: "scrolling 1,000,000 rows for 10 s: p99 of a frame, against an empty page",
    unit: "ms",
    limit: 1.1,
  },
  blank: { goal: "P7", what: "blank rows seen while scrolling 1,000,000 rows", unit: "rows", limit: 0 },
  rows: {
    goal: "P7",
    what: "most rows in the document while scrolling 1,000,000 rows",
    unit: "rows",
    limit: 120,
  },
};

/** In the page: every frame for so long, and of a grid what stood in it. */
function watch(millis) {
  return new Promise((resolve) => {
    const grid = document.querySelector("[role=grid]");
    const seen = { frames: [], blank: 0, rows: 0, from: grid?.scrollTop ?? 0, to: 0 };
    const look = () => {
      seen.rows = Math.max(seen.rows, grid.querySelectorAll("[role=row]").length);
      const { left, top, width, height } = grid.getBoundingClientRect();
      // From below the header to above the lower edge, one point every third of a row.
      for (let y = top + 48; y < top + height - 16; y += 12) {
        const row = document.elementFromPoint(left + width / 2, y)?.closest("[role=row]");
        if (!row || row.getAttribute("aria-busy") === "true") seen.blank++;
      }
    };
    let [began, last, count] = [null, null, 0];
    const frame = (now) => {
      began ??= now;
      if (last !== null) seen.frames.push(now - last);
      last = now;
      // Looking costs a frame some of its time, so not every frame is looked at.
      if (grid && count++ % 10 === 0) look();
      if (now - began < millis) return requestAnimationFrame(frame);
      seen.to = grid?.scrollTop ?? 0;
      resolve(seen);
    };
    requestAnimationFrame(frame);
  });
}

async function scroll(devices, window) {
  await window.post("/timeouts", { script: (SECONDS + 60) * 1000 });
  const watching = window.evaluate(watch, SECONDS * 1000);
  devices.send("mousemove 700 500");
  devices.send(`click --repeat ${SECONDS * NOTCHES} --delay ${Math.round(1000 / NOTCHES)} 5`);
  return watching;
}

async function measure(desktop, { binary, folders, quick }) {
  const page = join(desktop.home, "empty.html");
  await writeFile(page, "<!doctype html><title>Empty</title>");
  const browser = await miniBrowser();
  const devices = new Devices(desktop);
  const during = async (window, prepare) => {
    try {
      await prepare(window);
      return await scroll(devices, window);
    } finally {
      await window.close();
    }
  };
  const sides = {
    ours: async () => {
      const window = await drive(desktop, { binary, args: ["--data-dir", folders[MANY]] });
      const seen = await during(window, () =>
        window.waitFor("rows", () => document.documentElement.dataset.ready === "true", [], 60_000),
      );
      if (seen.to <= seen.from) throw new Error("The wheel did not scroll the table");
      return seen;
    },
    empty: async () => {
      const window = await drive(desktop, { binary: browser, args: ["--automation", "--geometry=1200x800"] });
      return during(window, () => window.post("/url", { url: `file://${page}` }));
    },
  };
  const words = ({ frames }) => `p99 ${percentile(frames, 99).toFixed(1)} ms of ${frames.length} frames`;
  const run = await interleave(quick ? 2 : 5, sides, words);
  await devices.close();
  return run;
}

/** Measures P7 and reports it. */
export async function scrolling(desktop, options) {
  try {
    const run = await measure(desktop, options);
    const frames = (side) => run.seen[side].flatMap((seen) => seen.frames);
    const [ours, empty] = [percentile(frames("ours"), 99), percentile(frames("empty"), 99)];
    report(options.json, {
      ...GOALS.frames,
      ours: rounded(ours, 1),
      peer: rounded(empty, 1),
      ratio: rounded(ours / empty, 3),
      met: judgeable(run) ? ours / empty <= GOALS.frames.limit : null,
      rounds: run.rounds,
      note: `${frames("ours").length} frames, an empty page ${frames("empty").length}; ${quietness(run)}`,
    });
    const blank = run.seen.ours.reduce((sum, seen) => sum + seen.blank, 0);
    const rows = Math.max(...run.seen.ours.map((seen) => seen.rows));
    const about = `looked at in every tenth frame, ${NOTCHES} notches of the wheel a second`;
    report(options.json, { ...GOALS.blank, ours: blank, met: blank === 0, rounds: run.rounds, note: about });
    report(options.json, {
      ...GOALS.rows,
      ours: rows,
      met: rows <= GOALS.rows.limit,
      rounds: run.rounds,
      note: about,
    });
  } catch (error) {
    for (const goal of Object.values(GOALS)) notMeasured(options.json, goal, error.message);
  }
}
