/** A catalogue: sentences by name, in groups of any depth. */
export type Catalogue = { readonly [name: string]: string | Catalogue };

/** What fills a sentence. `count` also chooses its form. */
export type Values = Readonly<Record<string, unknown>>;

const placeholder = /\{\{\s*(\w+)\s*\}\}/g;

function flatten(catalogue: Catalogue, before: string, into: Map<string, string>) {
  for (const [name, text] of Object.entries(catalogue)) {
    if (typeof text === "string") into.set(before + name, text);
    else flatten(text, `${before}${name}.`, into);
  }
}

/**
 * Answers sentences of a catalogue by their whole names, with the values filled in and in the form that the count
 * takes. It is what i18next answers for the same catalogue, as the tests hold beside each other: three hundred
 * sentences are needed for the first picture of the window, and i18next takes as long for them as all else that is
 * drawn.
 */
export function translator(catalogue: Catalogue, language: string) {
  const sentences = new Map<string, string>();
  flatten(catalogue, "", sentences);
  let rules: Intl.PluralRules | undefined;

  /** The sentence in the form of the count: none has one of its own where the catalogue says so. */
  const formOf = (key: string, count: number) => {
    rules ??= new Intl.PluralRules(language);
    return (
      (count === 0 ? sentences.get(`${key}_zero`) : undefined) ??
      sentences.get(`${key}_${rules.select(count)}`) ??
      sentences.get(key)
    );
  };

  return (key: string, values?: Values): string => {
    if (!values) return sentences.get(key) ?? key;
    const { count } = values;
    const sentence = typeof count === "number" ? formOf(key, count) : sentences.get(key);
    if (sentence === undefined) return key;
    // In one pass: a value that looks like a placeholder is not filled in turn.
    return sentence.replace(placeholder, (_, name: string) => String(values[name] ?? ""));
  };
}
