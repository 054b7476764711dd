// A small client of WebKitWebDriver: what the window tests need of the W3C
// protocol, over fetch.
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { alive, family, until } from "./desktop.mjs";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** Keys by the names that people give them. */
export const KEYS = {
  Enter: "\uE007",
  Escape: "\uE00C",
  Tab: "\uE004",
  Space: " ",
  Control: "\uE009",
  Shift: "\uE008",
  Alt: "\uE00A",
  Backspace: "\uE003",
  ArrowDown: "\uE015",
  ArrowUp: "\uE013",
  ArrowLeft: "\uE012",
  ArrowRight: "\uE014",
  Home: "\uE011",
  End: "\uE010",
};

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

class Driven {
  constructor(desktop, driver, base) {
    this.desktop = desktop;
    this.driver = driver;
    this.base = base;
  }

  async call(method, path, body) {
    const answer = await fetch(this.base + path, {
      method,
      headers: { "Content-Type": "application/json" },
      body: method === "POST" ? JSON.stringify(body ?? {}) : undefined,
    });
    const { value } = await answer.json();
    if (answer.ok) return value;
    throw new Error(`${method} ${path.split("/").pop()}: ${value?.error}: ${value?.message}`);
  }

  get(path) {
    return this.call("GET", `/session/${this.session}${path}`);
  }

  post(path, body) {
    return this.call("POST", `/session/${this.session}${path}`, body);
  }

  /** Runs a function in the page with these arguments; a promise is awaited. */
  async evaluate(work, ...args) {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve((${work}).apply(null, Array.prototype.slice.call(arguments, 0, -1)))
        .then((value) => done({ value }), (error) => done({ failed: String(error && error.message || error) }));`;
    const answer = await this.post("/execute/async", { script, args });
    if (answer?.failed !== undefined) throw new Error(answer.failed);
    return answer?.value ?? null;
  }

  /** Waits until a function in the page answers something truthy. */
  async waitFor(what, work, args = [], millis = 10_000) {
    try {
      return await until(what, () => this.evaluate(work, ...args), millis, 30);
    } catch (error) {
      const text = await this.evaluate(() => document.body.innerText.slice(0, 2000)).catch(String);
      throw new Error(`${error.message}\nThe window shows:\n${text}`);
    }
  }

  /** The element that a function in the page answers, for clicks and keys. */
  async element(what, work, args = [], millis = 10_000) {
    const script = `return (${work}).apply(null, arguments);`;
    const found = await until(
      what,
      async () => {
        const value = await this.post("/execute/sync", { script, args });
        return value?.[ELEMENT];
      },
      millis,
      30,
    ).catch(async (error) => {
      const text = await this.evaluate(() => document.body.innerText.slice(0, 2000)).catch(String);
      throw new Error(`${error.message}\nThe window shows:\n${text}`);
    });
    return found;
  }

  click(id) {
    return this.post(`/element/${id}/click`);
  }

  type(id, text) {
    return this.post(`/element/${id}/value`, { text });
  }

  /** Presses keys where the focus is; several names are held together. */
  async press(...names) {
    const down = names.map((name) => ({ type: "keyDown", value: KEYS[name] ?? name }));
    const up = names.map((name) => ({ type: "keyUp", value: KEYS[name] ?? name })).reverse();
    await this.post("/actions", { actions: [{ type: "key", id: "keys", actions: [...down, ...up] }] });
  }

  /** Types text where the focus is. */
  async keys(text) {
    const actions = [...text].flatMap((value) => [
      { type: "keyDown", value },
      { type: "keyUp", value },
    ]);
    await this.post("/actions", { actions: [{ type: "key", id: "keys", actions }] });
  }

  async screenshot() {
    return Buffer.from(await this.get("/screenshot"), "base64");
  }

  /** The process of the window itself, a child of the driver. */
  async pid() {
    if (this.child) return this.child;
    const [, child] = await family(this.driver.pid);
    this.child = child;
    return child;
  }

  /** Closes the window as a session ends, and waits until it is really gone. */
  async close() {
    const tree = (await family(this.driver.pid)).slice(1);
    if (this.session) {
      await Promise.race([this.call("DELETE", `/session/${this.session}`).catch(() => {}), pause(5000)]);
      this.session = undefined;
    }
    // The driver answers before the application is gone.
    const end = performance.now() + 6000;
    for (const pid of tree) while ((await alive(pid)) && performance.now() < end) await pause(20);
    await this.desktop.end(this.driver);
  }

  /** Ends the window as a power cut would: no goodbye. */
  async kill() {
    const pid = await this.pid();
    process.kill(pid, "SIGKILL");
    await until("the killed window to be gone", async () => !(await alive(pid)));
    this.session = undefined;
    await this.desktop.end(this.driver);
  }
}

/** Starts a program that is built on WebKitGTK under the driver, and answers the session. */
export async function drive(desktop, { binary, args = [], env = {} }) {
  const port = await freePort();
  const driver = desktop.start("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
    env: { TAURI_WEBVIEW_AUTOMATION: "true", ...env },
  });
  const driven = new Driven(desktop, driver, `http://127.0.0.1:${port}`);
  try {
    await until("WebKitWebDriver to listen", async () => {
      if (driver.exitCode !== null) throw new Error(`WebKitWebDriver ended: ${driver.log}`);
      return fetch(`${driven.base}/status`).then(
        (answer) => answer.ok,
        () => false,
      );
    });
    const value = await driven.call("POST", "/session", {
      capabilities: { alwaysMatch: { "webkitgtk:browserOptions": { binary, args } } },
    });
    driven.session = value.sessionId;
    await driven.post("/timeouts", { script: 30_000, pageLoad: 30_000, implicit: 0 });
    return driven;
  } catch (error) {
    await driven.close();
    throw new Error(`${error.message}\n${driver.log}`);
  }
}
