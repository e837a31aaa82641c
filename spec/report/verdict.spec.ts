import { parse } from 'junit2json';
import { describe, expect, it } from 'vitest';
import { loadSuite } from '../../src/cli/suite.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import type { Fingerprint } from '../../src/conformance/conventions/fingerprint-schema.ts';
import { provesNothing } from '../../src/conformance/judge/case.ts';
import type { JudgedCase, JudgedClause, Verdict } from '../../src/conformance/judge/verdict.ts';
import { drawTrains, SpikeTrain } from '../../src/conformance/spike-trains.ts';
import { formatHtml } from '../../src/report/html.ts';
import { doubtful } from '../../src/report/mistakes.ts';
import { formatText } from '../../src/report/text.ts';
import { reportVerdict } from '../../src/report/verdict.ts';
import { formatVerdictBadge } from '../../src/report/verdict-badge.ts';
import { formatVerdictJunit } from '../../src/report/verdict-junit.ts';
import { madeUpVerdict } from './made-up-verdict.ts';

const textOf = (changes: Partial<Verdict> = {}, folder?: string): string =>
  formatText(reportVerdict({ ...madeUpVerdict, ...changes }, { folder }));
const [holding, broken] = madeUpVerdict.clauses as [JudgedClause, JudgedClause];
const [failed] = broken.cases as [JudgedCase];
const [likely] = madeUpVerdict.looksLike as [Verdict['looksLike'][number]];

/** A clause that fails like the one of the made-up verdict. */
const failing = (failure: JudgedCase['failure'], id = 'spike-height'): JudgedClause => {
  return { ...broken, id, cases: [{ ...failed, failure } as JudgedCase] };
};
const fingerprintOf = (conventions: Partial<Conventions>): Fingerprint => ({
  ...(madeUpVerdict.fingerprint as Fingerprint),
  ...{ outcome: 'member', conventions: { ...nengoConventions, ...conventions } },
});
const asNengo = { source: 'Nengo', deviations: [] } as const;
const none = { passed: 89, failed: 0, skipped: 0, notApplicable: 3, notRun: 0 };

/** A failed case with one exchange of neurons. */
const input = {
  ...{ dtSeconds: 0.001, tauRcSeconds: 0.02, tauRefSeconds: 0.002, minVoltage: 0, amplitude: 1 },
  ...{ initialVoltage: [0, 0.5], current: [0.1, 2, 2].map((current) => [0, current]) },
};
const answer = (last: number) => {
  const voltage = [0.4, 0, last].map((own) => [0, own]);
  return { spikes: [[], [1]], spikeHeight: 1000, voltage };
};
const exchange = { capability: 'neuron', input, expected: answer(1 / 3), got: answer(0) };
const traced = (...exchanges: readonly unknown[]) => [
  failing({ message: 'x', expected: '·|·', got: '·|·', isDrawn: true, smallest: { exchanges } }),
];

const skipsOf = (cases: readonly string[], by: 'file' | 'implementation' = 'implementation') => {
  return [{ reason: 'needs tau > dt', by, cases: [...cases] }];
};
const fourteen = Array.from({ length: 14 }, (_, index) => `case-${index}`);
const vectorsAt = (...levels: readonly JudgedCase['level'][]): Partial<Verdict> => {
  const cases = levels.map((level, index) => {
    return { id: `vector-${index}`, kind: 'vector', title: '', outcome: 'passed', level } as const;
  });
  const precision = { declared: 'float64', found: 'float64', agreesWithin: 7e-16 } as const;
  const fingerprint = { ...fingerprintOf({}), precision };
  return { conforming: true, level: 'steps', clauses: [{ ...holding, cases }], fingerprint };
};
const errors = ['no spikes', 'no file', 'no file'].map((got, index): JudgedCase => {
  const failure = { message: '', expected: 'an answer', got, isError: true } as const;
  return { id: `lif/${index}`, kind: 'law', title: 'is', outcome: 'failed', level: null, failure };
});
const fault: Verdict['fault'] = {
  ...{ kind: 'crash', message: 'request 7 (neuron): ended with exit code 1', case: 'neuron/lif/leak' },
  request: { capability: 'neuron', input: { dtSeconds: 0.001, current: Array(40).fill([0.5, 1.5]) } },
  stderr: `${'line\n'.repeat(20)}Traceback\nValueError: \u001b[2Jno\n`,
};
const declared = { ...holding, id: 'floor', statement: 'No floor, as declared.' };
const notRun: JudgedCase = { ...(holding.cases[0] as JudgedCase), outcome: 'not run' };
const advice = 'declare them, or use --conventions auto';
const contradiction = ['follows none of the known ones'];

describe('the report on an implementation', () => {
  it.each<[string, Partial<Verdict>, string]>([
    [
      'begins with the verdict',
      {},
      'does not conform, level shifted, all one step late: 1 passed, 3 failed, 1 skipped',
    ],
    [
      'counts the cases on which it conforms',
      { conforming: true, counts: { ...none, skipped: 10 } },
      'conforms on 89 of 99 cases, level',
    ],
    ['names the conventions that it was judged by', {}, 'judged by its declared conventions: reset by subtraction\n'],
    ['names the closest conventions', {}, 'matches no known conventions; closest: exact, '],
    [
      'names the likely mistake',
      {},
      'Likely mistake: ignores-amplitude: ignores its amplitude [nengo#1390] (50 % of failures in common)\n',
    ],
    [
      'explains a broken clause by its easiest case',
      {},
      'spike-height does not hold (0 of 5 passed): Doubling doubles.\n  vector neuron/lif/amplitude-2, level shifted, all one step late: sends 2/dt\n',
    ],
    ['names a skip that is not needed', {}, 'needed is skipped but passes; remove it from the skip file'],
    ['says what is no longer tested', {}, 'No longer tested: output-late: an implementation that shows spikes late\n'],
    ['says what is not applicable', {}, 'Not applicable (1 case): it has none\n'],
    [
      'names missing capabilities once',
      {
        clauses: [
          {
            ...broken,
            cases: ['tuning', 'seeded', 'tuning'].map((name) => ({
              ...notRun,
              outcome: 'not applicable',
              missing: [name],
            })),
          },
        ],
      },
      'it does not support tuning, seeded\n',
    ],
    [
      'names a convention that makes cases not applicable',
      { clauses: [{ ...broken, cases: [{ ...notRun, outcome: 'not applicable', reason: 'floor is none' }] }] },
      "its floor differs from Nengo's\n",
    ],
    [
      'says how to fix undeclared conventions',
      { conventions: asNengo, fingerprint: fingerprintOf({ floor: 'none' }) },
      advice,
    ],
    [
      'says which precision to declare',
      {
        fingerprint: { ...fingerprintOf({}), precision: { declared: 'float64', found: 'float32', agreesWithin: 1e-7 } },
      },
      'it declares float64 but rounds as float32: declare float32\n',
    ],
    [
      'names a contradiction as the cause',
      { looksLike: [], conventions: { ...asNengo, mismatches: contradiction } },
      'Likely cause: it follows none of the known ones\n',
    ],
    [
      'names a contradiction and a mistake',
      { conventions: { ...madeUpVerdict.conventions, mismatches: contradiction } },
      'Likely cause: it follows none of the known ones\nLikely mistake: ',
    ],
    [
      'names the most frequent error',
      { fingerprint: null, clauses: [{ ...broken, id: 'determinism', cases: errors }] },
      'Likely cause: 3 of 3 failures are errors, 2 of them: no file\n',
    ],
    [
      'lists errors first',
      { clauses: [{ ...broken, cases: [...errors, failed] }] },
      '  law lif/0: no spikes\n  law lif/2: no file\n  law lif/doubled-amplitude-doubles: ',
    ],
    [
      'counts errors that differ in numbers as one',
      {
        clauses: [
          {
            ...broken,
            cases: errors.map(
              (one, index) => ({ ...one, failure: { ...one.failure, got: `step ${index}` } }) as JudgedCase,
            ),
          },
        ],
      },
      '3 of 3 failures are errors: step 0\n',
    ],
    [
      'says that only its fingerprint is wrong',
      { counts: none, conventions: { ...madeUpVerdict.conventions, mismatches: ['declares >, but follows >='] } },
      '\nno case failed, but its fingerprint contradicts the conventions that it was judged by:\n',
    ],
    ['shows the request that crashed it', { fault }, '  current: [0.5,1.5] 40 times (40 × 2)\n'],
    ['shows what it wrote last', { fault }, '  ValueError: \\u{1b}[2Jno\nthe request (neuron):\n'],
    ['says that it may only be slow', { fault: { ...fault, kind: 'hang' } }, 'If it is only slow: --timeout'],
    [
      'lists which declared rules hold',
      { clauses: [declared] },
      'Of the declared rules, these hold:\n  floor  1 of 1  No floor, as declared.\n',
    ],
    [
      'names the cases that a skip file has to list',
      { skips: skipsOf(fourteen) },
      'case-11, 2 more), skipped by the implementation, which conforms only if a skip file lists them',
    ],
    [
      'writes the skip file',
      { skips: skipsOf(['a']) },
      '\nSkip file: {"skips":[{"id":"a","reason":"needs tau > dt"}]}\n',
    ],
    [
      'shows the issue of a skip',
      { skips: [{ reason: 'known', by: 'file', cases: ['skipped'], issue: 'https://x.test/1', flaky: true }] },
      'known (flaky, https://x.test/1)',
    ],
    [
      'counts skips for which there is no room',
      { skips: fourteen.map((id) => skipsOf([id], 'file')[0] as never) },
      'Skipped: 11 more; all of them: --report html=FILE\n',
    ],
    [
      'names the vectors that keep it from the level bits',
      vectorsAt('bits', 'steps', null, 'bits'),
      '\nlevel bits except for 1 of 3 vectors: vector-1\n',
    ],
    [
      'says that all of its voltages are rounded differently',
      vectorsAt('bits', 'steps', 'steps'),
      '\nnot level bits, because its voltages are rounded differently\n',
    ],
  ])('%s', (_, changes, sentence) => expect(textOf(changes)).toContain(sentence));

  it.each<[string, Partial<Verdict>, string | RegExp]>([
    [
      'that a clause is broken by an unneeded skip',
      { clauses: [{ ...broken, cases: broken.cases.slice(2) }] },
      'does not hold',
    ],
    ['an unlikely mistake', { looksLike: [{ ...likely, alike: 0.49 }] }, 'Likely mistake'],
    [
      'a mistake that is less likely than another',
      {
        looksLike: [
          { ...likely, alike: 0.9 },
          { ...likely, name: 'other', alike: 0.8 },
        ],
      },
      'other',
    ],
    ['a contradiction of a known mistake', { conventions: { ...asNengo, mismatches: contradiction } }, 'Likely cause'],
    ['how to fix conventions that are declared', { fingerprint: fingerprintOf({ floor: 'none' }) }, advice],
    ["how to fix conventions that are Nengo's", { conventions: asNengo, fingerprint: fingerprintOf({}) }, advice],
    [
      'how to fix what does not fail',
      { conventions: asNengo, fingerprint: fingerprintOf({ floor: 'none' }), counts: none },
      advice,
    ],
    [
      'that errors are different answers',
      { clauses: [{ ...broken, id: 'determinism', cases: errors }] },
      'gave different answers',
    ],
    [
      'what it wrote, if the message quotes it',
      { fault: { ...fault, message: 'no file', stderr: 'no file\n' } },
      'stderr:',
    ],
    [
      'that a rule holds if a case was not run',
      { clauses: [{ ...declared, cases: [...declared.cases, notRun] }] },
      'these hold',
    ],
    ['a skip file that is too long for a line', { skips: skipsOf([...fourteen, ...fourteen]) }, 'Skip file'],
  ])('does not say %s', (_, changes, sentence) => expect(textOf(changes)).not.toMatch(sentence));

  it('fits on a screen of 40 lines, whatever fails, and names the clauses that are not explained', () => {
    const many = { clauses: Array.from({ length: 30 }, (_, index) => ({ ...broken, id: `F${index}` })) };
    expect(textOf(many).split('\n').length).toBeLessThanOrEqual(40);
    expect(textOf(many)).toContain('F29 (0 of 5 passed)');
    expect(textOf(many)).toContain('--save-failures DIR saves the smallest failing inputs (30)');
    expect(textOf(many, 'found')).toContain('The smallest failing inputs are in found');
  });

  it('draws spike trains one above the other within 80 columns, and names the first step that differs', () => {
    const train = (spikes: number[]) => new SpikeTrain(spikes, 200);
    const drawn = drawTrains(train([20, 120, 150, 190]), train([20, 121, 150, 190]));
    const text = textOf({ clauses: [failing({ message: 'x', ...drawn })] });
    const rasters = text.split('\n').filter((line) => /[|·]{9}/.test(line));
    expect(rasters.map((line) => line.length <= 80 && line.indexOf('steps'))).toEqual([14, 14]);
    expect(text).toContain('\n    first difference: spikes, step 120\n');
    expect(text).toContain('\n              4 spikes: 20 121 150 190\n');
  });

  it('shows the input of a failed law, and the steps up to the first one that differs', () => {
    expect(textOf({ clauses: traced(exchange) })).toContain(`
    steps of 1 ms, tau_rc 20 ms, tau_ref 2 ms, floor 0, start at 0.5; neuron 1 first differs in step 2:
                    expected            got
    step  current     voltage  spikes   voltage  spikes
       0      0.1         0.4       ·       0.4       ·
       1        2           0       |         0       |
       2        2   0.3333333       ·         0       ·
`);
    for (const clauses of [
      traced(exchange, exchange),
      traced({ ...exchange, got: { refused: 'x' } }),
      traced({ ...exchange, got: exchange.expected }),
    ])
      expect(textOf({ clauses })).toContain('    expected  ·|·\n');
  });

  it('says first, and alone, that the same input gave different answers', () => {
    const clauses = [broken, { ...broken, id: 'determinism' }];
    const text = textOf({ clauses, looksLike: [] });
    expect(text.match(/^Likely cause: .{40}/gm)).toEqual(['Likely cause: the same input gave different answers: s']);
    expect(text.indexOf('determinism does not hold')).toBeLessThan(text.indexOf('spike-height does not hold'));
  });

  it('says first, and alone, that it never fires', () => {
    const idle = failing({ message: provesNothing, expected: 'spikes', got: 'silence' }, 'determinism');
    const text = textOf({ broken: ['determinism'], clauses: [idle, broken], fingerprint: fingerprintOf({}) });
    expect(text.match(/^Likely .*/gm)).toEqual(['Likely cause: it never fires on any input']);
    expect(text.indexOf('determinism does not hold')).toBeGreaterThan(text.indexOf('spike-height does not hold'));
  });

  it('opens broken clauses on its page, and lists all cases', () => {
    const html = formatHtml(reportVerdict(madeUpVerdict));
    expect([...html.matchAll(/<details open>\n<summary><b>([\w-]+)/g)].map(([, id]) => id)).toEqual(['spike-height']);
    for (const { id } of [holding, broken].flatMap(({ cases }) => cases))
      expect(html).toContain(`<tr><th scope="row">${id}</th>`);
  });
});

describe('the report on an implementation that has to declare its conventions before it is judged', () => {
  const judgedBy = (conventions: Partial<Conventions>): Partial<Verdict> => ({
    counts: { passed: 0, failed: 0, skipped: 0, notApplicable: 0, notRun: 9 },
    conventions: { ...asNengo, undeclared: { integrator: 'euler', comparison: '>=' } },
    fingerprint: fingerprintOf({ integrator: 'euler', comparison: '>=', ...conventions }),
    implementation: { ...madeUpVerdict.implementation, name: 'mine' },
  });

  it('consists of the rules, the conventions to paste, and the alternative', () => {
    expect(textOf(judgedBy({}))).toBe(`mine 1 does not follow Nengo's rules: Euler, >=.

Nothing was judged. Add these conventions to your adapter's answer to the start request, then check again:
  "conventions": {"integrator":"euler","comparison":">="}
(Judge it by Nengo's rules anyway: --conventions nengo.)
`);
  });

  it('warns of conventions that are also known mistakes, as if it is judged by its fingerprint', () => {
    const mutants = new Set(loadSuite().mutants.map(({ name }) => name));
    expect(Object.values(doubtful).filter((name) => !mutants.has(name))).toEqual([]);
    const said = '"inputDelaySteps":1 is also a known mistake (input-one-step-late): ';
    const late = judgedBy({ inputDelaySteps: 1 });
    expect(textOf(late)).toContain(said);
    const conventions = { ...madeUpVerdict.conventions, source: 'fingerprint' } as const;
    expect(textOf({ fingerprint: late.fingerprint as Fingerprint, conventions })).toContain(said);
    expect(textOf({ fingerprint: late.fingerprint as Fingerprint })).not.toContain(said);
  });
});

describe('a verdict as a badge', () => {
  const unbroken = { counts: none, clauses: [holding] };
  const mismatches = ['fires at 1'];

  it.each<[string, string, Partial<Verdict>]>([
    ['conforms, shifted, all one step late', 'brightgreen', { conforming: true, counts: none }],
    [
      'conforms on 89 of 99 cases, shifted, all one step late',
      'brightgreen',
      { conforming: true, counts: { ...none, skipped: 10 } },
    ],
    ['1 of 2 clauses broken', 'red', {}],
    ['does not follow its declared rules', 'red', { ...unbroken, conventions: { ...asNengo, mismatches } }],
    ['skips 2 cases that no skip file lists', 'red', { ...unbroken, skips: skipsOf(['a', 'b']) }],
    ['no case passed', 'red', { ...unbroken, counts: { ...none, passed: 0 } }],
    ['does not conform, shifted, all one step late', 'red', unbroken],
    ['not judged', 'lightgrey', { fault: { kind: 'crash', message: '', case: '' } }],
  ])('says %s in %s', (message, color, changes) => {
    const badge = JSON.parse(formatVerdictBadge({ ...madeUpVerdict, ...changes }));
    expect(badge).toEqual({ schemaVersion: 1, label: 'lifspec', message, color });
  });
});

describe('a verdict as JUnit', () => {
  const junit = formatVerdictJunit(madeUpVerdict);
  type Suites = {
    failures: number;
    testsuite: { name: string; tests: number; failures: number; skipped: number; testcase: object[] }[];
  };
  const read = async (text: string) => (await parse(text)) as unknown as Suites;

  it('is readable by a JUnit parser: one suite per clause, with its counts and every outcome', async () => {
    const { testsuite } = await read(junit);
    expect(testsuite.map(({ name, tests, failures, skipped }) => [name, tests, failures, skipped])).toEqual([
      ['threshold: It is so.', 1, 0, 0],
      ['spike-height: Doubling doubles.', 6, 3, 2],
    ]);
    const kinds = testsuite[1]?.testcase.map((one) => ['failure', 'skipped', 'error'].find((kind) => kind in one));
    expect(kinds).toEqual(['failure', 'failure', 'failure', 'skipped', 'skipped', 'error']);
  });

  it('escapes text', () => {
    expect(junit).toContain('&lt;b&gt;');
    expect(junit).not.toMatch(/\]\]>|[^\P{Cc}\n]/u);
  });

  it('has a failed case if only the fingerprint contradicts the declared conventions', async () => {
    const conventions = { ...madeUpVerdict.conventions, mismatches: ['fires at 1'] };
    const contradicted = formatVerdictJunit({ ...madeUpVerdict, conventions });
    expect((await read(contradicted)).failures).toBe((await read(junit)).failures + 1);
    expect(contradicted).toContain('fingerprint: follows the conventions that it declares');
  });

  it('shows the issue of a skip, and that it is flaky', () => {
    const skips = [{ ...skipsOf(['skipped'], 'file')[0], issue: 'https://x.test/1', flaky: true }] as Verdict['skips'];
    expect(formatVerdictJunit({ ...madeUpVerdict, skips })).toContain(' (flaky, https://x.test/1)');
  });
});
