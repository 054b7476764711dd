// Looks for a secret in everything that lies in a folder: its text, its parts,
// and the same in the other encodings in which a program might have left it.
import { readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";

/** The forms in which a text could lie in a file. */
function forms(secret) {
  const bytes = Buffer.from(secret, "utf8");
  const wide = Buffer.from(secret, "utf16le");
  const hex = Buffer.from(bytes.toString("hex"));
  const forms = new Map([
    ["as it is", bytes],
    ["in capitals", Buffer.from(secret.toUpperCase())],
    ["in UTF-16", wide],
    ["in hexadecimal", hex],
    ["as the bytes of its UUID", Buffer.from(secret.replaceAll("-", ""), "hex")],
  ]);
  // Base64 of something longer shows a text in one of three alignments; its middle is the same.
  for (const shift of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    forms.set(`in base64, ${shift}`, Buffer.from(text.slice(4, -4)));
  }
  return forms;
}

/** Where the secret was found under a folder; what may hold it (the downloaded file) is left out. */
export async function traces(folder, secret, { except = [], parts = true } = {}) {
  const wanted = forms(secret);
  // Any two blocks of a UUID that stand together are no coincidence.
  const blocks = secret.split("-");
  if (parts && blocks.length === 5) {
    for (const at of [0, 1, 2, 3])
      wanted.set(`its part ${at + 1}`, Buffer.from(blocks.slice(at, at + 2).join("-")));
    wanted.set("its last part", Buffer.from(blocks[4]));
  }
  const found = [];
  let files = 0;
  async function walk(at) {
    for (const entry of await readdir(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (except.includes(path)) continue;
      if (entry.isDirectory()) await walk(path);
      else if (entry.isSymbolicLink() && (await readlink(path)).includes(secret))
        found.push(`${path}: as a link`);
      else if (entry.isFile()) {
        files++;
        const content = await readFile(path);
        for (const [form, bytes] of wanted) if (content.includes(bytes)) found.push(`${path}: ${form}`);
      }
    }
  }
  await walk(folder);
  return { found, files };
}
