import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const here = dirname(fileURLToPath(import.meta.url));

/** What stands at the beginning of a file and is loaded with it; types are not, nor what is imported when it is wanted. */
function importedBy(file: string): string[] {
  const statements = readFileSync(file, "utf8").matchAll(
    /^(?:import|export)\s+(?!type\b)(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gm,
  );
  return Array.from(statements, ([, name]) => name ?? "");
}

/** Every package and every file that is read before the window shows anything, and the file that asks for it. */
function readAtTheStart(): Map<string, string> {
  const asked = new Map([[join(here, "main.tsx"), "index.html"]]);
  for (const file of asked.keys()) {
    if (!file.startsWith("/") || !/\.tsx?$/.test(file)) continue;
    for (const name of importedBy(file)) {
      const path = join(dirname(file), name);
      const found = name.startsWith(".")
        ? ["", ".ts", ".tsx", "/index.ts"]
            .map((end) => path + end)
            .find((each) => /\.\w+$/.test(each) && existsSync(each))
        : name;
      if (found && !asked.has(found)) asked.set(found, file);
    }
  }
  return asked;
}

test("menus and dialogs are read when they are opened, not before the first picture", () => {
  const read = readAtTheStart();
  expect([...read.keys()].filter((file) => file.startsWith(here)).length).toBeGreaterThan(50);
  expect(read.get("react-dom/client")).toBe(join(here, "main.tsx"));
  const heavy = [...read].filter(([name]) =>
    /^(react-aria|react-stately|@internationalized|i18next)/.test(name),
  );
  expect(heavy.map(([name, by]) => `${name} for ${by.slice(here.length + 1)}`)).toEqual([]);
});
