import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { makeMatrix } from '../../src/conformance/judge/matrix.ts';
import type { Verdict } from '../../src/conformance/judge/verdict.ts';
import { formatMatrixHtml, formatMatrixMarkdown } from '../../src/report/matrix.ts';
import { madeUpVerdict } from './made-up-verdict.ts';

const calm: Verdict = {
  ...{ ...madeUpVerdict, level: 'bits', conforming: true },
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
const matrix = makeMatrix([calm, madeUpVerdict]);

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
    expect(text).toContain('| C2: Rates rise. | not applicable | not tested |');
    expect(text).not.toContain('<b>');
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    expect(new Set(rows.map((row) => row.split(/(?<!\\)\|/).length))).toEqual(new Set([5]));
    expect(text.match(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu)).toBeNull();
  });

  it('as HTML is a page in which names are escaped and tables have headings', () => {
    const { document } = parseHTML(formatMatrixHtml(matrix));
    expect(document.querySelectorAll('script, link, img, b')).toHaveLength(0);
    expect([...document.querySelectorAll('th[scope=col]')].map((head) => head.textContent)).toContain('calm 2');
    const words = [...document.querySelectorAll('td .chip')].map((one) => [one.textContent, one.className.trim()]);
    expect(words).toContainEqual(['holds, steps', 'chip good']);
    expect(words).toContainEqual(['not applicable', 'chip']);
  });

  it('numbers two verdicts on one implementation, and names the conventions of each', () => {
    const auto = { ...calm, conventions: { source: 'fingerprint' as const, deviations: ['reset is subtract'] } };
    const text = formatMatrixMarkdown(makeMatrix([calm, auto]));
    expect(text).toContain('| calm 2 (1) | calm 2 (2) |');
    expect(text).toContain('judged by its observed conventions: reset is subtract');
  });

  it('warns if verdicts have different versions of the specification', () => {
    const later = { ...calm, versions: { ...calm.versions, specification: '9.0.0' } };
    const warning = `These verdicts have different versions of the specification (${calm.versions.specification}, 9.0.0). Check them again.`;
    expect(formatMatrixHtml(makeMatrix([calm, later]))).toContain(warning);
    expect(formatMatrixMarkdown(makeMatrix([calm, later]))).toContain('These verdicts have different');
  });
});
