// A desktop of its own for one run: a virtual display, a session bus, a real
// gnome-keyring, and private folders, so that nothing of the person who runs
// the tests is read or written. Every process is started in a group of its own
// and ended by that group, never by name.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const PASSWORD = "a desktop for tests";
const COLLECTION = "/org/freedesktop/secrets/collection/login";

/** Asks again until the answer is truthy; the sentence says what was waited for. */
export async function until(what, ask, millis = 10_000, every = 25) {
  const end = performance.now() + millis;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`Waited ${millis} ms in vain for: ${what}`);
    await pause(every);
  }
}

/** Is this process there, and not merely a zombie? */
export async function alive(pid) {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    return !/^[ZX]$/.test(stat.slice(stat.lastIndexOf(")") + 2, stat.lastIndexOf(")") + 3));
  } catch {
    return false;
  }
}

/** All descendants of a process, itself first. */
export async function family(root) {
  const parents = new Map();
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = await readFile(`/proc/${name}/stat`, "utf8");
      const ppid = Number(stat.slice(stat.lastIndexOf(")") + 4).split(" ")[0]);
      parents.set(Number(name), ppid);
    } catch {
      // It ended between the two reads.
    }
  }
  const found = [root];
  for (let i = 0; i < found.length; i++) {
    for (const [pid, ppid] of parents) if (ppid === found[i]) found.push(pid);
  }
  return found;
}

function gone(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once("exit", () => resolve());
  });
}

function firstLine(stream, what, millis = 20_000) {
  return new Promise((resolve, reject) => {
    let text = "";
    const timer = setTimeout(() => reject(new Error(`${what} did not answer`)), millis);
    stream.on("data", (data) => {
      text += data;
      if (!text.includes("\n")) return;
      clearTimeout(timer);
      resolve(text.slice(0, text.indexOf("\n")));
    });
    stream.once("close", () => {
      clearTimeout(timer);
      reject(new Error(`${what} ended before it answered`));
    });
  });
}

/** Nothing is told to screen readers: what every window would tell takes time. */
const SILENT = { NO_AT_BRIDGE: "1", GTK_A11Y: "none" };

class Desktop {
  /** Folders and environment of everything that runs here. */
  constructor(root) {
    this.root = root;
    this.home = join(root, "home");
    this.groups = [];
    this.env = {
      PATH: process.env.PATH,
      LANG: "C.UTF-8",
      TZ: process.env.KEYWRIGHT_TZ ?? "Europe/Berlin",
      HOME: this.home,
      USER: process.env.USER ?? "root",
      XDG_DATA_HOME: join(this.home, ".local/share"),
      XDG_CONFIG_HOME: join(this.home, ".config"),
      XDG_CACHE_HOME: join(this.home, ".cache"),
      XDG_RUNTIME_DIR: join(root, "run"),
      ...SILENT,
      GSETTINGS_BACKEND: "memory",
      WEBKIT_DISABLE_DMABUF_RENDERER: "1",
      LIBGL_ALWAYS_SOFTWARE: "1",
    };
  }

  /** Starts a program in this desktop, in a process group of its own. */
  start(command, args, options = {}) {
    const child = spawn(command, args, {
      cwd: this.home,
      stdio: ["ignore", "ignore", "pipe"],
      ...options,
      detached: true,
      env: { ...this.env, ...options.env },
    });
    child.log = "";
    child.stderr?.on("data", (data) => {
      child.log = (child.log + data).slice(-20_000);
    });
    child.on("error", (error) => {
      child.log += String(error);
    });
    this.groups.push(child);
    return child;
  }

  /** Runs a program to its end and answers what it printed. */
  async run(command, args, { input, env, fails = false } = {}) {
    const child = spawn(command, args, {
      cwd: this.home,
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...this.env, ...env },
    });
    let out = "";
    let err = "";
    child.stdout.on("data", (data) => (out += data));
    child.stderr.on("data", (data) => (err += data));
    child.stdin.on("error", () => {});
    child.stdin.end(input ?? "");
    const code = await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    if (code !== 0 && !fails) throw new Error(`${command} ${args.join(" ")} ended with ${code}: ${err}`);
    return out;
  }

  /** Ends a program that `start` began, with everything it started. */
  async end(child, signal = "SIGTERM") {
    const kill = (name) => {
      try {
        process.kill(-child.pid, name);
      } catch {
        // Already gone.
      }
    };
    kill("SIGCONT");
    kill(signal);
    const stopped = await Promise.race([gone(child).then(() => true), pause(4000).then(() => false)]);
    kill("SIGKILL");
    if (!stopped) await gone(child);
    this.groups = this.groups.filter((other) => other !== child);
  }

  /** Starts the Secret Service with its login collection open, and waits until it answers. */
  async startKeyring({ unlocked = true, replace = false } = {}) {
    const args = ["--foreground", "--components=secrets"];
    if (unlocked) args.push("--unlock");
    if (replace) args.push("--replace");
    const child = this.start("gnome-keyring-daemon", args, { stdio: ["pipe", "ignore", "pipe"] });
    child.stdin.end(unlocked ? PASSWORD : "");
    const before = this.keyring;
    this.keyring = child;
    await until(
      "the Secret Service to answer",
      async () => {
        if (child.exitCode !== null) throw new Error(`gnome-keyring ended: ${child.log}`);
        const locked = await this.keyringLocked().catch(() => null);
        return locked === !unlocked;
      },
      15_000,
    );
    if (before) await this.end(before);
    return child;
  }

  /** Is the login collection locked? Throws where nobody answers. */
  async keyringLocked() {
    const text = await this.run("gdbus", [
      ...[
        "call",
        "--session",
        "--timeout",
        "3",
        "--dest",
        "org.freedesktop.secrets",
        "--object-path",
        COLLECTION,
      ],
      ...["--method", "org.freedesktop.DBus.Properties.Get", "org.freedesktop.Secret.Collection", "Locked"],
    ]);
    return text.includes("true");
  }

  /** Locks the login collection as a desktop does. */
  async lockKeyring() {
    await this.run("gdbus", [
      ...[
        "call",
        "--session",
        "--dest",
        "org.freedesktop.secrets",
        "--object-path",
        "/org/freedesktop/secrets",
      ],
      ...["--method", "org.freedesktop.Secret.Service.Lock", `['${COLLECTION}']`],
    ]);
    await until("the keychain to be locked", () => this.keyringLocked());
  }

  /** Opens it again; a running daemon has to be replaced for that. */
  async unlockKeyring() {
    await this.startKeyring({ replace: true });
  }

  /** A frozen daemon: it is there, and never answers. */
  freezeKeyring() {
    process.kill(this.keyring.pid, "SIGSTOP");
  }

  thawKeyring() {
    process.kill(this.keyring.pid, "SIGCONT");
  }

  async stopKeyring() {
    if (this.keyring) await this.end(this.keyring);
    this.keyring = undefined;
  }

  /** Proof that secrets really go in and come out: a round trip through the Secret Service. */
  async assertKeyring() {
    const value = `round trip ${process.pid}`;
    await this.run("secret-tool", ["store", "--label=round trip", "probe", "keywright-tests"], {
      input: value,
    });
    const back = await this.run("secret-tool", ["lookup", "probe", "keywright-tests"]);
    await this.run("secret-tool", ["clear", "probe", "keywright-tests"]);
    if (back !== value) throw new Error(`The keychain answered ${JSON.stringify(back)}`);
  }

  /** What lies on the clipboard; null where it is empty. */
  async clipboard() {
    const child = spawn("xclip", ["-o", "-selection", "clipboard"], { env: this.env });
    let out = "";
    child.stdout.on("data", (data) => (out += data));
    child.stderr.resume();
    const timer = setTimeout(() => child.kill(), 5000);
    const code = await new Promise((resolve) => child.once("close", resolve));
    clearTimeout(timer);
    return code === 0 ? out : null;
  }

  /** Another program takes the clipboard, as a person copying elsewhere does. */
  async takeClipboard(text) {
    // xclip stays behind to serve the selection; it belongs to this desktop and ends with it.
    const child = this.start("xclip", ["-i", "-selection", "clipboard", "-quiet"], {
      stdio: ["pipe", "ignore", "ignore"],
    });
    child.stdin.end(text);
    await until("the other program to own the clipboard", async () => (await this.clipboard()) === text);
  }

  /** The whole screen as a PNG. */
  async picture(path) {
    await this.run("import", ["-window", "root", path]);
  }

  async close() {
    // Last started first; the display and the bus, which the rest needs, come last.
    for (const child of [...this.groups].reverse()) await this.end(child);
    await rm(this.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

// A bus that starts nothing by itself: what is on it is what a test put there.
// With `services`, the desktop's own services (portal, prompter) start on demand.
function busConfiguration(services) {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  ${services ? "<standard_session_servicedirs/>" : ""}
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}

/**
 * Opens a desktop.
 * keyring: 'unlocked' | 'none'; services: whether the bus starts the desktop's
 * services (the file portal among them); spoken: whether windows tell screen
 * readers what is in them, through a service of the desktop's; buffer: a folder
 * in which the display keeps its picture as a file, for whoever measures without
 * asking the server.
 */
export async function openDesktop({
  keyring = "unlocked",
  services = false,
  spoken = false,
  size = "1280x800",
  buffer,
  copyFrom,
} = {}) {
  const desktop = new Desktop(await mkdtemp(join(tmpdir(), "keywright-desktop-")));
  try {
    for (const name of ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"])
      await mkdir(desktop.env[name], { recursive: true });
    await chmod(desktop.env.XDG_RUNTIME_DIR, 0o700);
    if (copyFrom) await copyFrom(desktop);
    if (spoken) for (const name of Object.keys(SILENT)) delete desktop.env[name];
    // A caret that does not blink, and no animations: a settled window stays as it is.
    const gtk = join(desktop.env.XDG_CONFIG_HOME, "gtk-3.0");
    await mkdir(gtk, { recursive: true });
    await writeFile(
      join(gtk, "settings.ini"),
      "[Settings]\ngtk-cursor-blink=false\ngtk-enable-animations=false\n",
    );

    const screen = ["-screen", "0", `${size}x24`, "-nolisten", "tcp", "-noreset", "-dpi", "96"];
    if (buffer) screen.push("-fbdir", buffer);
    const xvfb = desktop.start("Xvfb", ["-displayfd", "3", ...screen], {
      stdio: ["ignore", "ignore", "pipe", "pipe"],
    });
    desktop.env.DISPLAY = `:${(await firstLine(xvfb.stdio[3], "The virtual display (Xvfb)")).trim()}`;

    if (services) {
      // The portal chooses its dialogs by the desktop's name.
      desktop.env.XDG_CURRENT_DESKTOP = "GNOME";
    }
    const file = join(desktop.root, "bus.conf");
    await writeFile(file, busConfiguration(services || spoken));
    const bus = desktop.start("dbus-daemon", ["--nofork", `--config-file=${file}`, "--print-address=3"], {
      stdio: ["ignore", "ignore", "pipe", "pipe"],
    });
    desktop.env.DBUS_SESSION_BUS_ADDRESS = (await firstLine(bus.stdio[3], "The session bus")).trim();

    if (keyring !== "none") {
      await desktop.startKeyring();
      await desktop.assertKeyring();
    }
    return desktop;
  } catch (error) {
    await desktop.close();
    throw error;
  }
}

/** Where WebKitGTK keeps its own small browser. */
export async function miniBrowser() {
  for (const folder of ["/usr/lib", "/usr/libexec", "/usr/lib64"]) {
    if (!existsSync(folder)) continue;
    const places = [join(folder, "webkit2gtk-4.1/MiniBrowser")];
    for (const name of await readdir(folder)) places.push(join(folder, name, "webkit2gtk-4.1/MiniBrowser"));
    const found = places.find((place) => existsSync(place));
    if (found) return found;
  }
  throw new Error("MiniBrowser of WebKitGTK 4.1 is not installed");
}
