// What a screen reader is given of a window: the tree of things on the accessibility bus, asked for by the same
// library that screen readers use.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { until } from "./desktop.mjs";

const READER = join(dirname(fileURLToPath(import.meta.url)), "spoken.py");

/** One thing in the tree, with what is in it. */
class Thing {
  constructor({ role, name, description, states, attributes, text, children }) {
    Object.assign(this, { role, name, description, states, attributes, text });
    this.children = children.map((child) => new Thing(child));
  }

  /** This and everything in it, in the order in which it is read. */
  *all() {
    yield this;
    for (const child of this.children) yield* child.all();
  }

  /** Everything with this role, and this name where one is given. */
  having(role, name) {
    return [...this.all()].filter(
      (thing) => thing.role === role && (name === undefined || thing.name === name),
    );
  }

  /** The one thing with this role and name. */
  one(role, name) {
    const found = this.having(role, name);
    if (found.length !== 1) throw new Error(`${found.length} of ${role} “${name ?? ""}” in\n${this}`);
    return found[0];
  }

  is(state) {
    return this.states.includes(state);
  }

  /** What is read of it: its name, else its text, else what is in it. */
  words() {
    if (this.name) return this.name;
    const inside = this.children.map((child) => child.words());
    // WebKit puts this sign where something else stands in a text.
    const own = this.text ? this.text.replace(/\uFFFC/g, () => inside.shift() ?? "") : inside.join(" ");
    return own.replace(/\s+/g, " ").trim();
  }

  toString(depth = 0) {
    const line = `${"  ".repeat(depth)}${this.role} “${this.words().slice(0, 80)}” ${this.states.join(" ")}`;
    return [line, ...this.children.map((child) => child.toString(depth + 1))].join("\n");
  }
}

/** The page as it is told now, of the application that this window belongs to. */
export async function page(desktop, pid) {
  // The system's own Python has the library, whichever other stands first on the path.
  const told = JSON.parse(await desktop.run("/usr/bin/python3", [READER, String(pid)]));
  return new Thing(told).having("document web")[0];
}

/** The page, once it is as a test needs it. */
export async function pageWhere(desktop, pid, what, holds, millis = 15_000) {
  let last;
  try {
    return await until(
      what,
      async () => {
        last = await page(desktop, pid).catch((error) => {
          last = error;
        });
        return last && holds(last) ? last : null;
      },
      millis,
      200,
    );
  } catch (error) {
    throw new Error(`${error.message}\nThe screen reader was given:\n${last}`);
  }
}
