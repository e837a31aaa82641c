import { describe, expect, it } from 'vitest';
import { makeMatrix } from '../../src/conformance/judge/matrix.ts';
import type { JudgedClause, Verdict } from '../../src/conformance/judge/verdict.ts';
import { formatMarkdown } from '../../src/report/markdown.ts';
import { reportMatrix } from '../../src/report/matrix.ts';
import { formatText } from '../../src/report/text.ts';
import { madeUpVerdict } from './made-up-verdict.ts';

const refractory = { kind: 'whole-steps', rounding: 'up', more: -1, meanwhile: 'silent' } as const;
const calm: Verdict = {
  ...{ ...madeUpVerdict, level: 'bits', conforming: true, fingerprint: null },
  conventions: { source: 'Nengo', differing: {} },
  implementation: { name: 'calm', version: '2', precision: 'float64', capabilities: ['neuron', 'tuning'] },
  clauses: [
    {
      ...{ id: 'spike-height', statement: 'Doubling doubles.', why: '', level: 'steps', outcome: 'holds' },
      cases: [{ id: 'one', kind: 'vector', title: 'is right', outcome: 'passed', level: 'steps' }],
    },
    {
      ...{ id: 'count', statement: 'Rates rise.', why: '', level: null, outcome: 'not applicable' },
      cases: [{ id: 'two', kind: 'law', title: 'x', outcome: 'not applicable', level: null, reason: 'has none' }],
    },
  ],
};
const declared: Verdict = {
  ...calm,
  conventions: { source: 'declared', differing: { comparison: '>=', refractory } },
};
const matrix = makeMatrix([calm, madeUpVerdict]);

describe('a matrix', () => {
  it('shows which clauses hold, are broken, are not applicable, or were not tested', () => {
    const cells = matrix.rows.map(({ id, cells }) => [id, ...cells.map(({ outcome, level }) => `${outcome} ${level}`)]);
    expect(cells).toEqual([
      ['spike-height', 'holds steps', 'broken shifted'],
      ['count', 'not applicable null', 'not tested null'],
      ['threshold', 'not tested null', 'holds steps'],
    ]);
  });

  it('never says that a clause holds if the simulator was held to another rule', () => {
    const clauses = [{ ...(calm.clauses[0] as JudgedClause), id: 'threshold', statement: 'Fires above 1.' }];
    const judged = [
      { ...calm, clauses },
      { ...declared, clauses },
    ];
    const text = formatMarkdown(reportMatrix(makeMatrix(judged)));
    expect(text).toContain('| threshold: Fires above 1. | holds, steps | as declared, steps |');
  });

  it('as text names what is broken', () => {
    expect(formatText(reportMatrix(matrix))).toMatch(
      /does not conform +shifted, all one step late +spike-height +its declared/,
    );
  });

  it('numbers two verdicts on one implementation, and names the conventions of each', () => {
    const auto = {
      ...calm,
      conventions: { source: 'declared' as const, differing: { reset: 'subtract' as const } },
    };
    const text = formatMarkdown(reportMatrix(makeMatrix([calm, auto])));
    expect(text).toContain('| calm 2 (1) | calm 2 (2) |');
    expect(text).toContain('| its declared conventions: reset by subtraction |');
  });

  it('warns if verdicts have different versions of the specification', () => {
    const later = { ...calm, versions: { ...calm.versions, specification: '9.0.0' } };
    const warning = `These verdicts have different versions of the specification (${calm.versions.specification}, 9.0.0). Check them again.`;
    expect(formatText(reportMatrix(makeMatrix([calm, later])))).toContain(warning);
  });
});
