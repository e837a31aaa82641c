import { parse } from 'junit2json';
import { describe, expect, it } from 'vitest';
import { loadSuite } from '../../src/cli/suite.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import type { Fingerprint } from '../../src/conformance/conventions/fingerprint-schema.ts';
import { provesNothing } from '../../src/conformance/judge/case.ts';
import {
  type JudgedCase,
  type JudgedClause,
  type Verdict,
  verdictSchema,
} from '../../src/conformance/judge/verdict.ts';
import { drawTrains, SpikeTrain } from '../../src/conformance/spike-trains.ts';
import { formatHtml } from '../../src/report/html.ts';
import { doubtful } from '../../src/report/mistakes.ts';
import { formatText } from '../../src/report/text.ts';
import { reportVerdict } from '../../src/report/verdict.ts';
import { formatVerdictBadge } from '../../src/report/verdict-badge.ts';
import { formatVerdictJunit } from '../../src/report/verdict-junit.ts';
import { madeUpVerdict } from './made-up-verdict.ts';

const formatVerdictText = (verdict: Verdict, folder?: string): string => formatText(reportVerdict(verdict, { folder }));
const shown = formatVerdictText(madeUpVerdict);

const brokenClause = madeUpVerdict.clauses[1] as JudgedClause;
const withCases = (change: (cases: readonly JudgedCase[]) => readonly JudgedCase[]): Verdict => ({
  ...madeUpVerdict,
  clauses: madeUpVerdict.clauses.map((clause) => ({ ...clause, cases: change(clause.cases) })),
});

describe('a report on an implementation with an unneeded skip', () => {
  it('does not say that the clause is broken', () => {
    const text = formatVerdictText(withCases((cases) => cases.filter(({ outcome }) => outcome !== 'failed')));
    expect(text).toMatch(/needed is skipped but passes; remove it from the skip file/);
    expect(text).not.toContain('does not hold');
  });
});

const broken = (count: number): Verdict => ({
  ...madeUpVerdict,
  clauses: Array.from({ length: count }, (_, index) => ({ ...brokenClause, id: `F${index}` })),
});

describe('as text', () => {
  it('fits on a screen of 40 lines, whatever fails, and names the clauses that are not explained', () => {
    const text = formatVerdictText(broken(30));
    expect(text.split('\n').length).toBeLessThanOrEqual(40);
    expect(text).toContain('F29 (0 of 5 passed)');
    expect(text).toContain('--save-failures DIR saves the smallest failing inputs (30)');
    expect(formatVerdictText(broken(30), 'found')).toContain('The smallest failing inputs are in found');
  });

  it('draws spike trains one above the other within 80 columns, and names the first step that differs', () => {
    const train = (spikes: number[]) => new SpikeTrain(spikes, 200);
    const failure = { message: 'x', ...drawTrains(train([20, 120, 150, 190]), train([20, 121, 150, 190])) };
    const one = { ...(brokenClause.cases[0] as JudgedCase), failure };
    const text = formatVerdictText({ ...madeUpVerdict, clauses: [{ ...brokenClause, cases: [one] }] });
    const rasters = text.split('\n').filter((line) => /[|·]{9}/.test(line));
    expect(rasters.map((line) => line.length <= 80 && line.indexOf('steps'))).toEqual([14, 14]);
    expect(text).toContain('\n    first difference: spikes, step 120\n');
    expect(text).toContain('\n              4 spikes: 20 121 150 190\n');
  });

  it('shows the input of a failed law, and the steps up to the first one that differs', () => {
    const current = [
      [0, 0.1],
      [0, 2],
      [0, 2],
    ];
    const input = { ...{ dtSeconds: 0.001, tauRcSeconds: 0.02, tauRefSeconds: 0.002, minVoltage: 0 }, current };
    const exchange = {
      ...{ capability: 'neuron', input: { ...input, amplitude: 1, initialVoltage: [0, 0.5] } },
      expected: {
        spikes: [[], [1]],
        spikeHeight: 1000,
        voltage: [
          [0, 0.4],
          [0, 0],
          [0, 1 / 3],
        ],
      },
      got: {
        spikes: [[], [1]],
        spikeHeight: 1000,
        voltage: [
          [0, 0.4],
          [0, 0],
          [0, 0],
        ],
      },
    };
    const textOf = (exchanges: readonly unknown[]) => {
      const failure = { message: 'x', expected: '·|·', got: '·|·', isDrawn: true, smallest: { exchanges } } as const;
      const one = { ...(brokenClause.cases[0] as JudgedCase), failure };
      return formatVerdictText({ ...madeUpVerdict, clauses: [{ ...brokenClause, cases: [one] }] });
    };
    expect(textOf([exchange])).toContain(`
    steps of 1 ms, tau_rc 20 ms, tau_ref 2 ms, floor 0, start at 0.5; neuron 1 first differs in step 2:
                    expected            got
    step  current     voltage  spikes   voltage  spikes
       0      0.1         0.4       ·       0.4       ·
       1        2           0       |         0       |
       2        2   0.3333333       ·         0       ·
`);
    for (const exchanges of [
      [exchange, exchange],
      [{ ...exchange, got: { refused: 'x' } }],
      [{ ...exchange, got: exchange.expected }],
    ])
      expect(textOf(exchanges)).toContain('    expected  ·|·\n');
  });

  it('names no known mistake if none is likely', () => {
    const looksLike = madeUpVerdict.looksLike.map((one) => ({ ...one, alike: 0.49 }));
    expect(shown).toContain('Likely mistake: ');
    expect(formatVerdictText({ ...madeUpVerdict, looksLike })).not.toContain('Likely mistake');
  });

  it('names every known mistake that is as likely as the most likely one', () => {
    const [one] = madeUpVerdict.looksLike as [Verdict['looksLike'][number]];
    const looksLike = [0.9, 0.9, 0.8].map((alike, index) => ({ ...one, name: `mistake-${index}`, alike }));
    const text = formatVerdictText({ ...madeUpVerdict, looksLike });
    expect(text.match(/^Likely mistake: [\w-]+/gm)).toEqual(['Likely mistake: mistake-0', 'Likely mistake: mistake-1']);
  });

  it('says what does not apply in one line', () => {
    const other = withCases((cases) => cases.map((one) => ({ ...one, reason: 'floor is none' })));
    expect(formatVerdictText(other)).toContain("Not applicable (1 case): its floor differs from Nengo's\n");
    expect(shown.match(/^Not applicable.*$/gm)).toEqual(['Not applicable (1 case): it has none']);
    const unable = { outcome: 'not applicable', reason: 'lacks a part', missing: ['tuning', 'seeded'] } as const;
    const one = { id: 'unable', kind: 'law', title: 'is', level: null, ...unable } as const;
    const text = formatVerdictText(withCases((cases) => [...cases, one]));
    expect(text).toContain('\nNot applicable (1 case): it does not support tuning, seeded; it has none\n');
  });

  it('begins with the verdict, and explains each broken clause', () => {
    const counts = '1 passed, 3 failed, 1 skipped, 1 not applicable, 1 not run';
    expect(shown).toMatch(`does not conform, level shifted, all one step late: ${counts}\n`);
    expect(shown).toContain(' (30 inputs per law, seed 1830)');
    for (const line of [
      'spike-height does not hold (0 of 5 passed): Doubling doubles.',
      '  vector neuron/lif/amplitude-2, level shifted, all one step late: sends 2/dt',
      'judged by its declared conventions: reset by subtraction',
      'Likely mistake: ignores-amplitude: ignores its amplitude [nengo#1390] (50 % of failures in common)',
      'No longer tested: output-late: an implementation that shows spikes late',
    ])
      expect(shown.split('\n')).toContain(line);
  });
});

describe('a report on an implementation that fails because it follows undeclared conventions', () => {
  const { fingerprint, conventions, ...rest } = madeUpVerdict;
  const found = (floor: 'none' | 'as-asked') =>
    ({ ...fingerprint, outcome: 'member', conventions: { ...nengoConventions, floor } }) as typeof fingerprint;
  const verdict = { ...rest, conventions: { source: 'Nengo', deviations: [] }, fingerprint: found('none') } as const;
  const advice = 'declare them, or use --conventions auto';

  it('says how to fix it', () => {
    expect(formatVerdictText(verdict)).toContain(advice);
  });

  it('says which precision to declare if it rounds to another one', () => {
    const precision = { declared: 'float64', found: 'float32', agreesWithin: 1e-7 } as const;
    const member = found('as-asked');
    const rounded = { ...verdict, fingerprint: member && { ...member, precision } };
    const said = 'it declares float64 but rounds as float32: declare float32';
    expect(formatVerdictText(rounded)).toContain(said);
    expect(formatVerdictText(verdict)).not.toContain(said);
  });

  it('says first, and alone, that the same input gave different answers', () => {
    const forgetful = { ...brokenClause, id: 'determinism', statement: 'The same input, the same output.' };
    const text = formatVerdictText({ ...verdict, clauses: [...verdict.clauses, forgetful] });
    expect(text).toContain('Likely cause: the same input gave different answers: state survives between requests');
    expect(text.match(/Likely cause: /g)).toHaveLength(1);
    expect(text.indexOf('determinism does not hold')).toBeLessThan(text.indexOf('spike-height does not hold'));
  });

  it('says how its fingerprint contradicts its conventions, unless it fails like a known mutant', () => {
    const said = 'Likely cause: it follows none of the known ones\n';
    const mismatches = ['follows none of the known ones'];
    const outside = { ...verdict, fingerprint, conventions: { ...verdict.conventions, mismatches } };
    expect(formatVerdictText({ ...outside, looksLike: [] })).toContain(said);
    expect(formatVerdictText(outside)).not.toContain(said); // it names a likely mistake
    const declared = formatVerdictText({ ...outside, conventions: { ...conventions, mismatches } });
    expect(declared).toContain(`${said}Likely mistake: ignores-amplitude: `);
  });

  it('says first, and alone, that it never fires', () => {
    const failure = { message: provesNothing, expected: 'spikes', got: 'silence' };
    const one = { ...(brokenClause.cases[0] as JudgedCase), failure };
    const idle = { ...brokenClause, id: 'determinism', cases: [one] };
    const text = formatVerdictText({ ...verdict, broken: ['determinism'], clauses: [idle, ...verdict.clauses] });
    expect(text.match(/^Likely .*/gm)).toEqual(['Likely cause: it never fires on any input']);
    expect(text.indexOf('determinism does not hold')).toBeGreaterThan(text.indexOf('spike-height does not hold'));
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

const fingerprintOf = (conventions: Conventions): Fingerprint => ({
  ...(madeUpVerdict.fingerprint as Fingerprint),
  ...{ outcome: 'member', conventions },
});

describe('a report on an implementation that has to declare its conventions before it is judged', () => {
  const conventions = { ...nengoConventions, integrator: 'euler', comparison: '>=' } as const;
  const verdict: Verdict = {
    ...{ ...madeUpVerdict, counts: { passed: 0, failed: 0, skipped: 0, notApplicable: 0, notRun: 9 } },
    conventions: { source: 'Nengo', deviations: [], undeclared: { integrator: 'euler', comparison: '>=' } },
    fingerprint: fingerprintOf(conventions),
    implementation: { ...madeUpVerdict.implementation, name: 'mine' },
  };

  it('consists of the rules, the conventions to paste, and the alternative', () => {
    expect(verdictSchema.safeParse(verdict).error).toBeUndefined();
    expect(formatVerdictText(verdict)).toBe(`mine 1 does not follow Nengo's rules: Euler, >=.

Nothing was judged. Add these conventions to your adapter's answer to the start request, then check again:
  "conventions": {"integrator":"euler","comparison":">="}
(Judge it by Nengo's rules anyway: --conventions nengo.)
`);
  });

  it('warns of conventions that are also known mistakes, before it is judged and if it is judged by its fingerprint', () => {
    const mutants = new Set(loadSuite().mutants.map(({ name }) => name));
    expect(Object.values(doubtful).filter((name) => !mutants.has(name))).toEqual([]);
    const late = { ...verdict, fingerprint: { ...fingerprintOf({ ...conventions, inputDelaySteps: 1 }) } };
    const said =
      '"inputDelaySteps":1 is also a known mistake (input-one-step-late): if you did not intend it, mend it instead of declaring it\n';
    expect(formatVerdictText(late)).toContain(said);
    const judged = { ...late, counts: madeUpVerdict.counts, conventions: madeUpVerdict.conventions };
    expect(formatVerdictText(judged)).not.toContain(said);
    const observed = { ...judged.conventions, source: 'fingerprint' } as const;
    expect(formatVerdictText({ ...judged, conventions: observed })).toContain('is also a known mistake');
  });

  it('lists neither clauses nor cases', () => {
    expect(formatHtml(reportVerdict(verdict))).not.toContain('Doubling');
  });
});

it('says why an implementation that passes every case but follows other rules does not conform', () => {
  const said = 'no case failed, but its fingerprint contradicts the conventions that it was judged by:';
  const counts = { ...madeUpVerdict.counts, failed: 0 };
  const conventions = { ...madeUpVerdict.conventions, mismatches: ['declares >, but follows >='] };
  const text = formatVerdictText({ ...madeUpVerdict, counts, conventions });
  expect(text).toContain(`\n${said}\nmatches no known conventions; closest: exact, > (explains`);
  expect(text).toContain('\ndeclares >, but follows >=\n');
  expect(shown).not.toContain(said);
});

describe('a report on a crash', () => {
  const current = Array.from({ length: 40 }, () => [0.5, 1.5]);
  const fault: Verdict['fault'] = {
    ...{ kind: 'crash', message: 'request 7 (neuron): ended with exit code 1', case: 'neuron/lif/leak' },
    request: { capability: 'neuron', input: { dtSeconds: 0.001, minVoltage: null, current } },
    stderr: `${'line\n'.repeat(20)}Traceback\nValueError: \u001b[2Jno\n`,
  };

  it('shows the request and the end of stderr', () => {
    const text = formatVerdictText({ ...madeUpVerdict, fault });
    for (const said of ['  dtSeconds: 0.001\n', ' [0.5,1.5] 40 times (40 × 2)', '  ValueError: \\u{1b}[2Jno'])
      expect(text).toContain(said);
    expect(text.match(/^ {2}line$/gm)).toHaveLength(8);
  });

  it('shows stderr before the request, and only once', () => {
    const text = formatVerdictText({ ...madeUpVerdict, fault });
    expect(text.indexOf('ValueError')).toBeLessThan(text.indexOf('the request that was not answered'));
    const once = { ...fault, message: 'ended with exit code 1; on stderr: "no file"', stderr: 'no file\n' };
    expect(formatVerdictText({ ...madeUpVerdict, fault: once }).match(/no file/g)).toHaveLength(1);
  });

  it('says how to send fewer requests if there was too little time', () => {
    const slow = { ...fault, kind: 'total-time' };
    expect(formatVerdictText({ ...madeUpVerdict, fault: slow })).toContain('--quick or --runs 3 sends fewer requests');
    expect(formatVerdictText({ ...madeUpVerdict, fault })).not.toContain('--runs');
  });
});

const clean = { passed: 89, failed: 0, skipped: 0, notApplicable: 3, notRun: 0 };
const onMost = { conforming: true, shift: undefined, counts: { ...clean, skipped: 10 } };

it('says in its first line on how many of the cases that apply an implementation conforms', () => {
  const text = formatVerdictText({ ...madeUpVerdict, conforming: true, counts: onMost.counts });
  expect(text).toMatch(/^conforms on 89 of 99 cases, level shifted, /);
});

describe('as a badge', () => {
  const unbroken = { counts: clean, clauses: madeUpVerdict.clauses.slice(0, 1) };
  const contradicted = { ...madeUpVerdict.conventions, mismatches: ['fires at 1'] };

  it.each<[string, string, object]>([
    ['conforms, shifted, all one step late', 'brightgreen', { conforming: true, counts: clean }],
    ['conforms on 89 of 99 cases, steps', 'brightgreen', { ...onMost, level: 'steps' }],
    ['1 of 2 clauses broken', 'red', {}],
    ['does not follow its declared rules', 'red', { ...unbroken, conventions: contradicted }],
    [
      'skips 2 cases that no skip file lists',
      'red',
      { ...unbroken, skips: [{ reason: 'x', by: 'implementation', cases: ['a', 'b'] }] },
    ],
    ['no case passed', 'red', { ...unbroken, counts: { ...clean, passed: 0 } }],
    ['does not conform, shifted, all one step late', 'red', unbroken],
    ['not judged', 'lightgrey', { fault: { kind: 'crash', message: '', case: '' } }],
  ])('says %s in %s', (message, color, changes) => {
    const badge = JSON.parse(formatVerdictBadge({ ...madeUpVerdict, ...changes }));
    expect(badge).toEqual({ schemaVersion: 1, label: 'lifspec', message, color });
  });
});

describe('a report on an implementation that answers with errors', () => {
  const caseOf = (id: string, got: string) => {
    const failure = { message: id, expected: 'an answer', got, isError: true } as const;
    return { id, kind: 'law', title: `does ${id}`, outcome: 'failed', level: null, failure } as const;
  };
  const wrong = {
    ...caseOf('lif/wrong', '··'),
    failure: { message: '', expected: '·|', got: '··', isDrawn: true },
  } as const;
  const cases = [wrong, caseOf('lif/one', 'no spikes'), caseOf('lif/two', 'no file'), caseOf('lif/three', 'no file')];
  const textOf = (...clauses: readonly (readonly [string, readonly JudgedCase[]])[]) => {
    const judged = clauses.map(([id, own]) => ({ ...brokenClause, id, cases: [...own] }));
    return formatVerdictText({ ...madeUpVerdict, clauses: judged, fingerprint: null });
  };

  it('names the most frequent error as the cause, rather than answers that differ when repeated', () => {
    const text = textOf(['determinism', cases.slice(1)], ['rule', [wrong]]);
    expect(text).toContain('Likely cause: 3 of 4 failures are errors, 2 of them: no file\n');
    expect(text).not.toContain('the same input gave different answers');
  });

  it('counts errors that differ only in a number as one', () => {
    const errors = [0.5, 1e-7].map((got) => caseOf('lif/one', `expected array, but got ${got}`));
    expect(textOf(['rule', errors])).toContain('2 of 2 failures are errors: expected array, but got 0.5\n');
  });

  it('lists all failures if they are few, errors first', () => {
    const listed = ['lif/one: no spikes', 'lif/two: no file', 'lif/three: no file'];
    const text = textOf(['nir', cases]);
    expect(text).toContain(
      `\n  law lif/wrong: does lif/wrong\n    expected  ·|\n    got       ··\n  ${listed.map((one) => `law ${one}`).join('\n  ')}\n`,
    );
  });
});

it('lists which declared rules hold', () => {
  const clause = { ...(madeUpVerdict.clauses[0] as JudgedClause), id: 'floor', statement: 'No floor, as declared.' };
  const text = formatVerdictText({ ...madeUpVerdict, clauses: [clause] });
  expect(text).toContain('Of the declared rules, these hold:\n  floor  1 of 1  No floor, as declared.\n');
});

it('lists no rule as one that holds if some of its cases were not run', () => {
  const held = madeUpVerdict.clauses[0] as JudgedClause;
  const cases = [...held.cases, { ...(held.cases[0] as JudgedCase), outcome: 'not run' }] as const;
  const clause = { ...held, id: 'floor', statement: 'No floor, as declared.', cases };
  expect(formatVerdictText({ ...madeUpVerdict, clauses: [clause] } as Verdict)).not.toContain('these hold');
});

it('names the cases that a skip file has to list', () => {
  const cases = Array.from({ length: 14 }, (_, index) => `case-${index}`);
  const skips = [{ reason: 'no time', by: 'implementation', cases }] as const;
  const text = formatVerdictText({ ...madeUpVerdict, skips } as unknown as Verdict);
  expect(text).toContain('Skipped: 14 cases (case-0, case-1, ');
  expect(text).toContain(
    'case-11, 2 more), skipped by the implementation, which conforms only if a skip file lists them',
  );
});

it('writes the skip file that these cases need, unless it is too long for a line', () => {
  const textOf = (cases: readonly string[]) => {
    const skips = [{ reason: 'needs tau > dt', by: 'implementation', cases }] as const;
    return formatVerdictText({ ...madeUpVerdict, skips } as unknown as Verdict);
  };
  expect(textOf(['a', 'b'])).toContain(
    '\nSkip file: {"skips":[{"id":"a","reason":"needs tau > dt"},{"id":"b","reason":"needs tau > dt"}]}\n',
  );
  expect(textOf(Array.from({ length: 20 }, (_, index) => `case-${index}`))).not.toContain('Skip file');
});

it('names the vectors that keep an implementation from the level bits, unless most do', () => {
  const vectorsAt = (...levels: readonly JudgedCase['level'][]) =>
    levels.map((level, index) => ({ id: `vector-${index}`, kind: 'vector', title: '', outcome: 'passed', level }));
  const textOf = (...levels: readonly JudgedCase['level'][]) => {
    const clauses = [{ ...(madeUpVerdict.clauses[0] as JudgedClause), cases: vectorsAt(...levels) }];
    const precision = { declared: 'float64', found: 'float64', agreesWithin: 7e-16 };
    const fingerprint = { ...madeUpVerdict.fingerprint, precision };
    return formatVerdictText({ ...madeUpVerdict, conforming: true, level: 'steps', clauses, fingerprint } as Verdict);
  };
  expect(textOf('bits', 'steps', null, 'bits')).toContain('\nlevel bits except for 1 of 3 vectors: vector-1\n');
  expect(textOf('bits', 'steps', 'steps')).toContain(
    '\nnot level bits, because its voltages are rounded differently\n',
  );
});

it.each([
  ['text', formatVerdictText],
  ['JUnit', formatVerdictJunit],
] as const)('shows the issue of a skip, and that it is flaky: %s', (_, format) => {
  const { clauses } = withCases((cases) =>
    cases.map((one) => (one.outcome === 'skipped' ? { ...one, reason: 'known' } : one)),
  );
  const skips = [{ ...madeUpVerdict.skips[0], reason: 'known', issue: 'https://x.test/1', flaky: true }];
  expect(format({ ...madeUpVerdict, clauses, skips } as Verdict)).toContain('known (flaky, https://x.test/1)');
});

describe('as JUnit', () => {
  it('has a failed case if only the fingerprint contradicts the declared conventions', async () => {
    const contradicted = {
      ...madeUpVerdict,
      conventions: { ...madeUpVerdict.conventions, mismatches: ['fires at 1'] },
    };
    const failures = async (verdict: Verdict) =>
      ((await parse(formatVerdictJunit(verdict))) as { failures: number }).failures;
    expect(await failures(contradicted)).toBe((await failures(madeUpVerdict)) + 1);
    expect(formatVerdictJunit(contradicted)).toContain('fingerprint: follows the conventions that it declares');
  });

  it('is readable by a JUnit parser: one suite per clause, with its counts', async () => {
    const read = await parse(formatVerdictJunit(madeUpVerdict));
    const suites = (read as { testsuite: { name: string; tests: number; failures: number; skipped: number }[] })
      .testsuite;
    expect(suites.map(({ name, tests, failures, skipped }) => [name, tests, failures, skipped])).toEqual([
      ['threshold: It is so.', 1, 0, 0],
      ['spike-height: Doubling doubles.', 6, 3, 2],
    ]);
  });

  it('contains every outcome and escapes text', async () => {
    const { testsuite } = (await parse(formatVerdictJunit(madeUpVerdict))) as {
      testsuite: { testcase: Record<string, unknown>[] }[];
    };
    const kinds = testsuite[1]?.testcase.map((one) => ['failure', 'skipped', 'error'].find((kind) => one[kind]));
    expect(kinds).toEqual(['failure', 'failure', 'failure', 'skipped', 'skipped', 'error']);
    expect(formatVerdictJunit(madeUpVerdict)).toContain('&lt;b&gt;');
    expect(formatVerdictJunit(madeUpVerdict)).not.toContain(']]>');
  });
});

describe('as HTML', () => {
  const html = formatHtml(reportVerdict(madeUpVerdict));

  it('opens broken clauses and lists all cases', () => {
    expect([...html.matchAll(/<details open>\n<summary><b>([\w-]+)/g)].map(([, id]) => id)).toEqual(['spike-height']);
    for (const { id } of madeUpVerdict.clauses.flatMap(({ cases }) => cases))
      expect(html).toContain(`<tr><th scope="row">${id}</th>`);
  });

  it('lists all skips if the terminal has no room for them', () => {
    const skips = [1, 2, 3, 4, 5].map((index) => ({ reason: `x${index}`, by: 'file', cases: ['skipped'] }) as const);
    const document = reportVerdict({ ...madeUpVerdict, skips });
    expect(formatText(document)).toContain('Skipped: 2 more; all of them: --report html=FILE');
    expect(formatHtml(document)).toContain('x5');
  });
});
