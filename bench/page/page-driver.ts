import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/**
 * Operates a page as a reader would. A selector means its first match, which is found and read in one step because
 * figures redraw often.
 */
export class PageDriver {
  /** The page itself, for everything without a method here. */
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Closes the page with its cookies and history. */
  close(): Promise<void> {
    return this.page.browserContext().close();
  }

  /** Clicks an element once it is visible, enabled and no longer moving. */
  async click(selector: string): Promise<void> {
    if (!/firefox/i.test(await this.page.browser().version())) return this.page.locator(selector).click();
    // in Firefox, the security policy of the page forbids the functions that a locator evaluates
    await this.boxOf(selector);
    const element = await this.page.waitForSelector(`${selector}:not(:disabled)`, { visible: true });
    await element?.click();
  }

  /** Replaces the text of an input as typing does. */
  async fill(selector: string, text: string): Promise<void> {
    await this.page.focus(selector);
    await this.page.$eval(selector, (input) => (input as HTMLInputElement).select());
    await this.page.keyboard.sendCharacter(text);
  }

  /** Replaces the text of an input and confirms it. */
  async enter(selector: string, text: string): Promise<void> {
    await this.fill(selector, text);
    await this.page.keyboard.press('Enter');
  }

  /** The value of an input. */
  value(selector: string): Promise<string> {
    return this.page.evaluate((where) => (document.querySelector(where) as HTMLInputElement).value, selector);
  }

  /** The text of an element, with ordinary spaces. */
  text(selector: string): Promise<string> {
    return this.page.evaluate(
      (where) => document.querySelector(where)?.textContent?.replaceAll('\u00a0', ' ') ?? '',
      selector,
    );
  }

  /** An attribute of an element. */
  attribute(selector: string, name: string): Promise<string | null> {
    return this.page.evaluate((where, key) => document.querySelector(where)?.getAttribute(key) ?? null, selector, name);
  }

  /** Whether an element takes up space and is not hidden. */
  async isVisible(selector: string): Promise<boolean> {
    return (await this.countVisible(selector, 1)) > 0;
  }

  /** Counts the matches that take up space and are not hidden, among the first `limit`. */
  countVisible(selector: string, limit: number = Number.MAX_SAFE_INTEGER): Promise<number> {
    return this.page.evaluate(
      (where, most) =>
        [...document.querySelectorAll(where)].slice(0, most).filter((element) => {
          const { width, height } = element.getBoundingClientRect();
          return width > 0 && height > 0 && getComputedStyle(element).visibility !== 'hidden';
        }).length,
      selector,
      limit,
    );
  }

  /** Counts the matches. */
  async count(selector: string): Promise<number> {
    return (await this.page.$$(selector)).length;
  }

  /** Scrolls to an element and returns its position in the window once it no longer moves. */
  async boxOf(selector: string): Promise<Box> {
    await this.page.waitForSelector(selector);
    const measure = () => this.page.evaluate(measureBox, selector);
    for (let before = await measure(); ; ) {
      await this.wait(200);
      const box = await measure();
      if (JSON.stringify(box) === JSON.stringify(before)) return box;
      before = box;
    }
  }

  /** Goes back in the browser history. */
  goBack(): Promise<unknown> {
    return this.page.evaluate('history.back()');
  }

  /** Goes forward in the browser history. */
  goForward(): Promise<unknown> {
    return this.page.evaluate('history.forward()');
  }

  /** Chooses a file with this content. */
  async chooseFile(selector: string, name: string, content: string | Uint8Array): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'lifspec-page-'));
    try {
      writeFileSync(join(folder, name), content);
      const input = (await this.page.$(selector)) as ElementHandle<HTMLInputElement> | null;
      await input?.uploadFile(join(folder, name));
    } finally {
      setTimeout(() => rmSync(folder, { recursive: true, force: true }), 5000).unref();
    }
  }

  /** Emulates media features, such as `prefers-color-scheme`, and a media type; Chromium only. */
  async emulateMedia(features: Readonly<Record<string, string>>, media = ''): Promise<void> {
    const session = await this.page.createCDPSession();
    await session.send('Emulation.setEmulatedMedia', {
      media,
      features: Object.entries(features).map(([name, value]) => ({ name, value })),
    });
  }

  /** Waits. */
  wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
  }

  /** Scrolls to a part and waits until its figure is interactive. */
  async goTo(part: string): Promise<void> {
    await this.page.evaluate((id) => document.getElementById(id)?.scrollIntoView({ behavior: 'instant' }), part);
    await this.page.waitForSelector(`#${part} figure[data-live]`);
  }

  /** Waits until a figure shows its numbers. */
  async waitForNumbers(part: string): Promise<void> {
    await this.page.waitForSelector(`#${part} .numbers tbody tr`);
  }

  /** Waits until an element contains the given text. */
  async waitForText(selector: string, text: string): Promise<string> {
    for (;;) {
      const now = await this.text(selector);
      if (now.includes(text)) return now;
      await this.wait(30);
    }
  }
}

function measureBox(selector: string): Box {
  const element = document.querySelector(selector);
  if (element === null) throw new Error(`${selector} is missing`);
  const { top, bottom } = element.getBoundingClientRect();
  if (top < 0 || bottom >= innerHeight + 1) element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x, y, width, height };
}
