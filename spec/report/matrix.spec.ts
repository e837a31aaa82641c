import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { deviationsOf, readDeviations } from '../../src/conformance/assumption.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { profiles } from '../../src/conformance/conventions/profiles.ts';
import { makeMatrix } from '../../src/conformance/judge/matrix.ts';
import type { JudgedSubject, Verdict } from '../../src/conformance/judge/verdict.ts';
import { formatMatrixHtml, formatMatrixMarkdown, formatMatrixText } from '../../src/report/matrix.ts';
import { madeUpVerdict, unseen } from './made-up-verdict.ts';

const deviationsIn = (conventions: Conventions) => Object.values(deviationsOf(conventions));
const refractory = { kind: 'whole-steps', rounding: 'up', more: -1, meanwhile: 'silent' } as const;
const calm: Verdict = {
  ...{ ...madeUpVerdict, level: 'bits', conforming: true, fingerprint: null },
  conventions: { source: 'Nengo', deviations: [] },
  implementation: { name: 'calm', version: '2', precision: 'float64', capabilities: ['neuron', 'tuning'] },
  claims: [
    {
      ...{ id: 'C4', statement: 'Doubling doubles.', why: '', level: 'steps', outcome: 'holds' },
      cases: [{ id: 'one', kind: 'vector', title: 'is right', outcome: 'passed', level: 'steps' }],
    },
    {
      ...{ id: 'C2', statement: 'Rates rise.', why: '', level: null, outcome: 'not applicable' },
      cases: [{ id: 'two', kind: 'law', title: 'x', outcome: 'not applicable', level: null, reason: 'has none' }],
    },
  ],
};
const declared: Verdict = {
  ...calm,
  conventions: { source: 'declared', deviations: deviationsIn({ ...nengoConventions, comparison: '>=', refractory }) },
};
const matrix = makeMatrix([calm, madeUpVerdict]);

describe('deviations in a saved report', () => {
  it.each(profiles.map(({ id, conventions }) => [id, conventions] as const))('are read as they were: %s', (_, own) => {
    expect(readDeviations(deviationsIn(own))).toEqual(own);
  });
});

describe('a matrix', () => {
  it('shows which claims hold, are broken, are not applicable, or were not tested', () => {
    const cells = matrix.rows.map(({ id, cells }) => [id, ...cells.map(({ outcome, level }) => `${outcome} ${level}`)]);
    expect(cells).toEqual([
      ['C4', 'holds steps', 'broken shifted'],
      ['C2', 'not applicable null', 'not tested null'],
      ['C3', 'not tested null', 'holds steps'],
    ]);
  });

  it('as Markdown is a table in which names are escaped', () => {
    const text = formatMatrixMarkdown(matrix);
    expect(text).toContain('| C4: Doubling doubles. | holds, steps | broken, shifted, all one step late |');
    expect(text).toContain('| C2: Rates rise. | – | not tested |');
    expect(text).not.toContain('<b>');
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    expect(new Set(rows.map((row) => row.split(/(?<!\\)\|/).length))).toEqual(new Set([5]));
    expect(text).not.toMatch(unseen);
  });

  it('as HTML is a page in which names are escaped and tables have headings', () => {
    const { document } = parseHTML(formatMatrixHtml(matrix));
    expect(document.querySelectorAll('script, link, img, b')).toHaveLength(0);
    expect([...document.querySelectorAll('th[scope=col]')].map((head) => head.textContent)).toContain('calm 2');
    const words = [...document.querySelectorAll('td .chip')].map((one) => [one.textContent, one.className.trim()]);
    expect(words).toContainEqual(['holds, steps', 'chip good']);
    expect(words).toContainEqual(['–', 'chip']);
  });

  it('never says that a claim holds if the simulator was held to another rule', () => {
    const claims = [{ ...(calm.claims[0] as JudgedSubject), id: 'threshold', statement: 'Fires above 1.' }];
    const text = formatMatrixMarkdown(
      makeMatrix([
        { ...calm, claims },
        { ...declared, claims },
      ]),
    );
    expect(text).toContain('| threshold: Fires above 1. | holds, steps | as declared, steps |');
  });

  it('as text fits 25 simulators into 80 columns, without markup', () => {
    const many = Array.from({ length: 25 }, (_, index) => (index % 3 === 0 ? declared : calm));
    const text = formatMatrixText(makeMatrix(many));
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(text).not.toMatch(/[&|<>]/);
    expect(text).toMatch(/^rule {2,}1 4 7 10 13 16 19 22 25\n(.*\n)+fires {2,}at 1\n/m);
    expect(text).toMatch(/^rule {2,}2-3 5-6 8-9 11-12 14-15 17-18 20-21 23-24\n(.*\n)+fires {2,}above 1\n/m);
    expect(text).toMatch(/^claim( +\d+)+\nC4 +([+] *)+$/m);
    expect(formatMatrixText(matrix)).not.toMatch(unseen);
  });

  it('numbers two verdicts on one implementation, and names the conventions of each', () => {
    const auto = { ...calm, conventions: { source: 'fingerprint' as const, deviations: ['reset is subtract'] } };
    const text = formatMatrixMarkdown(makeMatrix([calm, auto]));
    expect(text).toContain('| calm 2 (1) | calm 2 (2) |');
    expect(text).toContain('judged by its observed conventions: reset by subtraction');
  });

  it('warns if verdicts have different versions of the specification', () => {
    const later = { ...calm, versions: { ...calm.versions, specification: '9.0.0' } };
    const warning = `These verdicts have different versions of the specification (${calm.versions.specification}, 9.0.0). Check them again.`;
    expect(formatMatrixHtml(makeMatrix([calm, later]))).toContain(warning);
    expect(formatMatrixMarkdown(makeMatrix([calm, later]))).toContain('These verdicts have different');
  });
});
