// Keys and wheel as the display's own devices send them, without a new program for each: a key that waits for
// a program to start would be measured with it.

/** The display's keyboard and mouse. */
export class Devices {
  constructor(desktop) {
    this.desktop = desktop;
    this.child = desktop.start("xdotool", ["-"], { stdio: ["pipe", "ignore", "pipe"] });
  }

  send(line) {
    if (this.child.exitCode !== null) throw new Error(`xdotool ended: ${this.child.log}`);
    this.child.stdin.write(`${line}\n`);
  }

  press(key) {
    this.send(`key --delay 0 ${key}`);
  }

  /** Gives the keys to the one window of a program; there is no window manager that would. */
  async focus(name) {
    const ids = await this.desktop.run("xdotool", ["search", "--sync", "--onlyvisible", "--name", name]);
    const id = ids.trim().split("\n").at(-1);
    await this.desktop.run("xdotool", ["windowfocus", "--sync", id]);
  }

  async close() {
    await this.desktop.end(this.child);
  }
}
