// What stands around the page in the real window: what it may call, where it may go, how a
// secret lies on the clipboard, and how the window closes.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { alive, openDesktop, until } from "./desktop.mjs";
import { openWindow } from "./person.mjs";

describe("around the page", () => {
  let desktop;
  let person;
  let pid;

  before(async () => {
    desktop = await openDesktop();
    person = await openWindow(desktop, join(desktop.home, "vault"));
    pid = await person.window.pid();
  });
  after(async () => {
    await person?.close();
    await desktop?.close();
  });

  test("no plugin answers the page", async () => {
    const asked = [
      ["plugin:opener|open_url", { url: "https://example.com" }],
      ["plugin:dialog|save", { options: {} }],
      ["plugin:window-state|save_window_state", { flags: 0 }],
      ["plugin:window|set_title", { label: "main", value: "x" }],
      ["plugin:webview|internal_toggle_devtools", {}],
      ["plugin:event|emit", { event: "changed", payload: null }],
    ];
    for (const [command, args] of asked) {
      const refused = await person.window.evaluate(
        (name, given) => window.__TAURI_INTERNALS__.invoke(name, given).then(() => "", String),
        command,
        args,
      );
      assert.match(refused, /not allowed/, command);
    }
  });

  test("the page cannot leave, open another, or run what is not its own", async () => {
    const address = await person.window.evaluate(() => location.href);
    assert.match(address, /^tauri:\/\/localhost/);
    await person.window.evaluate(() => {
      location.href = "data:text/html,elsewhere";
    });
    const opened = await person.window.evaluate(() => window.open("https://example.com/") === null);
    assert.equal(opened, true);
    const ran = await person.window.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.__ran = true";
      document.body.append(script);
      return "__ran" in window;
    });
    assert.equal(ran, false);
    assert.equal(await person.window.evaluate(() => location.href), address);
  });

  test("it leaves no core dump, and its files to nobody else", async () => {
    const limits = await readFile(`/proc/${pid}/limits`, "utf8");
    assert.match(limits, /Max core file size\s+1\s+1\s/);
    assert.match(await readFile(`/proc/${pid}/status`, "utf8"), /Umask:\s+0077/);
  });

  test("a copied secret asks clipboard histories to leave it out, and nothing else does", async () => {
    await person.firstRun();
    await person.press("Create the first credential");
    await person.issue("Hinted");
    const offered = () => desktop.run("xclip", ["-o", "-selection", "clipboard", "-t", "TARGETS"]);
    await person.copy("Access ID");
    assert.doesNotMatch(await offered(), /x-kde-passwordManagerHint/);
    await person.copy("Secret Key");
    assert.match(await offered(), /x-kde-passwordManagerHint/);
    const hint = ["-o", "-selection", "clipboard", "-t", "x-kde-passwordManagerHint"];
    assert.equal(await desktop.run("xclip", hint), "secret");
  });

  test("closing the window with an open sheet asks first, and then clears the clipboard", async () => {
    const secret = await desktop.clipboard();
    await askToClose(desktop);
    await person.see("Close without storing the Secret Key?");
    assert.equal(await alive(pid), true);
    await person.press("Close anyway");
    await until("the application to end", async () => !(await alive(pid)));
    assert.notEqual(await desktop.clipboard(), secret);
  });
});

describe("an application with nothing open", () => {
  test("closes at once", async () => {
    const desktop = await openDesktop();
    const person = await openWindow(desktop, join(desktop.home, "vault"));
    try {
      const pid = await person.window.pid();
      await askToClose(desktop);
      await until("the application to end", async () => !(await alive(pid)));
    } finally {
      await person.close();
      await desktop.close();
    }
  });
});

// What a window manager sends when the cross in the corner is pressed: xdotool only has ways
// that end the program instead.
const CLOSE = `
import ctypes, sys
x = ctypes.CDLL("libX11.so.6")
x.XOpenDisplay.restype = ctypes.c_void_p
x.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
x.XInternAtom.restype = ctypes.c_ulong
class Message(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
                ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong),
                ("format", ctypes.c_int), ("data", ctypes.c_long * 5), ("room", ctypes.c_long * 24)]
display = x.XOpenDisplay(None)
window = int(sys.argv[1])
protocols, close = (x.XInternAtom(display, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW"))
message = Message(type=33, display=display, window=window, message_type=protocols, format=32)
message.data[0] = close
x.XSendEvent.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_long, ctypes.c_void_p]
x.XSendEvent(display, window, 0, 0, ctypes.byref(message))
x.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
x.XSync(display, 0)
`;

/** Presses the cross in the corner. */
async function askToClose(desktop) {
  const found = await desktop.run("xdotool", ["search", "--onlyvisible", "--name", "^Keywright$"]);
  const window = found.trim().split("\n").at(-1);
  await desktop.run("python3", ["-c", CLOSE, window]);
}
