/** The list of pictures leaves out no screen. That each is sound is tried in `screens-*.spec.ts`. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { shots } from "./shots";

const SOURCES = join(import.meta.dirname, "../../ui/src");

/** What draws a screen of its own: a landmark, a dialog, or a part that is loaded when it is needed. */
function drawn(): string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    // The primitives in `ui` draw nothing by themselves.
    .filter((file) => file.endsWith(".tsx") && !file.startsWith("ui/") && !file.includes(".test."));
  const found = new Set<string>();
  for (const file of files) {
    const text = readFileSync(join(SOURCES, file), "utf8");
    if (/<(main|Dialog|Modal|ModalOverlay)\b/.test(text)) found.add(file.slice(0, -".tsx".length));
    for (const [, path = ""] of text.matchAll(/lazy\(\s*\(\)\s*=>\s*import\("([^"]+)"\)/g))
      found.add(join(file, "..", path).replaceAll("\\", "/"));
  }
  return [...found].sort();
}

describe("the list of pictures", () => {
  test("names every screen that the interface draws", () => {
    const listed = new Set(shots.map((shot) => shot.screen));
    expect(drawn().length).toBeGreaterThan(4);
    expect(drawn().filter((screen) => !listed.has(screen))).toEqual([]);
  });

  test("gives each picture a name of its own, and a screen that exists", () => {
    const names = shots.map((shot) => shot.name);
    expect(new Set(names).size).toBe(names.length);
    for (const shot of shots) expect(() => readFileSync(join(SOURCES, `${shot.screen}.tsx`))).not.toThrow();
  });
});
