import type { Presentation } from "../bindings/Presentation";
import type { Scheme } from "../bindings/Scheme";

/** What stands for a key in an example: as much of it as is ever shown. */
export function keyLike(scheme: Scheme, tokenPrefix: string): string {
  if (scheme === "token") return `${tokenPrefix === "" ? "key" : tokenPrefix}_7gQ2…`;
  return scheme === "reference" ? "7F3A…" : "…";
}

/** How a request presents a credential, in one line. */
export function presentedLine(presentation: Presentation, key: string): string {
  switch (presentation.kind) {
    case "signature":
      return "?AccessID=…&Expires=…&Signature=…";
    case "header":
      return `${presentation.name}: ${presentation.value.replace("{key}", key)}`;
    case "basic":
      return `Authorization: Basic base64(${presentation.part === "user" ? `${key}:` : `:${key}`})`;
    case "query":
      return `?${presentation.name}=${key}`;
  }
}
