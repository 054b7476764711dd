import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { UserRow } from "../bindings/UserRow";
import { t } from "../text";

/** What both forms of a credential ask for: the one that makes it and the one that changes it. */
export type Draft = {
  title: string;
  description: string;
  roles: string[];
  user: string | null;
  inRole: string | null;
  addresses: string[];
  /** What stands in the field of addresses and is not one of them yet. */
  typedAddress: string;
  /** `YYYY-MM-DD`; null is at once. */
  starts: string | null;
  /** A date is wanted, though none may stand there yet. */
  startsLater: boolean;
  tags: string[];
  typedTag: string;
};

/** What the core takes of it. */
export type DraftAnswer = Pick<
  Draft,
  "title" | "description" | "roles" | "user" | "inRole" | "addresses" | "starts" | "tags"
>;

/** The fields that say themselves what is wrong with them. */
export const draftFields = [
  "title",
  "description",
  "roles",
  "user",
  "inRole",
  "addresses",
  "starts",
  "tags",
] as const;

/** The longest title that the core takes, in characters. */
const titleLimit = 50;

export const emptyDraft: Draft = {
  title: "",
  description: "",
  roles: [],
  user: null,
  inRole: null,
  addresses: [],
  typedAddress: "",
  starts: null,
  startsLater: false,
  tags: [],
  typedTag: "",
};

/** What a credential has, as a form shows it. */
export function draftOf(details: CredentialDetails): Draft {
  const { row, roles, user, inRole, addresses, startsOn } = details;
  return {
    ...emptyDraft,
    title: row.title,
    description: row.description,
    roles: roles.map(({ id }) => id),
    user: user?.id ?? null,
    inRole: inRole?.id ?? null,
    addresses,
    starts: startsOn,
    startsLater: startsOn !== null,
    tags: row.tags,
  };
}

/** The settings of a credential for another like it: a title of its own, and no start that is past. */
export function duplicateOf(details: CredentialDetails, today: string): Draft {
  const draft = draftOf(details);
  const past = draft.starts !== null && draft.starts <= today;
  return {
    ...draft,
    title: copyTitle(draft.title),
    starts: past ? null : draft.starts,
    startsLater: past ? false : draft.startsLater,
  };
}

/** “<title> copy”, cut so that it is not longer than a title may be. */
export function copyTitle(title: string): string {
  const whole = t("create.copyOf", { title });
  const over = Array.from(whole).length - titleLimit;
  if (over <= 0) return whole;
  const cut = Array.from(title).slice(0, -over).join("").trimEnd();
  return t("create.copyOf", { title: cut });
}

/**
 * What is sent: what was typed into a field of several values and not ended counts as well, so that no address is
 * lost by pressing the button too early.
 */
export function answerOf(draft: Draft): DraftAnswer {
  const { title, description, roles, user, inRole, starts, startsLater } = draft;
  return {
    title,
    description,
    roles,
    user,
    inRole,
    addresses: [...draft.addresses, ...wordsOf(draft.typedAddress)],
    starts: startsLater ? starts : null,
    tags: withTags(draft.tags, draft.typedTag),
  };
}

/** The addresses in a piece of text. */
export function wordsOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}

/** These tags and those that are typed, each once. */
export function withTags(tags: readonly string[], typed: string): string[] {
  const more = typed
    .split(/[,;\n]/)
    .map((tag) => tag.trim().toLowerCase())
    .filter(Boolean);
  return [...new Set([...tags, ...more])];
}

export function isSameDraft(one: Draft, other: Draft): boolean {
  return JSON.stringify(answerOf(one)) === JSON.stringify(answerOf(other));
}

/** What was not touched takes over what somebody else wrote there; what was typed stays. */
export function adopted(draft: Draft, seen: Draft, now: Draft): Draft {
  const taken = { ...draft } as Record<keyof Draft, unknown>;
  for (const key of Object.keys(draft) as (keyof Draft)[])
    if (JSON.stringify(draft[key]) === JSON.stringify(seen[key])) taken[key] = now[key];
  return taken as Draft;
}

/** Another user: the role in which it acts stays only if that user has it too. */
export function withUser(draft: Draft, user: UserRow | null): Pick<Draft, "user" | "inRole"> {
  const keeps = user !== null && draft.inRole !== null && user.roles.includes(draft.inRole);
  return { user: user?.id ?? null, inRole: keeps ? draft.inRole : null };
}

/** The operator's own user first, then by name. */
export function inOrder(users: readonly UserRow[]): UserRow[] {
  return [...users].sort(
    (one, other) => Number(other.own) - Number(one.own) || one.name.localeCompare(other.name),
  );
}
