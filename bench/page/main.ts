import { existsSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import puppeteer from 'puppeteer-core';
import { makeFolder } from '../../src/base/make-folder.ts';
import { packageRoot } from '../../src/base/package-root.ts';
import { versions } from '../../src/base/version.ts';
import { browserKinds, findBrowser } from '../digest/browser.ts';
import { describeMachine } from '../machine.ts';
import { serveFolder } from './host.ts';
import { type Visit, visit } from './measure.ts';
import { type PageResult, writePageMarkdown } from './table.ts';

const usage = `npm run bench:page -- [--visits 5] [--out bench/results]
Visits the built page with Chromium and measures: time to the first figure, frames per second while sliders are dragged,
images per second, time to stop a run, longest task of the main thread. Writes page.json and page.md.`;

const { values } = parseArgs({
  options: {
    visits: { type: 'string', default: '5' },
    out: { type: 'string', default: join(packageRoot(), 'bench', 'results') },
    help: { type: 'boolean', default: false },
  },
});
const say = (line: string): void => void process.stderr.write(`${line}\n`);

function refuse(message: string): never {
  say(`error: ${message}`);
  process.exit(2);
}

async function run(count: number, executablePath: string): Promise<PageResult> {
  const loadBefore = loadavg()[0] ?? 0;
  const host = await serveFolder(join(packageRoot(), 'page', 'dist'));
  const browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const version = (await browser.version()).replace('/', ' ');
  const visits: Visit[] = [];
  try {
    for (let index = 0; index < count; index++) {
      say(`visit ${index + 1} of ${count}`);
      visits.push(await visit(browser, host.address));
    }
  } finally {
    await browser.close();
    host.close();
  }
  return {
    lifspec: versions.lifspec,
    browser: version,
    machine: describeMachine(),
    loadBefore,
    visits,
  };
}

if (values.help) {
  console.log(usage);
} else {
  const count = Number(values.visits);
  if (!Number.isInteger(count) || count < 1)
    refuse(`--visits must be a whole number from 1, but is "${values.visits}"`);
  const chromiumKind = browserKinds.find(({ name }) => name === 'chrome');
  const path = chromiumKind && findBrowser(chromiumKind);
  if (path === undefined) refuse('Chromium is not installed; LIFSPEC_CHROMIUM may give its path');
  if (!existsSync(join(packageRoot(), 'page', 'dist', 'index.html')))
    refuse('the page is not built: npm run build:page');
  const result = await run(count, path);
  const markdown = writePageMarkdown(result);
  makeFolder(values.out);
  writeFileSync(join(values.out, 'page.json'), `${JSON.stringify(result, null, 2)}\n`);
  writeFileSync(join(values.out, 'page.md'), markdown);
  process.stdout.write(markdown);
  say(`written to ${values.out}`);
}
