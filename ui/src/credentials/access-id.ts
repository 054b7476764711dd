/** An Access ID as the table shows it: its first block and its last four characters. */
export function shortAccessId(accessId: string): string {
  const block = accessId.split("-")[0] ?? "";
  if (block === accessId || accessId.length < block.length + 5) return accessId;
  return `${block}…${accessId.slice(-4)}`;
}
