import { parse } from 'junit2json';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { verdictSchema } from '../../src/conformance/judge/verdict.ts';
import { formatVerdictHtml } from '../../src/report/verdict-html.ts';
import { formatVerdictJunit } from '../../src/report/verdict-junit.ts';
import { formatVerdictMarkdown, formatVerdictText } from '../../src/report/verdict-text.ts';
import { madeUpVerdict } from './made-up-verdict.ts';

const formats = {
  text: formatVerdictText(madeUpVerdict),
  junit: formatVerdictJunit(madeUpVerdict),
  markdown: formatVerdictMarkdown(madeUpVerdict),
  html: formatVerdictHtml(madeUpVerdict),
};

describe('a report on an implementation', () => {
  it('is made from a valid verdict', () => {
    expect(verdictSchema.safeParse(madeUpVerdict).error).toBeUndefined();
  });

  it.each(Object.entries(formats))('contains no control characters or noncharacters: %s', (_, text) => {
    expect(text.match(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu)).toBeNull();
  });

  it.each(Object.entries(formats))('shows the claim, the law, the answer and the skips: %s', (_, text) => {
    for (const said of ['Doubling doubles.', 'lif/doubled-amplitude-doubles', '··|·  1 spike: 2', 'is skipped'])
      expect(text.toLowerCase()).toContain(said.toLowerCase());
  });

  const { junit: _, ...forPeople } = formats;
  it.each(Object.entries(forPeople))('names the closest conventions and the first difference: %s', (_, text) => {
    expect(text).toContain('closest: exact, ');
    expect(text).toContain('first difference: probe currents, neuron 2, step 1, voltage is 0.01, expected 0');
  });
});

describe('a report on an implementation with an unneeded skip', () => {
  const claims = madeUpVerdict.claims.map((claim) => ({
    ...claim,
    cases: claim.cases.filter(({ outcome }) => outcome !== 'failed'),
  }));

  it.each([
    ['text', formatVerdictText],
    ['Markdown', formatVerdictMarkdown],
  ])('does not say that the claim is broken: %s', (_, format) => {
    const text = format({ ...madeUpVerdict, claims });
    expect(text).toMatch(/needed is skipped but passes; remove it from the skip file/);
    expect(text).not.toContain('does not hold');
  });
});

describe('as text', () => {
  it('begins with the verdict, and explains each broken claim', () => {
    const counts = '1 passed, 3 failed, 1 skipped, 1 not applicable, 1 not run';
    expect(formats.text).toMatch(`does not conform, level shifted, all one step late: ${counts}\n`);
    for (const line of [
      'C4     broken  shifted, all one step late  0 of 5  Doubling doubles.',
      '  Why it matters: weights are wrong.',
      '    first difference: spikes, step 2, neuron 0',
      'judged by its declared conventions: reset is subtract',
      '  ignores-amplitude: ignores its amplitude [nengo#1390] (50 % of failures in common)',
      '  output-late: an implementation that shows spikes late',
      '  it has none: C4 in part',
    ])
      expect(formats.text.split('\n')).toContain(line);
  });
});

describe('a report on an implementation that fails because it follows undeclared conventions', () => {
  const { fingerprint, conventions, ...rest } = madeUpVerdict;
  const found = (floor: 'none' | 'as-asked') =>
    ({ ...fingerprint, outcome: 'member', conventions: { ...nengoConventions, floor } }) as typeof fingerprint;
  const verdict = { ...rest, conventions: { source: 'Nengo', deviations: [] }, fingerprint: found('none') } as const;
  const advice = 'declare them, or use --conventions auto';

  it.each([
    ['text', formatVerdictText],
    ['Markdown', formatVerdictMarkdown],
    ['HTML', formatVerdictHtml],
  ])('says how to fix it: %s', (_, format) => {
    expect(format(verdict).replaceAll('\\', '')).toContain(advice);
  });

  it('says which precision to declare if it rounds to another one', () => {
    const precision = { declared: 'float64', found: 'float32', agreesWithin: 1e-7 } as const;
    const member = found('as-asked');
    const rounded = { ...verdict, fingerprint: member && { ...member, precision } };
    const said = 'it declares float64 but rounds as float32: declare float32';
    expect(formatVerdictText(rounded)).toContain(said);
    expect(formatVerdictText(verdict)).not.toContain(said);
  });

  it('says that it matches no known conventions if it fails most cases', () => {
    const said = "it matches no known conventions, so it was judged by Nengo's";
    const outside = { ...verdict, fingerprint };
    expect(formatVerdictText(outside)).toContain(said);
    expect(formatVerdictText({ ...outside, counts: { ...rest.counts, passed: 4 } })).not.toContain(said);
    expect(formatVerdictText(verdict)).not.toContain(said);
  });

  it('gives this advice in no other case', () => {
    for (const other of [
      { ...verdict, conventions },
      { ...verdict, fingerprint: found('as-asked') },
      { ...verdict, fingerprint: null },
      { ...verdict, counts: { ...rest.counts, failed: 0 } },
    ])
      expect(formatVerdictText(other)).not.toContain(advice);
  });
});

describe('as JUnit', () => {
  it('is readable by a JUnit parser: one suite per claim, with its counts', async () => {
    const read = await parse(formats.junit);
    const suites = (read as { testsuite: { name: string; tests: number; failures: number; skipped: number }[] })
      .testsuite;
    expect(suites.map(({ name, tests, failures, skipped }) => [name, tests, failures, skipped])).toEqual([
      ['C3: It is so.', 1, 0, 0],
      ['C4: Doubling doubles.', 6, 3, 2],
    ]);
  });

  it('contains every outcome and escapes text', async () => {
    const { testsuite } = (await parse(formats.junit)) as { testsuite: { testcase: Record<string, unknown>[] }[] };
    const kinds = testsuite[1]?.testcase.map((one) => ['failure', 'skipped', 'error'].find((kind) => one[kind]));
    expect(kinds).toEqual(['failure', 'failure', 'failure', 'skipped', 'skipped', 'error']);
    expect(formats.junit).toContain('&lt;b&gt;');
    expect(formats.junit).not.toContain(']]>');
  });
});

describe('as Markdown', () => {
  it('escapes text from an implementation, also in code blocks', () => {
    const [before, block, after, ...more] = formats.markdown.split(/^`{4}.*$/m);
    expect(more).toEqual([]);
    expect(block).toContain('```');
    expect(`${before}${after}`).not.toContain('<b>');
    const rows = formats.markdown.split('\n').filter((line) => line.startsWith('| C'));
    expect(rows.map((row) => row.split(/(?<!\\)\|/).length)).toEqual([7, 7]);
  });
});

describe('as HTML', () => {
  const { document } = parseHTML(formats.html);

  it('is one file without scripts or links to other files', () => {
    expect(document.querySelectorAll('script, link, img, iframe')).toHaveLength(0);
    expect(formats.html).not.toMatch(/url\(|@import/);
  });

  it('escapes text from an implementation and turns no link into a script', () => {
    expect(document.querySelectorAll('main b').length).toBe(document.querySelectorAll('summary > b').length);
    expect(document.querySelectorAll('a')).toHaveLength(0);
    expect(document.querySelector('h1')?.textContent).toContain('<b>"it\'s"</b>');
  });

  it('expands broken claims and lists all cases', () => {
    const open = [...document.querySelectorAll('details[open] > summary > b')].map((one) => one.textContent);
    expect(open).toEqual(['C4']);
    expect(document.querySelectorAll('details li')).toHaveLength(7);
  });

  it('supports dark mode and scrolls wide content', () => {
    expect(formats.html).toContain('prefers-color-scheme: dark');
    expect(document.querySelector('pre')?.getAttribute('tabindex')).toBe('0');
    expect(formats.html).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
  });
});
