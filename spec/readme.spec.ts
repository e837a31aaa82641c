import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import * as offered from '../src/index.ts';
import { lifspec } from './cli/command-line.ts';

const readme = readFileSync('README.md', 'utf8');

describe('the README', () => {
  it('has an example that prints what it says', () => {
    const [, code, expected] = /```ts\nimport .*\n\n([\s\S]*?)\/\/ (.*)\n```/.exec(readme) as unknown as string[];
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((...values) => {
      lines.push(values.map((value) => (Array.isArray(value) ? `[ ${value.join(', ')} ]` : String(value))).join(' '));
    });
    const names = Object.keys(offered);
    new Function(...names, code as string)(...Object.values(offered));
    vi.restoreAllMocks();
    expect(lines).toEqual([expected]);
  });

  it('imports in its example only what the package offers', () => {
    const [, imported] = /import \{ (.*) \} from 'lifspec'/.exec(readme) as unknown as string[];
    for (const name of (imported as string).split(', ')) expect(Object.keys(offered)).toContain(name);
  });

  it('lists the claims as `lifspec claims --format markdown` does', () => {
    const { stdout } = lifspec('claims', '--format', 'markdown');
    expect(readme.includes(stdout.trim())).toBe(true);
  });

  it('leads to files that are there', () => {
    const paths = [
      ...readme.matchAll(/\]\((?!http)([^)]+)\)/g),
      ...readme.matchAll(/`((?:src|spec|properties|fixtures)\/[\w./-]*\w)`/g),
    ];
    expect(paths.length).toBeGreaterThan(5);
    for (const [, link] of paths) {
      const [path, heading] = (link as string).split('#') as [string, string?];
      expect(existsSync(path), path).toBe(true);
      if (heading !== undefined) expect(anchorsOf(readFileSync(path, 'utf8')), path).toContain(heading);
    }
  });

  it('names only scripts that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const [, script] of readme.matchAll(/npm run ([\w:-]+)/g)) expect(Object.keys(scripts)).toContain(script);
  });
});

/** What the headings of a Markdown file are called in links. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    (heading as string)
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/ /g, '-'),
  );
}
