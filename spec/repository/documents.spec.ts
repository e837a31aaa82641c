import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { citedNumbersIn, citedValue, uncitedPercentagesIn } from '../../scripts/cited-numbers.ts';
import { readSaved, zigZagIn } from '../../scripts/cited-points.ts';
import { tabulateDecisions, tabulateLaws, tabulateSharedImages, tabulateTiming } from '../../scripts/write-claims.ts';
import { formatResults } from '../../scripts/write-results.ts';
import { type ClaimsOutput, tabulateClaims } from '../../src/report/claims.ts';
import { formatMarkdownTable } from '../../src/report/markdown.ts';
import { isMostlyOwn } from '../../src/study/statistics/common-zig-zag.ts';
import { lifspec } from '../cli/command-line.ts';

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docs/answer.md',
  'docs/claims.md',
  'docs/compare.md',
  'docs/definition.md',
  'docs/glossary.md',
  'docs/own-network.md',
  'docs/results.md',
  'docs/theory.md',
];
const read = (file: string) => readFileSync(file, 'utf8');

/**
 * Percentages that cite no source: they are generated, published, or derived, were measured while a network was trained, or
 * are computed again by spec/network/own-network.spec.ts.
 */
const uncited: Readonly<Record<string, readonly (string | RegExp)[]>> = {
  'docs/own-network.md': [/^\| accuracy on .*\n(\|.*\n)+/m, '96.8 %', '99.9 %', '0.15 %'],
  'docs/theory.md': [/^\| difference from Nengo .*\n(\|.*\n)+/m],
  'fixtures/networks/nengo-dl/README.md': ['11.4 %', '97.9 %'],
};
const withCitations = Object.keys(uncited).filter((file) => file !== 'docs/own-network.md');

describe.each(withCitations)('the numbers of %s', (file) => {
  const cited = citedNumbersIn(read(file));

  it('match the saved studies, to the digits shown', () => {
    expect(cited.length).toBeGreaterThan(10);
    for (const { text, source } of cited) {
      const digits = text.split('.')[1]?.length ?? 0;
      expect(Math.abs(citedValue(source) - Number(text)), `${text}: ${source}`).toBeLessThanOrEqual(
        0.5001 / 10 ** digits,
      );
    }
  });
});

describe('a percentage', () => {
  it.each(Object.entries(uncited))('cites its source in %s', (file, exceptions) => {
    const rest = exceptions.reduce<string>((text, exception) => text.replace(exception, ''), read(file));
    expect(uncitedPercentagesIn(rest)).toEqual([]);
  });

  it('is found in prose and in tables', () => {
    expect(uncitedPercentagesIn('It is 12.5 % here.')).toEqual(['12.5 %']);
    expect(uncitedPercentagesIn('| 0.05 | 12.5 | 12.5<!-- reach dense 50 floor --> |')).toEqual(['12.5']);
  });
});

describe('docs/results.md', () => {
  it('has the numbers of the saved studies', () => {
    expect(read('docs/results.md')).toBe(formatResults());
  });
});

describe('docs/answer.md', () => {
  it('states only percentages that docs/results.md lists, and cites none in comments', () => {
    const answer = read('docs/answer.md');
    const listed = new Set(read('docs/results.md').match(/\d+\.\d/g));
    expect(uncitedPercentagesIn(answer).length).toBeGreaterThan(10);
    expect(uncitedPercentagesIn(answer).filter((one) => !listed.has(one.replace(' %', '')))).toEqual([]);
    expect(answer).not.toContain('<!--');
  });

  it('has at most 900 words', () => {
    expect(
      read('docs/answer.md')
        .split(/\s+/)
        .filter((word) => /\w/.test(word)).length,
    ).toBeLessThanOrEqual(900);
  });

  it('states that the zig-zag of 20 retrained networks is mostly their own, as the test of claim C6 decides', () => {
    const common = citedValue('common miniature-retrained-fine miniature-retrained-fresh') / 100;
    const { curves } = zigZagIn(readSaved('miniature-retrained-fine/results.json').rows);
    expect(isMostlyOwn(common, 20, (curves[0] as number[]).length)).toBe(true);
    expect(read('docs/answer.md')).toContain("the zig-zag is mostly each seed's own");
  });
});

describe('SECURITY.md', () => {
  it('names the tests that keep each promise', () => {
    const rows = read('SECURITY.md').match(/^\| an?y? .*/gm) ?? [];
    expect(rows).toHaveLength(10);
    for (const row of rows) {
      const tests = [...row.matchAll(/`([\w/-]+\.(?:spec\.ts|py))`/g)].map(([, file]) => file as string);
      expect(tests, row).not.toEqual([]);
      for (const file of tests) expect(read(file), file).toMatch(/\bit\b|def test_/);
    }
  });
});

describe('CONTRIBUTING.md', () => {
  it('lists the licenses of all production dependencies', () => {
    const { packages }: { packages: Record<string, { dev?: true; license?: string }> } = JSON.parse(
      read('npm-shrinkwrap.json'),
    );
    const licenses = Object.entries(packages).flatMap(([path, { dev, license }]) =>
      path === '' || dev ? [] : [license],
    );
    const [, table = ''] = /\| license \| packages \|\n.*\n((?:\|.*\n)+)/.exec(read('CONTRIBUTING.md')) ?? [];
    const listed = [...table.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, names = '']) => names.split(', '));
    expect(new Set(licenses)).toEqual(new Set(listed));
  });
});

describe('docs/claims.md', () => {
  it('lists every claim, and states how it is decided, and how often wrongly, as simulated', async () => {
    const { stdout } = await lifspec('claims', '--format', 'json');
    const { claims } = JSON.parse(stdout) as ClaimsOutput;
    expect(read('docs/claims.md')).toContain(formatMarkdownTable(tabulateClaims(claims)).trim());
    expect(read('docs/claims.md')).toContain(tabulateDecisions(claims));
    expect(read('docs/claims.md')).toContain(tabulateTiming());
    expect(read('docs/claims.md')).toContain(tabulateLaws());
    expect(read('docs/claims.md')).toContain(tabulateSharedImages());
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
