import type { Selection } from "../bindings/Selection";
import { HandleSet } from "./handle-set";

/** What a table asked for: a query in one tenant, or in all of them. */
export type Asked = { tenant: string | null; query: string };

/** What is selected: these credentials, or all that a query finds but some. */
export type Selected =
  | { kind: "handles"; handles: HandleSet }
  | { kind: "query"; of: Asked; except: HandleSet };

/**
 * The credentials that a selection by query is about: all in sight where it is the query in sight, and otherwise those
 * that it finds, as far as they are known.
 */
export type Members = "inSight" | HandleSet;

export const nothing: Selected = { kind: "handles", handles: HandleSet.empty };

export function isNothing(selected: Selected): boolean {
  return selected.kind === "handles" && selected.handles.size === 0;
}

export function isSelected(selected: Selected, handle: number, members: Members): boolean {
  if (selected.kind === "handles") return selected.handles.has(handle);
  return (members === "inSight" || members.has(handle)) && !selected.except.has(handle);
}

/** All that a query finds, now and when it is asked again. */
export function allOf(asked: Asked): Selected {
  return { kind: "query", of: asked, except: HandleSet.empty };
}

export function sameAsked(one: Asked, other: Asked): boolean {
  return one.tenant === other.tenant && one.query === other.query;
}

/** Selects, or with `on` false leaves out, the rows `from` to `to` of an order, both included. */
export function put(
  selected: Selected,
  order: ArrayLike<number>,
  from: number,
  to: number,
  on: boolean,
  members: Members,
): Selected {
  const end = to + 1;
  if (selected.kind === "handles") {
    const handles = on ? selected.handles.with(order, from, end) : selected.handles.without(order, from, end);
    return handles === selected.handles ? selected : { kind: "handles", handles };
  }
  const { of, except } = selected;
  if (members === "inSight") {
    const left = on ? except.without(order, from, end) : except.with(order, from, end);
    if (left === except) return selected;
    return left.size >= order.length && left.countIn(order) === order.length
      ? nothing
      : { kind: "query", of, except: left };
  }
  const meant: number[] = [];
  let strangers = false;
  for (let index = from; index < end; index++) {
    const handle = order[index] ?? 0;
    if (members.has(handle)) meant.push(handle);
    else strangers = true;
  }
  // What its query does not find cannot be added to it: it becomes a selection of single credentials.
  if (on && strangers) return { kind: "handles", handles: members.minus(except).with(order, from, end) };
  const left = on ? except.without(meant) : except.with(meant);
  if (left.size >= members.size) return nothing;
  return left === except ? selected : { kind: "query", of, except: left };
}

/** How many are selected, and how many of them stand in this order, as far as the page knows. */
export function estimate(
  selected: Selected,
  order: ArrayLike<number>,
  members: Members,
): { total: number; shown: number } {
  if (selected.kind === "handles")
    return { total: selected.handles.size, shown: selected.handles.countIn(order) };
  if (members === "inSight") {
    const shown = order.length - selected.except.countIn(order);
    return { total: shown, shown };
  }
  const meant = members.minus(selected.except);
  return { total: meant.size, shown: meant.countIn(order) };
}

/** The selection as the core takes it, its handles being of this generation. */
export function toCore(selected: Selected, generation: number): Selection {
  return selected.kind === "handles"
    ? { kind: "handles", generation, handles: selected.handles.toArray() }
    : { kind: "query", ...selected.of, generation, except: selected.except.toArray() };
}
