import { describe, expect, test } from "vitest";
import { HandleSet } from "./handle-set";
import { allOf, estimate, isNothing, isSelected, nothing, put, type Selected, toCore } from "./selection";

const million = Uint32Array.from({ length: 1_000_000 }, (_, index) => 1_000_000 - index);

describe("a set of handles", () => {
  test("has what was put in, across pages and up to the highest handle", () => {
    const handles = [0, 31, 32, 65_535, 65_536, 4_294_967_295];
    const set = HandleSet.empty.with(handles);
    expect(set.size).toBe(6);
    expect(set.toArray()).toEqual(handles);
    expect(set.has(1)).toBe(false);
    expect(set.has(4_294_967_294)).toBe(false);
  });

  test("never changes: an edit makes another", () => {
    const one = HandleSet.empty.with([1, 2, 3]);
    const other = one.without([2]);
    expect(one.toArray()).toEqual([1, 2, 3]);
    expect(other.toArray()).toEqual([1, 3]);
    expect(one.with([1])).toBe(one);
    expect(one.without([9])).toBe(one);
  });

  test("takes a range of a million handles within a few frames", () => {
    const begun = performance.now();
    const all = HandleSet.empty.with(million);
    const some = all.without(million, 10, 999_990);
    expect(performance.now() - begun).toBeLessThan(300);
    expect([all.size, some.size]).toEqual([1_000_000, 20]);
    expect(all.countIn(million)).toBe(1_000_000);
  });
});

describe("a selection of single credentials", () => {
  const order = [50, 40, 30, 20, 10];
  const some = put(nothing, order, 1, 3, true, "inSight");

  test("takes a range, and gives a part of it back", () => {
    expect(order.filter((handle) => isSelected(some, handle, "inSight"))).toEqual([40, 30, 20]);
    const less = put(some, order, 2, 2, false, "inSight");
    expect(toCore(less, 7)).toEqual({ kind: "handles", generation: 7, handles: [20, 40] });
    expect(isNothing(put(some, order, 0, 4, false, "inSight"))).toBe(true);
  });

  test("says how many of it another result does not show", () => {
    expect(estimate(some, [20, 99], "inSight")).toEqual({ total: 3, shown: 1 });
  });
});

describe("a selection by query", () => {
  const order = [50, 40, 30, 20, 10];
  const all = allOf({ tenant: "t", query: "status:active" });

  test("is everything in sight but its exceptions", () => {
    const but = put(all, order, 1, 2, false, "inSight");
    expect(order.filter((handle) => isSelected(but, handle, "inSight"))).toEqual([50, 20, 10]);
    expect(estimate(but, order, "inSight")).toEqual({ total: 3, shown: 3 });
    expect(toCore(but, 7)).toEqual({
      kind: "query",
      tenant: "t",
      query: "status:active",
      generation: 7,
      except: [30, 40],
    });
    expect(put(but, order, 0, 4, true, "inSight")).toEqual(all);
  });

  test("of which everything was given back is nothing", () => {
    expect(isNothing(put(all, order, 0, 4, false, "inSight"))).toBe(true);
  });

  test("is seen in another result by what its own query finds", () => {
    const members = HandleSet.empty.with(order);
    expect(isSelected(all, 99, members)).toBe(false);
    expect(estimate(all, [99, 10], members)).toEqual({ total: 5, shown: 1 });
    const but = put(all, [99, 10], 1, 1, false, members);
    expect(but.kind).toBe("query");
    expect(estimate(but, [99, 10], members)).toEqual({ total: 4, shown: 0 });
  });

  test("to which a stranger is added becomes one of single credentials", () => {
    const members = HandleSet.empty.with(order);
    const more: Selected = put(put(all, [10], 0, 0, false, members), [99], 0, 0, true, members);
    expect(toCore(more, 1)).toEqual({ kind: "handles", generation: 1, handles: [20, 30, 40, 50, 99] });
  });
});
