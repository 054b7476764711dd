// Watches a virtual display from outside, through the file in which it keeps
// its picture: nothing is asked of the server or of the program that draws, so
// that both sides of a comparison are seen in the same way and at no cost to them.
import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";

const EVERY = 8;

/** The picture of a display that was opened with `buffer`. */
export class Screen {
  constructor(folder) {
    this.file = openSync(join(folder, "Xvfb_screen0"), "r");
    const head = Buffer.alloc(100);
    readSync(this.file, head, 0, 100, 0);
    const word = (at) => head.readUInt32BE(at * 4);
    // The X window dump format: header size, width and height, bytes in a line, colours.
    this.lines = word(5);
    this.bytes = word(12);
    this.start = word(0) + word(19) * 12;
    this.now = Buffer.alloc(this.bytes * Math.floor(this.lines / EVERY));
    this.line = Buffer.alloc(this.bytes);
    this.changed();
  }

  /** Reads every eighth line from `top` down, and says whether any differs from what was read before. */
  changed(top = 0) {
    let differs = false;
    for (let i = Math.ceil(top / EVERY); i * this.bytes < this.now.length; i++) {
      readSync(this.file, this.line, 0, this.bytes, this.start + i * EVERY * this.bytes);
      if (this.line.compare(this.now, i * this.bytes, (i + 1) * this.bytes) === 0) continue;
      this.line.copy(this.now, i * this.bytes);
      differs = true;
    }
    return differs;
  }

  /** What was read last, to compare one settled picture with another. */
  picture() {
    return Buffer.from(this.now);
  }

  close() {
    closeSync(this.file);
  }
}

/** The share of two pictures that is the same, from 0 to 1. */
export function likeness(one, other) {
  let same = 0;
  for (let at = 0; at < one.length; at += 4) if (one.readUInt32LE(at) === other.readUInt32LE(at)) same++;
  return same / (one.length / 4);
}
