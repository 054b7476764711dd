/** A package that is part of the program. */
export type Licence = { name: string; version: string; licence: string; kind: "rust" | "npm" };

/** The packages whose name, or whose licence, holds every word that was typed. */
export function licencesWith(all: readonly Licence[], typed: string): readonly Licence[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return all;
  return all.filter(({ name, licence }) => {
    const text = `${name} ${licence}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
