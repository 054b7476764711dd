/** The bridge as a test starts, asks and ends it. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TenantDraft } from "../../ui/src/bindings/TenantDraft";
import type { TenantRow } from "../../ui/src/bindings/TenantRow";
import { BRIDGE } from "./places";

/** The moment at which every test begins, unless it says otherwise. */
export const NOW = "2026-03-02T09:30:00Z";

/** The names of the vault and of its keychain in the folder of a bridge. */
export const VAULT = "vault";
export const KEYCHAIN = "keychain.json";

export type KeyState = "ready" | "locked" | "denied" | "missing" | "unreachable" | "wrong";

export interface Options {
  /** A folder with a vault and its keychain from before; without one, an empty one. */
  root?: string;
  /** Seconds until a copied Secret Key is cleared. */
  clipboard?: number;
  now?: string;
  zone?: string;
  operator?: string;
}

/** What makes a tenant of this name: of signed credentials that are shown once, unless `more` says otherwise. */
export function tenantRequest(name: string, more: Partial<TenantDraft> = {}) {
  const draft: TenantDraft = {
    name,
    apiUrl: "https://api.acme.example/openapi",
    zone: "Europe/Berlin",
    scheme: "signed",
    presentation: { kind: "signature", within: 30 },
    tokenPrefix: "",
    strongSecret: false,
    credentialLimit: null,
    longestDays: null,
    defaultDays: null,
    defaultNever: false,
    neverAllowed: true,
    warningDays: 30,
    reveal: "show-once",
    managementPaths: [],
    testPath: "",
    checkWithVendor: false,
    ...more,
  };
  return { requestId: crypto.randomUUID(), draft };
}

/** A refusal of a command, as the screens get it. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly field: string | null,
  ) {
    super(message);
  }
}

export class Bridge {
  private constructor(
    readonly url: string,
    readonly folder: string,
    private readonly child: ChildProcess,
    readonly root: string,
    /** The moment at which it began. */
    readonly now: string,
  ) {}

  static async start(options: Options = {}): Promise<Bridge> {
    const root = options.root ?? (await mkdtemp(join(tmpdir(), "keywright-bridge-")));
    const folder = join(root, VAULT);
    const child = spawn(
      BRIDGE,
      [
        ...["--data-dir", folder, "--port", "0", "--keychain", "memory"],
        ...["--keychain-file", join(root, KEYCHAIN), "--clipboard-seconds", String(options.clipboard ?? 45)],
        ...["--now", options.now ?? NOW, "--tz", options.zone ?? "Europe/Berlin"],
        ...["--operator", options.operator ?? "1000:Dana"],
      ],
      // Not a socket of the person's own desktop: no bus, no display, no home.
      {
        stdio: ["ignore", "pipe", "pipe"],
        env: { PATH: process.env.PATH, HOME: root, XDG_RUNTIME_DIR: root, LANG: "C.UTF-8" },
      },
    );
    const url = await new Promise<string>((resolve, reject) => {
      let said = "";
      const heard = (data: Buffer) => {
        said += data;
        const line = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(said);
        if (line?.[1]) resolve(line[1]);
      };
      child.stdout.on("data", heard);
      child.stderr.on("data", heard);
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`The bridge ended with ${code}: ${said}`)));
    });
    return new Bridge(url, folder, child, root, options.now ?? NOW);
  }

  private async post(path: string, body: unknown): Promise<Response> {
    const answer = await fetch(`${this.url}/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (answer.ok) return answer;
    const { code, message, field } = (await answer.json()) as {
      code: string;
      message: string;
      field: string;
    };
    throw new Refused(code, message, field);
  }

  /** Runs a command of the application. */
  async call<Answer>(command: string, args: object = {}): Promise<Answer> {
    return (await (await this.post(command, args)).json()) as Answer;
  }

  /** What the application did outside its window: clipboard, dialogs, folders. */
  async effects(): Promise<Array<Record<string, unknown> & { effect: string }>> {
    return (await fetch(`${this.url}/__effects`)).json() as never;
  }

  /** What the next save dialog answers: a path, dismissed (null), or no dialog at all. */
  async nextDialog(answer: { path: string | null } | { missing: true }): Promise<void> {
    await this.post("__dialog", answer);
  }

  async moveClock(now: string): Promise<void> {
    await this.post("__clock", { now });
  }

  async keychain(state: KeyState): Promise<void> {
    await this.post("__keychain", { state });
  }

  /** An open vault with one tenant, as after the first run. */
  async firstRun(name = "Acme Logistics", more: Partial<TenantDraft> = {}): Promise<TenantRow> {
    await this.call("create_vault", { protection: { kind: "keychain" } });
    return this.call<TenantRow>("create_tenant", { request: tenantRequest(name, more) });
  }

  /**
   * One that starts on this folder with its keychain in this state. What was had once stays, so the state has to stand
   * before the vault is opened: it is held by another meanwhile.
   */
  static async startWithKeychain(state: KeyState, root: string): Promise<Bridge> {
    const holder = await Bridge.start({ root });
    // Answered once the vault is open there, so that the other finds it held.
    await holder.call("start_state");
    const bridge = await Bridge.start({ root });
    await bridge.keychain(state);
    await holder.stop({ keep: true });
    await bridge.call("retry_start");
    return bridge;
  }

  /** Kills it as a power cut would, and starts another on what it left behind. */
  async crash(): Promise<Bridge> {
    const gone = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGKILL");
    await gone;
    return Bridge.start({ root: this.root });
  }

  /** A credential whose sheet is closed, as one that was issued before. */
  async issue(tenant: string, title: string, more: object = {}, stored = true): Promise<string> {
    const sheet = await this.call<{ id: string; credential: string }>("issue_credential", {
      request: {
        requestId: crypto.randomUUID(),
        tenant,
        title,
        description: "",
        group: null,
        roles: [],
        user: null,
        inRole: null,
        addresses: [],
        starts: null,
        expires: { kind: "never" },
        active: true,
        tags: [],
        reveal: null,
        duplicateOf: null,
        ...more,
      },
    });
    if (stored) await this.call("copy_from_sheet", { sheet: sheet.id, part: "secretKey" });
    await this.call("close_sheet", { sheet: sheet.id, stored });
    return sheet.credential;
  }

  /** Ends it as SIGTERM does; what it kept goes too, unless the next one is to find it. */
  async stop({ keep = false } = {}): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const gone = new Promise((resolve) => this.child.once("exit", resolve));
      this.child.kill("SIGTERM");
      const timer = setTimeout(() => this.child.kill("SIGKILL"), 3000);
      await gone;
      clearTimeout(timer);
    }
    if (!keep) await rm(this.root, { recursive: true, force: true });
  }
}
