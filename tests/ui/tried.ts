/** Every screen, dialog and state of the list: in both themes, without a violation of anything. */
import { describe, test } from "vitest";
import { shots } from "./shots";

/** Tries every `of`-th picture, from the `part`-th on: files run side by side, and each takes its share. */
export function tried(part: number, of: number) {
  describe("in both themes", () => {
    for (const shot of shots.filter((_, at) => at % of === part)) {
      test(shot.name, async () => {
        const stage = await shot.arrive();
        try {
          for (const colorScheme of ["light", "dark"] as const) {
            await stage.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
            await stage.screen.sound();
          }
          await stage.page.setViewportSize({ width: 900, height: 600 });
          await stage.screen.sound();
        } finally {
          await stage.close();
        }
      });
    }
  });
}
