// What a program and everything it started cost: processor time and memory,
// as the kernel counts them.
import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { family } from "../shell/desktop.mjs";

/** Linux counts processor time in hundredths of a second for programs. */
const TICK = 10;

/** Processor time of a program and its descendants, ended ones included, in ms. */
export async function cpuMillis(root) {
  let ticks = 0;
  for (const pid of await family(root)) {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // utime, stime, and those of children that ended (fields 14 to 17 of proc(5)).
    for (const at of [11, 12, 13, 14]) ticks += Number(fields[at] ?? 0);
  }
  return ticks * TICK;
}

/** Memory of a program and its descendants, shared pages divided among their users, in MB. */
export async function pssMegabytes(root) {
  let kilobytes = 0;
  for (const pid of await family(root)) {
    const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
    kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0);
  }
  return kilobytes / 1000;
}

/** Waits for a quiet machine, up to two minutes; false where it stayed busy. */
export async function quiet() {
  const end = performance.now() + 120_000;
  for (;;) {
    const text = await readFile("/proc/pressure/cpu", "utf8").catch(() => null);
    if (text === null) return null;
    if (Number(/some avg10=([\d.]+)/.exec(text)?.[1]) < 10) return true;
    if (performance.now() > end) return false;
    await pause(1000);
  }
}

/** Waits until a program that `start` began uses no processor for half a second. */
export async function rest(child, millis = 60_000) {
  const end = performance.now() + millis;
  let [before, since] = [await cpuMillis(child.pid), performance.now()];
  while (performance.now() < end) {
    await pause(100);
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended: ${child.log}`);
    const now = await cpuMillis(child.pid);
    if (now > before) [before, since] = [now, performance.now()];
    else if (performance.now() - since > 500) return;
  }
  throw new Error(`${child.spawnfile} never came to rest`);
}

/** Processor time of this process's own children that have ended, in ms. */
export async function ended() {
  const stat = await readFile("/proc/self/stat", "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) * TICK;
}

/** The value under which this many of a hundred measured ones are. */
export function percentile(values, hundredths) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * hundredths) / 100) - 1)];
}

/** The middle of the measured values. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
