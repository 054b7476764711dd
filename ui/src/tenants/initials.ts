/** The first letters of the first and the last word of a name. */
export function initials(name: string, most: number): string {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return letters
    .map((word) => Array.from(word ?? "")[0] ?? "")
    .slice(0, most)
    .join("")
    .toLocaleUpperCase();
}
