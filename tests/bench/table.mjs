// P4, P7 and P11 in the real window; P5 and P6, which need none, are measured beside this in the core.
import { mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { exporting } from "./exporting.mjs";
import * as scroll from "./scrolling.mjs";
import * as type from "./typing.mjs";
import { desktopWithVaults } from "./vaults.mjs";

const { values: options } = parseArgs({
  options: {
    binary: { type: "string" },
    target: { type: "string" },
    profile: { type: "string", default: "release" },
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});

const buffer = join(tmpdir(), `keywright-screen-${process.pid}`);
await mkdir(buffer, { recursive: true });
const sizes = [type.FEW, type.MANY, scroll.MANY];
const { desktop, folders } = await desktopWithVaults(options.binary, options.target, sizes, {
  size: "1200x800",
  buffer,
});
try {
  await type.typing(desktop, buffer, { ...options, folders });
  await scroll.scrolling(desktop, { ...options, folders });
  await exporting(desktop, { ...options, folders });
} finally {
  await desktop.close();
  await rm(buffer, { recursive: true, force: true });
}
