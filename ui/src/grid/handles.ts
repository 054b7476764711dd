/** The answer of a query: the ordered handles of its rows, valid within one generation of the index. */
export type Handles = { generation: number; handles: Uint32Array };

const head = 8;

/** Reads `u32 generation, u32 total, total × u32 handle`, all little-endian. */
export function decodeHandles(bytes: ArrayBuffer): Handles {
  const view = new DataView(bytes);
  if (bytes.byteLength < head) throw new RangeError("The answer of the query is shorter than its head.");
  const generation = view.getUint32(0, true);
  const total = view.getUint32(4, true);
  if (bytes.byteLength !== head + total * 4) {
    throw new RangeError("The answer of the query does not hold the handles that its head announces.");
  }
  // Every platform of the application is little-endian, so the bytes are the numbers.
  return { generation, handles: new Uint32Array(bytes, head, total) };
}
