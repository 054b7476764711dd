/** The shapes of what Keywright and the systems it stands in for issue, and of a fingerprint. */
const shapes = [
  // A UUID: an Access ID, or a Secret Key of the compatible shape.
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  // A Reference ID.
  /^[0-9a-f]{32}$/i,
  // A Secret Key of the strong shape.
  /^[0-9A-Za-z]{43}$/,
  // A fingerprint.
  /^[0-9a-f]{64}$/i,
  // A token with its check characters.
  /^[a-z][a-z0-9_]*_[0-9A-Za-z]{36}$/,
];

/**
 * Whether a text that was pasted or dropped has a word that looks like a key. Such a text is never put into a field:
 * the core looks it up, and says where it is text after all.
 */
export function holdsKey(text: string): boolean {
  return text
    .split(/[^0-9A-Za-z_-]+/)
    .map((word) => word.replace(/^-+|-+$/g, ""))
    .some((word) => word.length >= 32 && shapes.some((shape) => shape.test(word)));
}
