/** The fewest characters that the core takes. */
export const passphraseLength = 12;

export type Strength = "short" | "monotone" | "fair" | "strong";

/** A rough word for a passphrase's strength: its length, and how much of it is new. The core judges only the length. */
export function strengthOf(passphrase: string): Strength {
  const characters = Array.from(passphrase);
  if (characters.length < passphraseLength) return "short";
  if (new Set(characters).size < 6) return "monotone";
  return characters.length >= 20 ? "strong" : "fair";
}
