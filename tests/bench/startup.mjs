// P1 to P3: how long the window takes to show its first rows, and what memory it holds, against WebKitGTK's own
// small browser on an empty page; and what a hundred times as many credentials add to both.
//
// All are started on the same virtual display, in turn, with the same environment. Ready is the moment after which
// the display's picture no longer changes; for Keywright that picture has its rows and the focus in it, which is
// proved once, under WebDriver, before anything is measured.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { alive, miniBrowser } from "../shell/desktop.mjs";
import { cpuMillis, median, pssMegabytes } from "./processes.mjs";
import { notMeasured, report, rounded } from "./report.mjs";
import { interleave, judgeable, quietness } from "./rounds.mjs";
import { likeness, Screen } from "./screen.mjs";
import { desktopWithVaults, proveReady } from "./vaults.mjs";

const FEW = 10_000;
const MANY = 1_000_000;
const SETTLED = 1500;
// The browser's own bar, whose progress line fades long after the page is there. Of the peer only
// the page counts, of Keywright the whole window.
const BROWSER_BAR = 80;

const GOALS = {
  start: {
    goal: "P1",
    what: "start until the first row is painted and the search box has the focus, 10,000 credentials",
    unit: "ms",
    limit: 1.25,
  },
  many: {
    goal: "P2",
    what: "the same with 1,000,000 credentials, against 10,000",
    unit: "ms",
    limit: 1.5,
  },
  memory: {
    goal: "P3",
    what: "memory of all processes (PSS), 10,000 credentials",
    unit: "MB",
    limit: 1.25,
  },
  growth: {
    goal: "P3",
    what: "what 1,000,000 credentials add to the memory",
    unit: "MB",
    limit: 200,
  },
};

const { values: options } = parseArgs({
  options: {
    binary: { type: "string" },
    target: { type: "string" },
    profile: { type: "string", default: "release" },
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});

/** One start, watched until the picture rests. */
async function start(desktop, screen, top, command, args) {
  screen.changed();
  const began = performance.now();
  const child = desktop.start(command, args);
  let ready = 0;
  let cpu = 0;
  for (;;) {
    await pause(3);
    const now = performance.now();
    if (screen.changed(top)) {
      ready = now - began;
      cpu = await cpuMillis(child.pid);
    }
    if (child.exitCode !== null) throw new Error(`${command} ended: ${child.log}`);
    if (ready && now - began - ready > SETTLED) break;
    if (now - began > 60_000) throw new Error(`${command} never came to rest`);
  }
  const memory = await pssMegabytes(child.pid);
  const picture = screen.picture();
  const pid = child.pid;
  await desktop.end(child);
  while (await alive(pid)) await pause(10);
  await pause(200);
  return { ready, cpu, memory, picture };
}

/** Starts Keywright on few and on many credentials, and the browser, in turn. */
async function measure(desktop, folders, buffer) {
  for (const count of [FEW, MANY]) await proveReady(desktop, options.binary, folders[count]);
  const page = join(desktop.home, "empty.html");
  // A colour, and nothing else: white could be the window before its page.
  await writeFile(page, "<!doctype html><title>Empty</title><style>html{background:#234}</style>");
  const browser = await miniBrowser();
  const screen = new Screen(buffer);
  const rests = {};
  const open = async (name, count) => {
    const run = await start(desktop, screen, 0, options.binary, ["--data-dir", folders[count]]);
    // The first picture of a side is what every later one of it has to come to.
    rests[name] ??= run.picture;
    const like = likeness(rests[name], run.picture);
    if (like < 0.98) throw new Error(`The window came to rest on another picture (${like.toFixed(3)} alike)`);
    return run;
  };
  const sides = {
    few: () => open("few", FEW),
    peer: () => start(desktop, screen, BROWSER_BAR, browser, ["--geometry=1200x800", `file://${page}`]),
    many: () => open("many", MANY),
  };
  // The first of each fills the caches of the disk and counts for nothing.
  for (const side of Object.values(sides)) await side();
  const run = await interleave(options.quick ? 3 : 9, sides, ({ ready }) => `${ready.toFixed(0)} ms`);
  screen.close();
  return run;
}

function judge(run) {
  const of = (side, field) => median(run.seen[side].map((each) => each[field]));
  const about = [`profile ${options.profile}`, "disk caches warm"];
  const timed = (key, side, against) => {
    const [ours, peer] = [of(side, "cpu"), of(against, "cpu")];
    const ratio = of(side, "ready") / of(against, "ready");
    const cpu = `CPU until ready: ours ${rounded(ours)} ms, peer ${rounded(peer)} ms, ratio ${rounded(ours / peer, 2)}`;
    report(options.json, {
      ...GOALS[key],
      ours: rounded(of(side, "ready")),
      peer: rounded(of(against, "ready")),
      ratio: rounded(ratio, 3),
      met: judgeable(run) ? ratio <= GOALS[key].limit : null,
      rounds: run.rounds,
      note: [cpu, quietness(run), ...about].join("; "),
    });
  };
  timed("start", "few", "peer");
  timed("many", "many", "few");
  const [few, peer, many] = ["few", "peer", "many"].map((side) => of(side, "memory"));
  report(options.json, {
    ...GOALS.memory,
    ours: rounded(few, 1),
    peer: rounded(peer, 1),
    ratio: rounded(few / peer, 3),
    met: few / peer <= GOALS.memory.limit,
    rounds: run.rounds,
    note: about.join("; "),
  });
  report(options.json, {
    ...GOALS.growth,
    ours: rounded(many - few, 1),
    met: many - few <= GOALS.growth.limit,
    rounds: run.rounds,
    note: [`${rounded(few, 1)} MB with 10,000, ${rounded(many, 1)} MB with 1,000,000`, ...about].join("; "),
  });
}

const buffer = join(tmpdir(), `keywright-screen-${process.pid}`);
await mkdir(buffer, { recursive: true });
let desktop;
try {
  const vaults = await desktopWithVaults(options.binary, options.target, [FEW, MANY], {
    size: "1200x800",
    buffer,
  });
  desktop = vaults.desktop;
  judge(await measure(desktop, vaults.folders, buffer));
} catch (error) {
  for (const goal of Object.values(GOALS)) notMeasured(options.json, goal, error.message);
} finally {
  await desktop?.close();
  await rm(buffer, { recursive: true, force: true });
}
