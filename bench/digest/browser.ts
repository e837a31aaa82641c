import { accessSync, constants } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';
import { rolldown } from 'rolldown';
import type { Digests } from './fixed-run.ts';

/** A supported browser. */
export interface BrowserKind {
  readonly name: 'chrome' | 'firefox';
  /** Names of its executable. */
  readonly commands: readonly string[];
  /** Environment variable that may give the path of the executable. */
  readonly variable: string;
  readonly arguments: readonly string[];
}

/** All supported browsers. */
export const browserKinds: readonly BrowserKind[] = [
  {
    name: 'chrome',
    commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    variable: 'LIFSPEC_CHROMIUM',
    arguments: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  },
  { name: 'firefox', commands: ['firefox', 'firefox-esr'], variable: 'LIFSPEC_FIREFOX', arguments: [] },
];

/** Path of a browser's executable; undefined if it is not installed. */
export function findBrowser({ commands, variable }: BrowserKind): string | undefined {
  const chosen = process.env[variable];
  if (chosen !== undefined) return chosen;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return commands.flatMap((command) => folders.map((folder) => join(folder, command))).find(isExecutable);
}

/**
 * Computes the digests in a browser and returns its version. The run is bundled and served locally.
 *
 * @param script - path of the compiled fixed run
 */
export async function digestInBrowser(
  { name, arguments: args }: BrowserKind,
  executablePath: string,
  script: string,
): Promise<{ readonly version: string; readonly digests: Digests }> {
  const server = await serve(await bundle(script));
  let browser: Browser | undefined;
  try {
    browser = await puppeteer.launch({ browser: name, executablePath, headless: true, args: [...args] });
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const digests = JSON.parse((await page.evaluate('digestFixedRun().then(JSON.stringify)')) as string) as Digests;
    return { version: await browser.version(), digests };
  } finally {
    await browser?.close();
    server.close();
  }
}

async function bundle(input: string): Promise<string> {
  const bundler = await rolldown({ input, platform: 'browser' });
  const { output } = await bundler.generate({ format: 'iife', name: 'lifspec' });
  await bundler.close();
  return output[0].code;
}

function serve(script: string): Promise<Server> {
  const server = createServer((request, response) => {
    const isScript = request.url === '/run.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><title>digest</title><script src="run.js"></script>');
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
