/** A bridge and a window onto it, in the states from which tests and pictures begin. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TenantRow } from "../../ui/src/bindings/TenantRow";
import { Bridge, type KeyState, type Options } from "./bridge";
import { type Look, Screen } from "./screen";

export class Stage {
  constructor(
    readonly bridge: Bridge,
    readonly screen: Screen,
    /** The first tenant, where there is one. */
    readonly tenant: TenantRow | null = null,
  ) {}

  get page() {
    return this.screen.page;
  }

  button(name: string | RegExp) {
    return this.page.getByRole("button", { name, ...(typeof name === "string" ? { exact: true } : {}) });
  }

  field(label: string) {
    return this.page.getByLabel(label, { exact: true });
  }

  async close(): Promise<void> {
    try {
      await this.screen.close();
    } finally {
      await this.bridge.stop();
    }
  }
}

/** Nothing yet: the first start of all. */
export async function fresh(look?: Look, options?: Options): Promise<Stage> {
  const bridge = await Bridge.start(options);
  return new Stage(bridge, await Screen.open(bridge, look));
}

/** A vault with a tenant, and no credential. */
export async function made(look?: Look, options?: Options): Promise<Stage> {
  const bridge = await Bridge.start(options);
  const tenant = await bridge.firstRun();
  return new Stage(bridge, await Screen.open(bridge, look), tenant);
}

/** A vault with sample data. */
export async function filled(look?: Look, count = 500): Promise<Stage> {
  const bridge = await Bridge.start();
  const tenant = await bridge.firstRun();
  await bridge.call("add_samples", { tenant: tenant.id, count });
  return new Stage(bridge, await Screen.open(bridge, look), tenant);
}

/** A vault with sample data, opened while its keychain is in this state. */
export async function filledWithKeychain(state: KeyState): Promise<Stage> {
  const first = await Bridge.start();
  const tenant = await first.firstRun();
  await first.call("add_samples", { tenant: tenant.id, count: 200 });
  await first.stop({ keep: true });
  const bridge = await Bridge.startWithKeychain(state, first.root);
  return new Stage(bridge, await Screen.open(bridge), tenant);
}

/** A folder whose database file holds these bytes. */
export async function spoilt(folder: string, bytes: string | Buffer): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, "keywright.db"), bytes, { mode: 0o600 });
}

/** Makes this vault one that a newer application wrote. */
export async function madeByNewer(folder: string): Promise<void> {
  const file = join(folder, "keywright.db");
  const bytes = await readFile(file);
  // SQLite's header keeps `user_version` at byte 60.
  bytes.writeUInt32BE(9999, 60);
  await writeFile(file, bytes);
}

/** The form for a new credential, open. */
export async function creating(stage: Stage): Promise<void> {
  await stage.page.keyboard.press("Control+n");
  await stage.page.getByRole("dialog", { name: "New credential" }).waitFor();
}

/** A credential issued from the form; the sheet is open. */
export async function issued(stage: Stage, title: string): Promise<void> {
  await creating(stage);
  await stage.field("Title").fill(title);
  await stage.button("Create").click();
  await stage.page.getByText("This is the only time you can get the Secret Key.").waitFor();
  // The table behind it has the new row by now.
  await stage.page.waitForFunction(() => !document.querySelector("[role=row][aria-busy=true]"));
}
