/** A page of the application as a test looks at it: its size and theme, its complaints, its accessibility. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { expect, inject } from "vitest";
import type { Bridge } from "./bridge";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export type Theme = "light" | "dark";

let browser: Promise<Browser> | undefined;

function connected(): Promise<Browser> {
  browser ??= chromium.connect(inject("browser"));
  return browser;
}

export interface Look {
  theme?: Theme;
  width?: number;
  height?: number;
  motion?: "reduce" | "no-preference";
  /** The page's clock stands still, for pictures that are the same each time. */
  still?: boolean;
}

/** In the page, before anything of it: its clock shows the time of the bridge. */
function turnClock({ now, still }: { now: number; still: boolean }): void {
  const RealDate = Date;
  const ahead = now - RealDate.now();
  const time = () => (still ? now : RealDate.now() + ahead);
  class Turned extends RealDate {
    constructor(...given: unknown[]) {
      // Without arguments it is now; with them it is what they say.
      super(...((given.length > 0 ? given : [time()]) as [number]));
    }
    static override now(): number {
      return time();
    }
  }
  globalThis.Date = Turned as DateConstructor;
}

/** One window onto the application. */
export class Screen {
  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly complaints: string[],
  ) {}

  private closed = false;
  private sheetsAnswered = false;

  static async open(bridge: Bridge, look: Look = {}): Promise<Screen> {
    const context = await (await connected()).newContext({
      baseURL: bridge.url,
      viewport: { width: look.width ?? 1200, height: look.height ?? 800 },
      colorScheme: look.theme ?? "light",
      reducedMotion: look.motion ?? "reduce",
      locale: "en-GB",
      timezoneId: "Europe/Berlin",
    });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
    page.on("console", (message) => {
      // A command that refuses answers 400, which the browser logs by itself.
      const text = message.text();
      if (message.type() === "error" && !text.includes("status of 400")) complaints.push(`console: ${text}`);
    });
    await page.exposeFunction("complain", (what: string) => complaints.push(what));
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        const complain = (window as unknown as { complain(what: string): void }).complain;
        complain(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    // Chromium asks for an icon by itself, which the window never does.
    await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
    await page.addInitScript(turnClock, {
      now: Date.parse(bridge.now),
      still: look.still ?? Boolean(process.env.KEYWRIGHT_SHOTS),
    });
    const screen = new Screen(page, context, complaints);
    page.on("response", (response) => {
      if (response.url().endsWith("/open_sheets")) screen.sheetsAnswered = true;
    });
    await screen.load();
    return screen;
  }

  /** Loads the application anew, and waits until it has something to show. */
  async load(): Promise<void> {
    this.sheetsAnswered = false;
    const answer = await this.page.goto("/");
    const policy = answer?.headers()["content-security-policy"] ?? "";
    expect(policy, "the page comes with the application's own policy").toContain("default-src");
    await this.ready();
  }

  /** Something is shown that is not merely the sign of waiting. */
  async ready(): Promise<void> {
    await this.page.waitForFunction(() => {
      const root = document.getElementById("root");
      return root?.querySelector("main") && !root.querySelector("main[aria-busy=true]");
    });
    // A page that is yet to hear which sheets are open would show one that a test opens and closes at once.
    if ((await this.page.locator("nav").count()) === 0) return;
    for (let waited = 0; !this.sheetsAnswered && waited < 10_000; waited += 20)
      await this.page.waitForTimeout(20);
  }

  /** Fonts are there, nothing moves, and what was laid out is painted. */
  async settled(): Promise<void> {
    await this.page.evaluate(async () => {
      await document.fonts.ready;
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      await frame();
      // A spinner never ends by itself; what ends is waited for.
      const ending = document
        .getAnimations()
        .filter((one) => one.effect?.getTiming().iterations !== Infinity);
      await Promise.allSettled(ending.map((one) => one.finished));
      await frame();
    });
  }

  /** No violation of accessibility rules, of the content policy, and no error said anywhere. */
  async sound(): Promise<void> {
    // Colours on their way from one theme to the other are no state that anybody reads.
    await this.settled();
    await this.page.evaluate(AXE);
    const results = await this.page.evaluate<AxeResults>(
      "axe.run(document, { resultTypes: ['violations'] })",
    );
    const found = results.violations.map(
      (rule) =>
        `${rule.id}: ${rule.help}\n    ${rule.nodes.map((node) => node.html.slice(0, 200)).join("\n    ")}`,
    );
    expect(found).toEqual([]);
    expect(this.complaints).toEqual([]);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.context.close();
    expect(this.complaints).toEqual([]);
  }
}
