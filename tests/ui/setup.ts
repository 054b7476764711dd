/** Before the first spec: one browser for all of them, and the parts they cannot do without. */
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { BRIDGE, FONTS, SCREENS, SEED } from "./places";

declare module "vitest" {
  export interface ProvidedContext {
    browser: string;
  }
}

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
  "--font-render-hinting=none",
  "--hide-scrollbars",
];

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  for (const [part, file] of Object.entries({ bridge: BRIDGE, seed: SEED, screens: SCREENS })) {
    if (!existsSync(file)) throw new Error(`The ${part} is not built (${file}). cargo xtask test builds it.`);
  }
  const server = await chromium.launchServer({
    executablePath: process.env.KEYWRIGHT_CHROMIUM ?? "/usr/bin/chromium",
    args: FLAGS,
    env: { ...process.env, FONTCONFIG_FILE: FONTS },
  });
  project.provide("browser", server.wsEndpoint());
  return () => server.close();
}
