/** Text as it is compared: without marks on letters, and without regard to case. */
export function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Whether the letters of a word stand in a text in this order, not necessarily side by side. */
function inOrder(word: string, text: string): boolean {
  let at = 0;
  for (const letter of word) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/**
 * How well a text fits what is looked for: every word of it has to be found, at the beginning of a word for the most,
 * within one for less, and as letters in order for the least. Null where one is not found.
 */
export function fits(looked: string, text: string): number | null {
  const whole = folded(text);
  const words = whole.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  let sum = 0;
  for (const word of folded(looked).split(/\s+/).filter(Boolean)) {
    const begins = words.findIndex((each) => each.startsWith(word));
    if (begins >= 0) sum += words[begins] === word ? 40 : 30 - Math.min(begins, 9);
    else if (whole.includes(word)) sum += 15;
    // Few letters in order are found in anything.
    else if (word.length > 2 && inOrder(word, whole)) sum += 4;
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
