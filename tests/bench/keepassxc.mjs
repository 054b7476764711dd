// KeePassXC, the password manager that administrators keep credentials in today:
// a database of entries like our samples, opened on the same kind of display, and
// its search typed into as a person types.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { until } from "../shell/desktop.mjs";
import { rest } from "./processes.mjs";

const PASSWORD = "a database for measuring";
// Quoted in KeePass's own XML, version 4: what its importer takes.
const escaped = (text) =>
  text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);

const field = (key, value) => `<String><Key>${key}</Key><Value>${escaped(value)}</Value></String>`;

/** Sixteen bytes that differ for each number, as KeePass writes them. */
const id = (number) => {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32BE(number, 12);
  return bytes.toString("base64");
};

/** A database of entries with these titles, descriptions and Access IDs. */
export async function makeDatabase(desktop, rows) {
  const entries = rows.map(
    ({ title, description, accessId }, number) =>
      `<Entry><UUID>${id(number + 2)}</UUID>${field("Title", title)}${field("UserName", accessId)}${field("Notes", description)}</Entry>`,
  );
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<KeePassFile><Meta><Generator>Keywright</Generator></Meta><Root><Group><UUID>${id(1)}</UUID><Name>Root</Name>
${entries.join("\n")}
</Group></Root></KeePassFile>`;
  const [source, database] = [join(desktop.home, "entries.xml"), join(desktop.home, "entries.kdbx")];
  await writeFile(source, xml);
  await desktop.run(
    "keepassxc-cli",
    ["import", "--quiet", "--set-password", "--decryption-time", "100", source, database],
    {
      input: `${PASSWORD}\n${PASSWORD}\n`,
    },
  );
  return database;
}

/** Opens it, with the search box focused. */
export async function openDatabase(desktop, database) {
  // No question about updates, no blinking caret.
  const settings = join(desktop.home, "keepassxc.ini");
  await writeFile(settings, "[General]\nUpdateCheckMessageShown=true\n[GUI]\nCheckForUpdates=false\n");
  const child = desktop.start("keepassxc", ["--config", settings, "--pw-stdin", database], {
    stdio: ["pipe", "ignore", "pipe"],
    env: { QT_QPA_PLATFORM: "xcb", QT_QPA_PLATFORMTHEME: "", XDG_SESSION_TYPE: "x11" },
  });
  child.stdin.end(`${PASSWORD}\n`);
  const window = await until(
    "KeePassXC to show its database",
    async () => {
      if (child.exitCode !== null) throw new Error(`KeePassXC ended: ${child.log}`);
      const ids = await desktop.run(
        "xdotool",
        ["search", "--onlyvisible", "--name", "entries.* - KeePassXC"],
        {
          fails: true,
        },
      );
      return ids.trim().split("\n").filter(Boolean).at(-1);
    },
    30_000,
    100,
  );
  await rest(child);
  await desktop.run("xdotool", ["windowfocus", "--sync", window]);
  await desktop.run("xdotool", ["key", "ctrl+f"]);
  await rest(child);
  return child;
}
