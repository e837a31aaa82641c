import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { type Host, serveFolder } from '../../bench/page/host.ts';

const built = fileURLToPath(new URL('../dist', import.meta.url));

/** How long anything may take: a busy machine is no fault of the page. How fast it is, `npm run bench:page` measures. */
export const patienceMilliseconds = 600_000;

/** A browser with the built page for all tests of a file. */
export interface Tab {
  /** Opens the page anew; whatever it complains of fails the test that calls `calm`. */
  readonly open: (hash?: string, options?: BrowserContextOptions & { readonly before?: string }) => Promise<Page>;
  /** Requires that no page said an error, asked another host, or failed to load something. */
  readonly calm: () => void;
}

/** Starts a browser before the tests and ends it after them. */
export function useBrowser(): Tab {
  let host: Host;
  let browser: Browser;
  const complaints: string[] = [];
  beforeAll(async () => {
    host = await serveFolder(built);
    browser = await chromium.launch({
      executablePath: process.env.LIFSPEC_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu'],
    });
  });
  afterAll(async () => {
    await browser.close();
    host.close();
  });
  return {
    open: async (hash = '', { before, ...options } = {}) => {
      const context = await browser.newContext({ viewport: { width: 1100, height: 900 }, ...options });
      if (before !== undefined) await context.addInitScript(before);
      const page = await context.newPage();
      page.setDefaultTimeout(patienceMilliseconds);
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('request', (request) => {
        const url = request.url();
        if (!url.startsWith(host.address) && !url.startsWith('data:')) complaints.push(`asked for ${url}`);
      });
      page.on('requestfailed', (request) =>
        complaints.push(`did not get ${request.url()}: ${request.failure()?.errorText}`),
      );
      await page.goto(host.address + hash);
      if (options.javaScriptEnabled !== false) await page.waitForSelector('html[data-ready]');
      return page;
    },
    calm: () => expect(complaints).toEqual([]),
  };
}

/** Brings a part into view and waits until its figure is live. */
export async function goTo(page: Page, name: string): Promise<void> {
  await page.evaluate((id) => document.getElementById(id)?.scrollIntoView({ behavior: 'instant' }), name);
  await page.waitForSelector(`#${name} figure[data-live]`);
}

/** Waits until a figure has computed what it is set to: then its numbers are there, and its still is gone. */
export async function waitForNumbers(page: Page, name: string): Promise<void> {
  await page.waitForSelector(`#${name} .numbers tbody tr`, { state: 'attached' });
}

/** The numbers behind a figure, whole [row][column]; a cell without a number is its text. */
export async function numbersOf(page: Page, name: string): Promise<(number | string)[][]> {
  await waitForNumbers(page, name);
  return page.$$eval(`#${name} .numbers tbody tr`, (rows) =>
    rows.map((row) =>
      [...(row as HTMLTableRowElement).cells].map((cell) =>
        cell.dataset.value === undefined ? (cell.textContent ?? '') : Number(cell.dataset.value),
      ),
    ),
  );
}

/** Waits until the sentence of a figure says something. */
export async function waitForSentence(page: Page, name: string, part: string): Promise<string> {
  await page.waitForFunction(
    ([id, text]) => document.querySelector(`#${id} .sentence`)?.textContent?.includes(text as string),
    [name, part],
  );
  return (await page.textContent(`#${name} .sentence`)) ?? '';
}

/** What axe finds against a page, in words. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })');
  const { violations } = found as { violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] };
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} ${failureSummary}`),
  );
}
