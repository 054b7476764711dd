// Walks the application through its main job where there is no screen to open
// it on: first run, tenant, issue, copy, download, restart, still there. Leaves
// the downloaded file and a picture in the folder that it is given.
import { chmod, copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { openDesktop } from "./desktop.mjs";
import { openWindow } from "./person.mjs";

const [program, into] = process.argv.slice(2);
if (!program || !into) throw new Error("usage: node walk.mjs BINARY FOLDER");
const results = resolve(into);
const say = (text) => console.log(`  ${text}`);

await mkdir(results, { recursive: true });
const desktop = await openDesktop();
let person;
try {
  say("A virtual display, a session bus and a keychain are up; the keychain answers.");
  const folder = join(desktop.home, "vault");
  const open = () => openWindow(desktop, folder, { program: resolve(program) });
  person = await open();
  await person.firstRun();
  say("First run: the keychain was tested, the vault and its first tenant were made.");
  await person.press("Create the first credential");
  const sheet = await person.issue("First credential");
  say(`Issued “${sheet.title}” with Access ID ${sheet.accessId}.`);
  for (const part of ["API URL", "Access ID", "Secret Key"]) {
    const copied = await person.copy(part);
    if (!copied) throw new Error(`${part} did not reach the clipboard`);
    say(`Copied the ${part}; it is on the clipboard.`);
  }
  const file = join(desktop.home, "credential.csv");
  await person.press("Download CSV");
  await person.fill("Save as", file);
  await person.press("Save");
  await person.see("Saved credential.csv");
  if (!(await readFile(file, "utf8")).includes(sheet.accessId))
    throw new Error("The file lacks the Access ID");
  await copyFile(file, join(results, "credential.csv"));
  await chmod(join(results, "credential.csv"), 0o600);
  say("Downloaded it as CSV.");
  await person.finish();
  await person.close();
  say("Closed, and started again …");
  person = await open();
  await person.see(sheet.title);
  await writeFile(join(results, "after-restart.png"), await person.window.screenshot());
  say("The credential is still in the table.");
} finally {
  await person?.close();
  await desktop.close();
}
console.log(`The CSV and a picture of the window are in ${results}`);
