// Vaults of samples to measure with, made once by the application itself and kept with the keyring that opens
// them; each run works on a copy.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDesktop } from "../shell/desktop.mjs";
import { makeSamples, openWindow } from "../shell/person.mjs";
import { say } from "./report.mjs";

const PROJECT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const KEYRINGS = ".local/share/keyrings";

/** Of what the samples and their tables are made: other vaults are no longer the ones that would be made now. */
async function recipe() {
  const core = join(PROJECT, "src-tauri/core/src");
  const migrations = join(core, "store/migrations");
  const files = [join(core, "samples.rs"), join(core, "actions/add_samples.rs")];
  for (const name of (await readdir(migrations)).sort()) files.push(join(migrations, name));
  const hash = createHash("sha256");
  for (const file of files) hash.update(await readFile(file));
  return hash.digest("hex").slice(0, 12);
}

/** Has the application make a vault with a tenant and this many samples. */
async function make(desktop, binary, folder, count) {
  const file = join(folder, "keywright.db");
  const growing = setInterval(async () => {
    const { size } = await stat(file).catch(() => ({ size: 0 }));
    say(`  ${Math.round(size / 1e6)} MB so far`);
  }, 15_000);
  try {
    await makeSamples(desktop, folder, count, { program: binary, millis: 3_600_000 });
  } finally {
    clearInterval(growing);
  }
}

/**
 * Opens a desktop in which the vaults of these sizes can be opened; answers it with their folders, which are the
 * run's own. What is not there yet is made first, with `binary`, and kept under `target`.
 */
export async function desktopWithVaults(binary, target, counts, screen) {
  const store = join(target, "bench-vaults", await recipe());
  await mkdir(store, { recursive: true });
  for (const count of counts) {
    if (existsSync(join(store, String(count)))) continue;
    say(`Making a vault of ${count} credentials; it is kept for later runs …`);
    const desktop = await openDesktop({ ...screen, copyFrom: (made) => takeKeyring(store, made) });
    try {
      const folder = join(desktop.home, "vault");
      await make(desktop, binary, folder, count);
      await cp(join(desktop.home, KEYRINGS), join(store, "keyrings"), { recursive: true });
      const unfinished = join(store, `${count}.unfinished`);
      await rm(unfinished, { recursive: true, force: true });
      await cp(folder, unfinished, { recursive: true });
      await rename(unfinished, join(store, String(count)));
    } finally {
      await desktop.close();
    }
  }
  const desktop = await openDesktop({ ...screen, copyFrom: (made) => takeKeyring(store, made) });
  const folders = {};
  for (const count of counts) {
    folders[count] = join(desktop.home, `vault-${count}`);
    await cp(join(store, String(count)), folders[count], { recursive: true });
  }
  return { desktop, folders };
}

/** The vaults of one store are opened by one keyring. */
async function takeKeyring(store, desktop) {
  const kept = join(store, "keyrings");
  if (existsSync(kept)) await cp(kept, join(desktop.home, KEYRINGS), { recursive: true });
}

/** Sees that a window on this vault comes to be what is measured: rows, and the focus where it belongs. */
export async function proveReady(desktop, binary, folder) {
  const { window } = await openWindow(desktop, folder, { program: binary });
  try {
    await window.waitFor(
      "rows, and the focus in the search box",
      () => {
        const grid = document.querySelector("[role=grid]");
        return (
          document.documentElement.dataset.ready === "true" &&
          document.activeElement?.matches("[role=search] input") &&
          grid?.querySelectorAll("[role=row]:not([aria-busy])").length > 5
        );
      },
      [],
      60_000,
    );
  } finally {
    await window.close();
  }
}
