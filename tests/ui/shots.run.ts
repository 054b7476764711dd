/** Takes the pictures: `cargo xtask shots DIR`. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { shots } from "./shots";

const folder = process.env.KEYWRIGHT_SHOTS;
const readme = process.env.KEYWRIGHT_SHOTS_OF === "readme";
const SIZES = {
  large: { width: 1200, height: 800, mark: "" },
  small: { width: 900, height: 600, mark: "-900x600" },
};

for (const shot of shots.filter((one) => !readme || one.readme)) {
  test.concurrent(shot.name, async () => {
    if (!folder) throw new Error("KEYWRIGHT_SHOTS must name the folder for the pictures.");
    const stage = await shot.arrive();
    try {
      for (const size of shot.small && !readme ? [SIZES.large, SIZES.small] : [SIZES.large]) {
        await stage.page.setViewportSize(size);
        for (const colorScheme of ["light", "dark"] as const) {
          await stage.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          await stage.screen.settled();
          const path = join(folder, `${shot.name}${size.mark}-${colorScheme}.png`);
          await rm(path, { force: true });
          const png = await stage.page.screenshot({ path, caret: "hide", animations: "disabled" });
          expect(png.length, "a picture with something in it").toBeGreaterThan(5000);
        }
      }
    } finally {
      await stage.close();
    }
  });
}
