import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { browserKinds, findBrowser } from '../../bench/digest/browser.ts';
import { type Host, serveFolder } from '../../bench/page/host.ts';
import { PageDriver } from '../../bench/page/page-driver.ts';

const built = fileURLToPath(new URL('../dist', import.meta.url));

/** Long enough for a busy machine. */
export const patienceMilliseconds = 600_000;

/** The browsers in which the page is tested. */
export const browserNames = ['chrome', 'firefox'] as const;

/** A state in which the training that a guess starts is short. */
export const shortTraining = '#v=1&training.images=500&training.epochs=1';

/** How a page is opened. */
interface OpenOptions {
  readonly width?: number;
  readonly height?: number;
  readonly hasTouch?: boolean;
  /** Media features, such as `prefers-color-scheme`. */
  readonly media?: Readonly<Record<string, string>>;
  readonly hasScripts?: boolean;
  /** Whether to wait until the scripts of the page have run; pages of tables have none. */
  readonly isReady?: boolean;
  /** Script that runs before those of the page. */
  readonly before?: string;
  /** Whether the page may read the clipboard. */
  readonly readsClipboard?: boolean;
  /** Whether `expectNoComplaints` ignores this page. */
  readonly mayComplain?: boolean;
}

/** The built page in a browser. */
export interface Tab {
  /** Opens the page in a new context. */
  readonly open: (hash?: string, options?: OpenOptions) => Promise<PageDriver>;
  /** Requires that no page logged an error, requested another host, or failed to load something. */
  readonly expectNoComplaints: () => void;
}

type BrowserName = (typeof browserNames)[number];

/** The browsers that run. All files of tests share them; they end with the process. */
const running = new Map<BrowserName, Promise<Browser>>();
let served: Promise<Host> | undefined;

export function useBrowser(name: BrowserName = 'chrome'): Tab {
  const complaints: string[] = [];
  return {
    open: async (hash = '', options = {}) => {
      served ??= serveFolder(built);
      const host = await served;
      const context = await (await start(name)).createBrowserContext();
      if (options.readsClipboard)
        await context.overridePermissions(new URL(host.address).origin, [
          'clipboard-read',
          'clipboard-write',
          'clipboard-sanitized-write',
        ]);
      const page = await context.newPage();
      page.setDefaultTimeout(patienceMilliseconds);
      if (!options.mayComplain) listen(page, host, complaints, name === 'firefox');
      const driver = new PageDriver(page);
      await prepare(driver, options);
      await page.goto(host.address + hash);
      await page.bringToFront();
      if (options.hasScripts !== false && options.isReady !== false) await page.waitForSelector('html[data-ready]');
      return driver;
    },
    expectNoComplaints: () => expect(complaints).toEqual([]),
  };
}

function start(name: BrowserName): Promise<Browser> {
  const browser =
    running.get(name) ??
    puppeteer.launch({
      browser: name,
      executablePath: pathOf(name) ?? '',
      args: name === 'chrome' ? ['--no-sandbox', '--disable-gpu'] : [],
      protocolTimeout: patienceMilliseconds,
    });
  running.set(name, browser);
  return browser;
}

/** Path of an installed browser. */
export function pathOf(name: BrowserName): string | undefined {
  const kind = browserKinds.find((one) => one.name === name);
  return kind && findBrowser(kind);
}

async function prepare(driver: PageDriver, options: OpenOptions): Promise<void> {
  const { width = 1100, height = 900, hasTouch = false, media, hasScripts = true, before } = options;
  await driver.page.setViewport({ width, height, hasTouch }).catch(allowNoOrientation);
  if (media) await driver.emulateMedia(media);
  if (!hasScripts) await driver.page.setJavaScriptEnabled(false);
  if (before !== undefined) await driver.page.evaluateOnNewDocument(before);
}

/** Firefox 140 cannot set the orientation, which puppeteer asks for together with the size. */
function allowNoOrientation(error: Error): void {
  if (!error.message.includes('unknown command emulation.setScreenOrientationOverride')) throw error;
}

function listen(page: Page, { address }: Host, complaints: string[], isFirefox: boolean): void {
  // Firefox itself asks for an icon if a page is left before the page's own is read; Chrome never does
  const isOwn = (url: string) => isFirefox && new URL(url).pathname === '/favicon.ico';
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    const url = request.url();
    if (!isOwn(url) && !url.startsWith(address) && !url.startsWith('data:')) complaints.push(`requested ${url}`);
  });
  page.on('requestfailed', (request) => {
    if (!isOwn(request.url())) complaints.push(`could not load ${request.url()}: ${request.failure()?.errorText}`);
  });
}

/** The numbers of a figure with full precision [row][column]; a cell without a number is its text. */
export async function numbersOf(driver: PageDriver, part: string): Promise<(number | string)[][]> {
  await driver.waitForNumbers(part);
  return driver.page.evaluate((selector) => {
    const rows = [...document.querySelectorAll<HTMLTableRowElement>(selector)];
    return rows.map((row) =>
      [...row.cells].map((cell) =>
        cell.dataset.value === undefined ? (cell.textContent ?? '') : Number(cell.dataset.value),
      ),
    );
  }, `#${part} .numbers tbody tr`);
}

/** Clicks an element, also one that is not in sight. */
export function press({ page }: PageDriver, selector: string): Promise<void> {
  return page.$eval(selector, (element) => (element as HTMLElement).click());
}

/** Changes an input as typing and Enter do; WebDriver cannot send several characters at once. */
export function setBox({ page }: PageDriver, selector: string, value: string): Promise<void> {
  return page.$eval(
    selector,
    (box, text) => {
      (box as HTMLInputElement).value = text;
      box.dispatchEvent(new Event('change', { bubbles: true }));
    },
    value,
  );
}

/** Makes every figure of the page interactive, the asides too, and answers every question. */
export async function openEverything(reader: PageDriver): Promise<void> {
  await reader.page.evaluate(() => {
    for (const aside of document.querySelectorAll<HTMLDetailsElement>('details.aside')) aside.open = true;
  });
  const names = await reader.page.$$eval('figure[data-part]', (all) =>
    all.map((one) => (one as HTMLElement).dataset.part),
  );
  for (const name of names) await reader.goTo(name ?? '');
  for (const name of ['opening', 'repair', 'swing']) await reader.waitForNumbers(name);
  await reader.page.$$eval('.guess', (all) => {
    for (const guess of all) guess.querySelector<HTMLElement>('button')?.click();
  });
}

/** Waits until the sentence of a figure contains the given text. */
export function waitForSentence(driver: PageDriver, part: string, text: string): Promise<string> {
  return driver.waitForText(`#${part} .sentence`, text);
}

/** Lists the violations that axe finds on a page, of all rules or only of contrast, the one that depends on colors. */
export async function violations({ page }: PageDriver, rules: 'all' | 'contrast' = 'all'): Promise<string[]> {
  await page.evaluate(axe.source);
  const chosen = rules === 'all' ? '' : ', runOnly: ["color-contrast"]';
  const found = await page.evaluate(`axe.run(document, { resultTypes: ["violations"]${chosen} })`);
  const { violations } = found as { violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] };
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} ${failureSummary}`),
  );
}
