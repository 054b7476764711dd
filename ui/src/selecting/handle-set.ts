/** Handles that share their upper bits stand in one page of this many bits. */
const pageBits = 16;
const pageWords = 2 ** pageBits / 32;

/**
 * A set of handles as bits in pages. It never changes: an edit makes another set, which shares the pages that it leaves
 * alone. A million handles are 125 KB, and a range of them is put in within milliseconds.
 */
export class HandleSet {
  static readonly empty = new HandleSet(new Map(), 0);

  private constructor(
    private readonly pages: ReadonlyMap<number, Uint32Array>,
    readonly size: number,
  ) {}

  has(handle: number): boolean {
    const word = this.pages.get(handle >>> pageBits)?.[(handle & 0xffff) >>> 5] ?? 0;
    return ((word >>> (handle & 31)) & 1) === 1;
  }

  /** With `handles[from]` to `handles[to - 1]`. */
  with(handles: ArrayLike<number>, from = 0, to = handles.length): HandleSet {
    return this.edited(handles, from, to, true);
  }

  /** Without `handles[from]` to `handles[to - 1]`. */
  without(handles: ArrayLike<number>, from = 0, to = handles.length): HandleSet {
    return this.size === 0 ? this : this.edited(handles, from, to, false);
  }

  /** Without those that `other` has. */
  minus(other: HandleSet): HandleSet {
    return other.size === 0 ? this : this.without(other.toArray());
  }

  /** How many of these handles it has. */
  countIn(handles: ArrayLike<number>): number {
    if (this.size === 0) return 0;
    let count = 0;
    for (let index = 0; index < handles.length; index++) if (this.has(handles[index] ?? 0)) count++;
    return count;
  }

  /** Its handles from the lowest to the highest. */
  toArray(): number[] {
    const found: number[] = [];
    for (const page of [...this.pages.keys()].sort((one, other) => one - other)) {
      const words = this.pages.get(page);
      words?.forEach((word, at) => {
        for (let bit = 0; bit < 32 && word >>> bit !== 0; bit++)
          if ((word >>> bit) & 1) found.push(page * 2 ** pageBits + at * 32 + bit);
      });
    }
    return found;
  }

  private edited(handles: ArrayLike<number>, from: number, to: number, on: boolean): HandleSet {
    const pages = new Map(this.pages);
    const own = new Set<number>();
    let { size } = this;
    for (let index = from; index < to; index++) {
      const handle = handles[index] ?? 0;
      const page = handle >>> pageBits;
      let words = pages.get(page);
      if (!own.has(page)) {
        if (!words && !on) continue;
        words = words ? words.slice() : new Uint32Array(pageWords);
        pages.set(page, words);
        own.add(page);
      }
      if (!words) continue;
      const at = (handle & 0xffff) >>> 5;
      const bit = 1 << (handle & 31);
      const word = words[at] ?? 0;
      if (((word & bit) !== 0) === on) continue;
      words[at] = word ^ bit;
      size += on ? 1 : -1;
    }
    if (size === this.size) return this;
    return size === 0 ? HandleSet.empty : new HandleSet(pages, size);
  }
}
