/** Text as it is compared: without marks on letters, and without regard to case. */
export function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * Whether the letters of a word abbreviate a text: in order, each within the word of the one before it, or at the
 * beginning of a later one.
 */
function abbreviates(letters: string, words: readonly string[]): boolean {
  const [first = "", ...rest] = words;
  if (letters === "") return true;
  if (words.length === 0) return false;
  if (first[0] === letters[0]) {
    let at = 0;
    for (let taken = 1; taken <= letters.length; taken++) {
      if (abbreviates(letters.slice(taken), rest)) return true;
      at = first.indexOf(letters[taken] ?? "\0", at + 1);
      if (at < 0) break;
    }
  }
  return abbreviates(letters, rest);
}

/**
 * How well a text fits what is looked for: every word of it has to be found, at the beginning of a word for the most,
 * within one for less, and abbreviated for the least. Null where one is not found.
 */
export function fits(looked: string, text: string): number | null {
  const whole = folded(text);
  const words = whole.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  let sum = 0;
  for (const word of folded(looked).split(/\s+/).filter(Boolean)) {
    const begins = words.findIndex((each) => each.startsWith(word));
    if (begins >= 0) sum += words[begins] === word ? 40 : 30 - Math.min(begins, 9);
    else if (whole.includes(word)) sum += 15;
    // One or two letters abbreviate anything.
    else if (word.length > 2 && abbreviates(word, words)) sum += 4;
    else return null;
  }
  return sum;
}

/** What fits, the best first; what fits alike stays in its order. */
export function fitting<Item>(
  items: readonly Item[],
  looked: string,
  textOf: (item: Item) => string,
): Item[] {
  if (looked.trim() === "") return [...items];
  return items
    .flatMap((item) => {
      const score = fits(looked, textOf(item));
      return score === null ? [] : [{ item, score }];
    })
    .sort((left, right) => right.score - left.score)
    .map(({ item }) => item);
}
