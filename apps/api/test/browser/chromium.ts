import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** As much of Playwright as the tests use: it may not be installed, and then they still compile. */
export interface Page {
  setDefaultTimeout(milliseconds: number): void;
  goto(url: string): Promise<unknown>;
  reload(): Promise<unknown>;
  locator(selector: string): Locator;
  waitForResponse(predicate: (response: BrowserResponse) => boolean): Promise<BrowserResponse>;
}
export interface Locator {
  click(): Promise<void>;
  fill(text: string): Promise<void>;
  count(): Promise<number>;
  first(): Locator;
  locator(selector: string): Locator;
  waitFor(options?: { readonly state: 'visible' | 'hidden' }): Promise<void>;
  evaluateAll<T>(read: (elements: readonly Element[]) => T): Promise<T>;
}
interface Element {
  readonly id: string;
}
export interface BrowserResponse {
  url(): string;
  status(): number;
  text(): Promise<string>;
  request(): { method(): string };
}
export interface Browser {
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

const EXECUTABLE = process.env['REDRESS_TEST_CHROMIUM'] ?? '/usr/bin/chromium';
const FLAGS =
  '--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** Tests in a browser; skipped, with the reason, where there is none. */
export function describeInBrowser(name: string, tests: () => void): void {
  const reason = whyNoBrowser();
  if (reason === null) return void describe(name, tests);
  process.stderr.write(`Skipped: ${name}: ${reason}\n`);
  describe.skip(`${name} (${reason})`, tests);
}

/** Null when one can be started here. */
function whyNoBrowser(): string | null {
  if (!existsSync(EXECUTABLE)) return `there is no ${EXECUTABLE}; REDRESS_TEST_CHROMIUM names another`;
  const installed = existsSync(join(__dirname, '../../../../node_modules/playwright-core/package.json'));
  return installed ? null : 'playwright-core is not installed';
}

/** A browser with a profile of its own, which is gone with it. */
export async function startBrowser(): Promise<Browser> {
  const { chromium } = createRequire(__filename)('playwright-core') as {
    chromium: { launch(options: object): Promise<Browser> };
  };
  return chromium.launch({ executablePath: EXECUTABLE, args: FLAGS.split(' ') });
}
