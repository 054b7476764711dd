// What an administrator does in the window, by the names that stand on the
// screen, so that the tests read as the work that is done.
import { until } from "./desktop.mjs";
import { drive } from "./webdriver.mjs";

export const TENANT = {
  name: "Acme Logistics",
  url: "https://api.acme.example/openapi",
  zone: "Europe/Berlin",
};

/** Finds what has this role and this accessible name, in the page: exactly, else by its beginning. */
function named(role, name) {
  const kinds = {
    button: "button, [role=button]",
    checkbox: "input[type=checkbox], [role=checkbox]",
    radio: "input[type=radio], [role=radio]",
    textbox: "input:not([type=checkbox]):not([type=radio]), textarea",
    row: "[role=row]",
    dialog: "[role=dialog], [role=alertdialog]",
  };
  const tidy = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const nameOf = (element) => {
    const label = element.getAttribute("aria-label");
    if (label) return tidy(label);
    const ids = element.getAttribute("aria-labelledby")?.split(/\s+/) ?? [];
    const texts = ids.map((id) => document.getElementById(id)?.textContent);
    if (tidy(texts.join(" "))) return tidy(texts.join(" "));
    if (element.labels?.length) return tidy([...element.labels].map((one) => one.textContent).join(" "));
    return tidy(element.textContent);
  };
  const there = [...document.querySelectorAll(kinds[role])].filter(
    (element) => element.getClientRects().length > 0 && !element.closest("[inert], [aria-hidden=true]"),
  );
  return (
    there.find((element) => nameOf(element) === name) ??
    there.find((element) => nameOf(element).startsWith(name))
  );
}

/** Makes a vault with one tenant and this many samples, before any window that is tried opens on it. */
export async function makeSamples(desktop, folder, count, { program, millis = 60_000 } = {}) {
  const person = await openWindow(desktop, folder, { program });
  try {
    await person.window.post("/timeouts", { script: millis });
    await person.call("create_vault", { protection: { kind: "keychain" } });
    const { draft } = await person.call("new_tenant");
    const { name, url: apiUrl, zone } = TENANT;
    const request = { requestId: crypto.randomUUID(), draft: { ...draft, name, apiUrl, zone } };
    const tenant = await person.call("create_tenant", { request });
    const made = await person.call("add_samples", { tenant: tenant.id, count });
    if (made !== count) throw new Error(`${made} credentials were made instead of ${count}`);
  } finally {
    await person.close();
  }
}

/** The window, as a person has it before them. */
class Person {
  constructor(desktop, window) {
    this.desktop = desktop;
    this.window = window;
  }

  find(role, name, millis) {
    return this.window.element(`${role} “${name}”`, named, [role, name], millis);
  }

  async press(name, millis) {
    const id = await this.find("button", name, millis);
    await this.window.waitFor(
      `“${name}” to be enabled`,
      (button) => !button.disabled && button.getAttribute("aria-disabled") !== "true",
      [{ "element-6066-11e4-a52e-4f735466cecf": id }],
      millis,
    );
    await this.window.click(id);
  }

  async choose(role, name) {
    await this.window.click(await this.find(role, name));
  }

  /** Replaces what stands in a field. */
  async fill(name, text) {
    const id = await this.find("textbox", name);
    await this.window.click(id);
    await this.window.press("Control", "a");
    await this.window.press("Backspace");
    await this.window.type(id, text);
  }

  /** Waits until the window shows this text. */
  see(text, millis) {
    const work = (wanted) => document.body.innerText.replace(/\s+/g, " ").includes(wanted);
    return this.window.waitFor(`the words “${text}”`, work, [text], millis);
  }

  async sees(text) {
    const work = (wanted) => document.body.innerText.replace(/\s+/g, " ").includes(wanted);
    return this.window.evaluate(work, text);
  }

  /** Something is shown that is not merely the sign of waiting. */
  ready(millis = 20_000) {
    const work = () =>
      document.querySelector("#root main") && !document.querySelector("main[aria-busy=true]");
    return this.window.waitFor("the application to show something", work, [], millis);
  }

  /** Calls a command of the application, as its screens do. */
  call(command, args = {}) {
    return this.window.evaluate(
      (name, given) => window.__TAURI_INTERNALS__.invoke(name, given),
      command,
      args,
    );
  }

  /** A command that has to be refused; answers its code. */
  refused(command, args = {}) {
    return this.window.evaluate(
      async (name, given) => {
        try {
          await window.__TAURI_INTERNALS__.invoke(name, given);
          return null;
        } catch (error) {
          return error.code;
        }
      },
      command,
      args,
    );
  }

  /** Protects the vault with the keychain and makes the first tenant. */
  async firstRun() {
    await this.see("Where should secrets be protected?");
    await this.see("Removed the test item");
    await this.press("Continue");
    await this.see("Your first tenant");
    await this.fill("Name", TENANT.name);
    await this.fill("API URL", TENANT.url);
    await this.fill("Time zone", TENANT.zone);
    // The list of what matches lies over the form until the field is left.
    await this.window.press("Tab");
    await this.press("Continue");
    await this.see(`${TENANT.name} is ready`);
  }

  /** Fills the form for a credential that never expires, and creates it. */
  async issue(title) {
    await this.find("dialog", "New credential");
    await this.fill("Title", title);
    await this.choose("radio", "Never").catch(() => this.choose("checkbox", "Never"));
    await this.press("Create");
    await this.see("This is the only time you can get the Secret Key.");
    const sheets = await this.call("open_sheets");
    return sheets.at(-1);
  }

  /** Copies one part of the sheet, and answers what then lies on the clipboard. */
  async copy(part) {
    const first = await this.window.evaluate(
      (name) => Boolean(document.querySelector(`[aria-label="Copy ${name}"]`)),
      part,
    );
    await this.press(first ? `Copy ${part}` : `${part} was copied before`);
    await this.find("button", `Copied: ${part}`);
    return this.desktop.clipboard();
  }

  async finish() {
    await this.choose("checkbox", "I have stored the Secret Key");
    await this.press("Done");
    await until("the sheet to be gone", async () => !(await this.sees("This is the only time")));
  }

  close() {
    return this.window.close();
  }

  kill() {
    return this.window.kill();
  }
}

/** The application under test: what cargo built, unless the caller names another. */
export function binary() {
  const path = process.env.KEYWRIGHT_BINARY;
  if (!path) throw new Error("KEYWRIGHT_BINARY must name the application; cargo xtask test does.");
  return path;
}

/** Opens the window on a data folder, and waits until it shows something. */
export async function openWindow(desktop, folder, { program, args = [], ready = true } = {}) {
  const window = await drive(desktop, { binary: program ?? binary(), args: ["--data-dir", folder, ...args] });
  const person = new Person(desktop, window);
  try {
    if (ready) await person.ready();
    return person;
  } catch (error) {
    await window.close();
    throw error;
  }
}
