/** Where the parts under test stand once cargo and vite have built them. */
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");

/** The bridge: the application's real commands behind loopback HTTP. */
export const BRIDGE = join(TARGET, "debug/bridge");
/** What fills a vault with as many credentials as asked. */
export const SEED = join(TARGET, "debug/seed");
/** The built screens. */
export const SCREENS = join(ROOT, "ui/dist/index.html");
/** Vaults that were filled once, to be copied. */
export const SEEDED = join(TARGET, "seeded");
/** The fonts that stand in for the desktop's own. */
export const FONTS = join(import.meta.dirname, "fonts.conf");
