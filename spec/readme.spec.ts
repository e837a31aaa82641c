import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import * as exported from '../src/index.ts';
import type { Row } from '../src/study/results/saved-results.ts';
import { chapters } from './reading-order.ts';

const readme = readFileSync('README.md', 'utf8');

describe('the README', () => {
  it('has an example that prints the output shown', () => {
    const [, imported, code, expected] = /```ts\nimport \{ (.*) \} from 'lifspec'.*\n\n([\s\S]*?)\/\/ (.*)\n```/.exec(
      readme,
    ) as unknown as [string, string, string, string];
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((...values) => {
      lines.push(values.map((value) => (Array.isArray(value) ? `[ ${value.join(', ')} ]` : String(value))).join(' '));
    });
    const [names, given] = [imported.split(', '), { ...exported } as Readonly<Record<string, unknown>>];
    new Function(...names, code)(...names.map((name) => given[name]));
    vi.restoreAllMocks();
    expect(lines).toEqual([expected]);
  });

  it('begins with the sentence that describes the package everywhere', () => {
    const { description }: { description: string } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(readme).toContain(`# lifspec\n\n${description}.\n`);
    for (const file of ['CITATION.cff', 'page/index.html']) {
      expect(readFileSync(file, 'utf8').toLowerCase(), file).toContain(description.toLowerCase());
    }
  });

  it('shows an adapter of five lines', () => {
    const [, adapter = ''] = /```python\n([\s\S]*?)```/.exec(readme) ?? [];
    expect(adapter.trimEnd().split('\n')).toHaveLength(5);
  });

  it('states the accuracies of the saved study', () => {
    const { rows }: { rows: readonly Row[] } = JSON.parse(
      readFileSync('fixtures/studies/nengo-dl-all/results.json', 'utf8'),
    );
    const stated = [
      [0.01, 0, 'of the digits at amplitude 0.01'],
      [0.5, 0, 'at 0.5'],
      [0.5, null, '.'],
    ] as const;
    for (const [amplitude, minVoltage, after] of stated) {
      const row = rows.find((row) => row.amplitude === amplitude && row.minVoltage === minVoltage) as Row;
      const percent = (100 * row.spikingAccuracy).toFixed(1);
      expect(readme).toMatch(new RegExp(`${percent} % ?${after}`.replaceAll('.', '\\.')));
    }
  });

  it('states the lines of the folders of the specification, to the nearest thousand', () => {
    const stated = [...readme.matchAll(/^\| `([\w/]+)` \| .* \| ([\d,]+) \|$/gm)].map(([, folder, lines]) => [
      folder,
      lines,
    ]);
    const linesIn = (folder: string) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .reduce((sum, name) => sum + readFileSync(join(folder, name), 'utf8').split('\n').length - 1, 0);
    const thousands = (lines: number) => `${Math.round(lines / 1000)},000`;
    const counted = ['src/simulator', 'properties', 'spec'].map((folder) => [folder, thousands(linesIn(folder))]);
    expect(stated).toEqual(counted);
  });

  it('shows the beginning of the specification', () => {
    const [, ...shown] = /\$ npm test .*\n(One neuron)\n(a LIF neuron)\n((?: {2}✓ .*\n)+)/.exec(
      readme,
    ) as unknown as string[];
    const spec = readFileSync('spec/neuron/lif.spec.ts', 'utf8');
    expect(shown[0]).toBe(Object.keys(chapters)[0]);
    for (const title of (shown[2] as string).trimEnd().split('\n')) expect(spec).toContain(`it('${title.slice(4)}'`);
  });

  it('mentions only files that exist', () => {
    const paths = [...readme.matchAll(/`((?:src|spec|properties|fixtures)\/[\w./-]*\w)`/g)];
    expect(paths.length).toBeGreaterThan(5);
    for (const [, path] of paths) expect(existsSync(path as string), path).toBe(true);
  });

  it('mentions only scripts in package.json', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const [, script] of readme.matchAll(/npm run ([\w:-]+)/g)) expect(Object.keys(scripts)).toContain(script);
  });
});
