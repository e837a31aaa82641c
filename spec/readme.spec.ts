import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { laws } from '../properties/laws.ts';
import * as exported from '../src/index.ts';
import { publishedVectors } from '../src/vectors.ts';
import { chapters } from './reading-order.ts';

const readme = readFileSync('README.md', 'utf8');

describe('the README', () => {
  it('has an example that prints the output shown', () => {
    const [, code, expected] = /```ts\nimport .*\n\n([\s\S]*?)\/\/ (.*)\n```/.exec(readme) as unknown as string[];
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((...values) => {
      lines.push(values.map((value) => (Array.isArray(value) ? `[ ${value.join(', ')} ]` : String(value))).join(' '));
    });
    const names = Object.keys(exported);
    new Function(...names, code as string)(...Object.values(exported));
    vi.restoreAllMocks();
    expect(lines).toEqual([expected]);
  });

  it('has an example that imports only exports of the package', () => {
    const [, imported] = /import \{ (.*) \} from 'lifspec'/.exec(readme) as unknown as string[];
    for (const name of (imported as string).split(', ')) expect(Object.keys(exported)).toContain(name);
  });

  it('states how many vectors and laws there are', () => {
    expect(readme).toContain(`with ${publishedVectors().length} vectors and ${laws.length} laws`);
  });

  it('shows the beginning of the specification', () => {
    const [, ...shown] = /\$ npm test .*\n(One neuron)\n(a LIF neuron)\n((?: {2}✓ .*\n)+)/.exec(
      readme,
    ) as unknown as string[];
    const spec = readFileSync('spec/neuron/lif.spec.ts', 'utf8');
    expect(shown[0]).toBe(chapters[0]?.title);
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
