import type { Presentation } from "../bindings/Presentation";
import type { Preset } from "../bindings/Preset";
import type { Scheme } from "../bindings/Scheme";
import type { TenantDraft } from "../bindings/TenantDraft";
import type { TenantRow } from "../bindings/TenantRow";

/** Numbers as they are typed: digits, or nothing. */
type Typed = "credentialLimit" | "longestDays" | "defaultDays" | "warningDays";

/** What the form of a tenant holds. The parts of every presentation are kept, so that looking at another loses none. */
export type TenantForm = Omit<TenantDraft, Typed | "presentation"> &
  Record<Typed, string> & {
    carrier: "header" | "basic" | "query";
    within: string;
    headerName: string;
    headerValue: string;
    basicPart: "user" | "password";
    queryName: string;
  };

/** A number of more digits than this says nothing about days or credentials. */
const mostDigits = 9;

/** What is typed into a field for a whole number. */
export function digits(typed: string): string {
  return typed.replace(/\D/g, "").slice(0, mostDigits);
}

const numberOf = (typed: string): number | null => (typed === "" ? null : Number(typed));
const typedOf = (value: number | null): string => (value === null ? "" : String(value));

/** The presentation as the form's parts; those of the others begin with what is usual. */
function partsOf(presentation: Presentation) {
  const usual = {
    carrier: "header" as TenantForm["carrier"],
    within: "30",
    headerName: "Authorization",
    headerValue: "Bearer {key}",
    basicPart: "user" as TenantForm["basicPart"],
    queryName: "api_key",
  };
  switch (presentation.kind) {
    case "signature":
      return { ...usual, within: String(presentation.within) };
    case "header":
      return { ...usual, headerName: presentation.name, headerValue: presentation.value };
    case "basic":
      return { ...usual, carrier: presentation.kind, basicPart: presentation.part };
    case "query":
      return { ...usual, carrier: presentation.kind, queryName: presentation.name };
  }
}

export function formOf({ presentation, ...draft }: TenantDraft): TenantForm {
  return {
    ...draft,
    credentialLimit: typedOf(draft.credentialLimit),
    longestDays: typedOf(draft.longestDays),
    defaultDays: typedOf(draft.defaultDays),
    warningDays: typedOf(draft.warningDays),
    ...partsOf(presentation),
  };
}

/** What a tenant that stands would be as a draft. */
export function draftOfRow(row: TenantRow): TenantDraft {
  return {
    name: row.name,
    apiUrl: row.apiUrl,
    zone: row.zone,
    scheme: row.scheme,
    presentation: row.presentation,
    tokenPrefix: row.tokenPrefix,
    strongSecret: row.strongSecret,
    credentialLimit: row.credentialLimit,
    longestDays: row.longestDays,
    defaultDays: row.defaultDays,
    defaultNever: row.defaultNever,
    neverAllowed: row.neverAllowed,
    warningDays: row.warningDays,
    reveal: row.reveal,
    managementPaths: row.managementPaths,
    testPath: row.testPath,
    checkWithVendor: row.checkWithVendor,
  };
}

function presentationOf(form: TenantForm): Presentation {
  if (form.scheme === "signed") return { kind: "signature", within: Number(form.within) };
  if (form.carrier === "basic") return { kind: "basic", part: form.basicPart };
  if (form.carrier === "query") return { kind: "query", name: form.queryName };
  return { kind: "header", name: form.headerName, value: form.headerValue };
}

/** What the core is asked for. It judges all of it; a number that is not there is none, or zero where one is needed. */
export function draftOf(form: TenantForm): TenantDraft {
  return {
    name: form.name,
    apiUrl: form.apiUrl,
    zone: form.zone,
    scheme: form.scheme,
    presentation: presentationOf(form),
    tokenPrefix: form.scheme === "token" ? form.tokenPrefix : "",
    strongSecret: form.scheme === "signed" && form.strongSecret,
    credentialLimit: numberOf(form.credentialLimit),
    longestDays: numberOf(form.longestDays),
    defaultDays: form.defaultNever ? null : numberOf(form.defaultDays),
    defaultNever: form.defaultNever,
    neverAllowed: form.neverAllowed,
    warningDays: Number(form.warningDays),
    reveal: form.reveal,
    managementPaths: form.managementPaths,
    testPath: form.testPath,
    checkWithVendor: form.checkWithVendor,
  };
}

/** The form with what one of the four systems does; what was typed about the tenant itself stays. */
export function withPreset(form: TenantForm, preset: Preset): TenantForm {
  return {
    ...form,
    scheme: preset.scheme,
    ...partsOf(preset.presentation),
    // A policy that refuses credentials without an end is stricter than any system.
    defaultNever: preset.defaultNever && form.neverAllowed,
    reveal: preset.reveal,
    checkWithVendor: preset.checkWithVendor,
  };
}

/** The form for another scheme, carried as the first of the systems with that scheme does. */
export function withScheme(form: TenantForm, scheme: Scheme, presets: readonly Preset[]): TenantForm {
  const like = presets.find((preset) => preset.scheme === scheme);
  return { ...form, scheme, ...(like ? partsOf(like.presentation) : {}) };
}

/**
 * The form after somebody else changed the tenant: what was not touched takes over what stands there now. Answers also
 * which fields that somebody changed.
 */
export function merged(
  opened: TenantForm,
  typed: TenantForm,
  now: TenantForm,
): { form: TenantForm; changed: (keyof TenantForm)[] } {
  const keys = Object.keys(now) as (keyof TenantForm)[];
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  const changed = keys.filter((key) => !same(opened[key], now[key]));
  const taken = changed.filter((key) => same(typed[key], opened[key]));
  return {
    form: { ...typed, ...Object.fromEntries(taken.map((key) => [key, now[key]])) } as TenantForm,
    changed,
  };
}
