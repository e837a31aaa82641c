import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { percentagesIn } from '../../scripts/cited-numbers.ts';
import { joinClaims, tabulateClaims } from '../../scripts/write-claims.ts';
import { formatResults } from '../../scripts/write-results.ts';

const documents = execFileSync('git', ['ls-files', '*.md', ':!spec', ':!CHANGELOG.md'], { encoding: 'utf8' })
  .trim()
  .split('\n');
const read = (file: string) => readFileSync(file, 'utf8');

describe('a percentage', () => {
  // the table is computed again by spec/network/own-network.spec.ts, which also checks 96.8; the others are derived
  const ofOwnNetwork = [
    ...percentagesIn(read('docs/own-network.md').match(/^\| accuracy on .*\n(\|.*\n)+/m)?.[0] ?? ''),
  ];

  it.each([
    ['docs/answer.md', []],
    ['docs/own-network.md', [...ofOwnNetwork, '96.8', '99.9', '0.15']],
  ])('is one of docs/results.md in %s', (file, others) => {
    const listed = [...(read('docs/results.md').match(/\d+\.\d+/g) ?? []), ...others];
    expect(percentagesIn(read(file)).length).toBeGreaterThan(5);
    expect(percentagesIn(read(file)).filter((one) => !listed.includes(one))).toEqual([]);
  });
});

describe('docs/results.md', () => {
  it('has the numbers of the saved studies', () => {
    expect(read('docs/results.md')).toBe(formatResults());
  });
});

describe('SECURITY.md', () => {
  it('names the test of each promise', () => {
    const rows = [...read('SECURITY.md').matchAll(/^\| an?y? .*\| (.*) \|$/gm)].map(([, test = '']) => test);
    expect(rows).toHaveLength(27);
    for (const row of rows) {
      const [, file = '', title = ''] = /^`([\w/-]+\.(?:spec\.ts|py))`: (.+)$/.exec(row) ?? [];
      expect(read(file), row).toContain(title);
    }
  });
});

describe('CONTRIBUTING.md', () => {
  it('lists the licenses of all packages that are installed or bundled', () => {
    // the license of each, below the names and versions of the packages that have it
    const lists = [...read('dist/bundle/LICENSES.txt').matchAll(/^(?:@?[\w./-]+ \d+\.\d+\.\d+(?:, |$))+/gm)];
    const bundled = lists.flatMap(([list]) => list.split(', ').map((named) => named.replace(/ [\d.]+$/, '')));
    expect(bundled).toContain('commander');
    const { packages }: { packages: Record<string, { dev?: true; license?: string }> } = JSON.parse(
      read('package-lock.json'),
    );
    const licenses = Object.entries(packages).flatMap(([path, { dev, license }]) =>
      path !== '' && (!dev || bundled.includes(path.replace(/.*node_modules\//, ''))) ? [license] : [],
    );
    const [, table = ''] = /\| license \| packages \|\n.*\n((?:\|.*\n)+)/.exec(read('CONTRIBUTING.md')) ?? [];
    const listed = [...table.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, names = '']) => names.split(', '));
    expect(new Set(licenses)).toEqual(new Set(listed));
  });
});

describe('docs/claims.md', () => {
  it('lists every claim with what decides it', () => {
    expect(read('docs/claims.md')).toContain(tabulateClaims(joinClaims()));
  });
});

describe.each(documents)('the commands of %s', (file) => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'));
  const [, table = ''] = /const generators.* = \{\n([\s\S]*?)\n\};/.exec(read('scripts/generate.ts')) ?? [];
  // `export-nir` is a command of the Python package
  const commands = [...readdirSync('src/cli').map((name) => basename(name, '.ts')), 'export-nir'];
  const ownPrograms = execFileSync('git', ['ls-files', '*.py'], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((one) => basename(one));
  const generators = [...table.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name);

  it('are commands, scripts, generators and programs that exist', () => {
    const run = [...read(file).matchAll(/npm\s+run\s+([a-z][\w:-]*)/g)].map(([, name]) => name);
    const generated = read(file).matchAll(/generate -- --(?:only|except) ([\w,]+)/g);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(run));
    expect(generators).toEqual(expect.arrayContaining([...generated].flatMap(([, names = '']) => names.split(','))));
    const started = [...read(file).matchAll(/`(?:npx --no-install )?lifspec ([a-z][a-z-]*)/g)].map(([, name]) => name);
    expect(commands).toEqual(expect.arrayContaining(started));
    const programs = [...read(file).matchAll(/`(?:python|uv run) (?:\S+\/)?([\w-]+\.py)/g)].map(([, name]) => name);
    expect([...ownPrograms, 'adapter.py']).toEqual(expect.arrayContaining(programs));
  });
});

/** `<!-- runs in FILE, with A for B -->` or `<!-- does not run: A stands for B -->`; for all snippets of a file, `snippets run in`. */
const marker = /<!-- (?:(?:snippets )?runs? in ([\w./-]+)(?:, with(?:out)? .+)?|does not run: .+) -->/;

describe.each(documents)('the snippets of %s', (file) => {
  it('run in a test, or are marked with what replaces what', () => {
    const ofAll = /<!-- snippets run in .*/.exec(read(file))?.[0] ?? '';
    for (const [snippet, above = '', language = ''] of read(file).matchAll(
      /(?:(<!--.*)\n\n?)?^ *```(.*)\n[\s\S]*?^ *```$/gm,
    )) {
      if (language === '') expect(snippet).not.toMatch(/^(?:\$ |npx |npm |pip |pytest |lifspec )/m);
      if (language === '') continue;
      const [, runner] = marker.exec(above || ofAll) ?? expect.fail(`has no marker: ${snippet}`);
      if (runner !== undefined) expect(read(runner), snippet).toContain(basename(file, '.md'));
    }
  });
});

describe.each(documents)('the links of %s', (file) => {
  it('lead to files and headings that exist', () => {
    const links = [...read(file).matchAll(/\]\((?!http)([^)]+)\)/g)].map(([, link]) => link as string);
    for (const link of links) {
      const [path, heading] = link.split('#') as [string, string?];
      const target = path === '' ? file : join(dirname(file), path);
      expect(existsSync(target), link).toBe(true);
      if (heading !== undefined) expect(anchorsOf(read(target)), link).toContain(heading);
    }
  });
});

function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    (heading as string)
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/ /g, '-'),
  );
}
