import { describe, expect, it } from 'vitest';
import type { GivenTraining } from '../../properties/arbitraries/legal-training.ts';
import { loadSuite } from '../../src/cli/suite.ts';
import { askProbes, askStages } from '../../src/conformance/ask-probes.ts';
import type { Chosen } from '../../src/conformance/choices/choice.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { diagnose } from '../../src/conformance/choices/diagnose.ts';
import type { Diagnosis, StagesDiagnosis } from '../../src/conformance/choices/diagnosis.ts';
import { diagnoseStages, type Stages } from '../../src/conformance/choices/stages.ts';
import { stagesOf } from '../../src/conformance/choices/stages-of.ts';
import { runSynapse } from '../../src/conformance/choices/synapse.ts';
import { runTraining } from '../../src/conformance/choices/training-stages.ts';
import { runTuning } from '../../src/conformance/choices/tuning.ts';
import { networkOf, nirOf, simulatorOf } from '../../src/conformance/chosen-simulator.ts';
import type {
  CapabilityName,
  Implementation,
  NeuronInput,
  NeuronOutput,
} from '../../src/conformance/implementation.ts';
import { planCheck } from '../../src/conformance/judge/plan.ts';
import type { JudgedCase, JudgedClause, Verdict } from '../../src/conformance/judge/verdict.ts';
import { formatHtml } from '../../src/report/html.ts';
import { formatMarkdown } from '../../src/report/markdown.ts';
import { formatText } from '../../src/report/text.ts';
import { reportVerdict } from '../../src/report/verdict.ts';
import { fieldsOf } from '../../src/report/verdict-sentences.ts';
import { changed } from '../conformance/changed.ts';
import { judged, mutant } from '../conformance/judged.ts';
import { type Importer, runImporter, wrongImporters } from '../conformance/nir-importers.ts';
import { madeUpVerdict } from './made-up-verdict.ts';

const textOf = (changes: Partial<Verdict> = {}): string => formatText(reportVerdict({ ...madeUpVerdict, ...changes }));
const [holding, broken] = madeUpVerdict.clauses as [JudgedClause, JudgedClause];
const [failed] = broken.cases as [JudgedCase];

/** A clause that fails like the one of the made-up verdict. */
const failing = (failure: JudgedCase['failure'], id = 'spike-height'): JudgedClause => {
  return { ...broken, id, cases: [{ ...failed, failure } as JudgedCase] };
};
/** What a simulator with some choices is told, if it is judged by Nengo's rules. */
const diagnosed = async (chosen: Chosen, precision: 'float64' | 'float32' = 'float64'): Promise<Diagnosis> => {
  const results = await askProbes(simulatorOf(chosen, precision));
  return { ...diagnose(results, { precision: 'float64', conventions: nengoConventions }), probes: [] };
};
/** What a program with one capability is told. */
const diagnosedStages = async (only: Partial<Implementation>): Promise<NonNullable<Verdict['diagnoses']>> => {
  const [name] = Object.keys(only) as [CapabilityName];
  const asked = await askStages({ name: 'one', precision: 'float64', ...only }, name);
  const judgedBy = { precision: 'float64', conventions: nengoConventions } as const;
  return { [name]: diagnoseStages(stagesOf[name] as Stages, asked, [], { judgedBy }) };
};
const asNengo = { source: 'Nengo', differing: {} } as const;
const none = { passed: 89, failed: 0, skipped: 0, notApplicable: 3, notRun: 0 };

/** A failed case with one exchange of neurons. */
const input = {
  dtSeconds: 0.001,
  tauRcSeconds: 0.02,
  tauRefSeconds: 0.002,
  minVoltage: 0,
  amplitude: 1,
  initialVoltage: [0, 0.5],
  current: [0.1, 2, 2].map((current) => [0, current]),
};
const answer = (last: number) => {
  const voltage = [0.4, 0, last].map((own) => [0, own]);
  return { spikes: [[], [1]], spikeHeight: 1000, voltage };
};
const exchange = { capability: 'neuron', input, expected: answer(1 / 3), got: answer(0) };
const traced = (exchange: unknown) => [
  failing({ message: 'x', expected: '·|·', got: '·|·', isDrawn: true, smallest: { exchanges: [exchange] } }),
];

const skipped = (id: string, skippedBy: 'file' | 'implementation', reason = 'needs tau > dt'): JudgedCase => {
  return { id, kind: 'law', title: 'is so', outcome: 'skipped', reason, skippedBy };
};
const tried = (id: string, reason: string): JudgedCase => {
  const skippedInputs = { count: 3, of: 50, reason };
  return { id, kind: 'law', title: 'is so', outcome: 'passed', skippedInputs };
};
const fourteen = Array.from({ length: 14 }, (_, index) => `case-${index}`);
const errors = ['no spikes', 'no file', 'no file'].map((got, index): JudgedCase => {
  const failure = { message: '', expected: 'an answer', got, instead: 'error' } as const;
  return { id: `lif/${index}`, kind: 'law', title: 'is', outcome: 'failed', failure };
});
const fault: Verdict['fault'] = {
  kind: 'crash',
  message: 'request 7 (neuron): ended with exit code 1',
  case: 'neuron/lif/leak',
  request: { capability: 'neuron', input: { dtSeconds: 0.001, current: Array(40).fill([0.5, 1.5]) } },
  stderr: `${'line\n'.repeat(20)}Traceback\nValueError: \u001b[2Jno\n`,
};
const notRun: JudgedCase = { ...(holding.cases[0] as JudgedCase), outcome: 'not run' };
const notApplicable = (...reasons: readonly Partial<JudgedCase>[]): Partial<Verdict> => {
  return { clauses: [{ ...broken, cases: reasons.map((one) => ({ ...notRun, outcome: 'not applicable', ...one })) }] };
};
const missing = (name: string) => notApplicable({ missing: [name] }, { missing: ['tuning'] });
const only = (cases: readonly JudgedCase[], id = 'spike-height'): Partial<Verdict> => {
  return { clauses: [{ ...broken, id, cases: [...cases] }] };
};
const noFloor = await diagnosed({ floor: 'none' });
const [unexplained] = [madeUpVerdict.diagnosis as Diagnosis];

const byPadding = await diagnosedStages({ network: networkOf({ padding: 'end' }) });
const ofNetwork = byPadding.network as StagesDiagnosis;

/** A verdict on an implementation whose conventions are not Nengo's, and not declared. */
const undeclared: Partial<Verdict> = {
  counts: { passed: 0, failed: 0, skipped: 0, notApplicable: 0, notRun: 9 },
  conventions: { ...asNengo, undeclared: { integrator: 'euler', comparison: '>=', refractory: 'none' } },
  diagnosis: await diagnosed({ integrator: 'euler', comparison: '>=', refractory: 'none' }),
};

const right: JudgedCase = { id: 'neuron/lif/leak', kind: 'vector', title: 'leaks', outcome: 'passed' };
const rounded = { ...right, rounding: { stage: 'voltage', step: 3, neuron: 0, expected: 0.5, got: 0.50000001 } };

/** What changes in a verdict. */
const situations: Readonly<Record<string, Partial<Verdict>>> = {
  'it conforms on some cases': { conforming: true, counts: { ...none, skipped: 10 } },
  'all numbers are equal': { conforming: true, bitIdentical: true, counts: none },
  'one number is rounded otherwise': { ...only([right, right, rounded]), conforming: true, counts: none },
  'it was checked quickly': { exploration: { ...madeUpVerdict.exploration, isQuick: true } },
  'a skip is not needed': only(broken.cases.slice(2)),
  'capabilities are missing': missing('seeded'),
  'conventions differ': notApplicable({ reason: 'floor is none' }),
  'its neurons do something else': { conventions: asNengo, diagnosis: noFloor },
  'its neurons make a mistake': {
    conventions: asNengo,
    diagnosis: await diagnosed({ refractoryExtra: 'one-step-more' }),
  },
  'its neurons make two mistakes': { diagnosis: await diagnosed({ threshold: '1.001', reset: '0.01' }) },
  'a failing request has another cause': { conventions: asNengo, diagnosis: { ...noFloor, unexplained: 2 } },
  'several rules fit': {
    diagnosis: { ...noFloor, sets: [...noFloor.sets, ...(await diagnosed({ floor: 'zero' })).sets] },
  },
  'its answers could hardly be compared': {
    diagnosis: { ...noFloor, outcome: 'undetermined', compared: { requests: 2, steps: 12, spikes: 1 } },
  },
  'precision is not as declared': { diagnosis: await diagnosed({}, 'float32'), conventions: asNengo },
  'only its spikes are explained': { diagnosis: { ...noFloor, basis: 'spikes' }, conventions: asNengo },
  'a convention is undetermined': {
    conventions: asNengo,
    diagnosis: { ...noFloor, open: [{ field: 'reset', possible: ['zero', 'subtract'] }] },
  },
  'it is judged by rules that it nearly follows': {
    conventions: { source: 'nearest', differing: { floor: 'none' } },
    diagnosis: unexplained,
  },
  'networks fail because their neurons are wrong': { broken: [], clauses: [{ ...broken, id: 'class' }] },
  'its importer of NIR makes a mistake in one type': {
    diagnoses: await diagnosedStages({
      nir: nirOf((type) => (type === 'CubaLIF' ? { current: 'past-the-synapse' } : {})),
    }),
  },
  'its importer of NIR makes mistakes in several types': {
    diagnoses: await diagnosedStages({ nir: nirOf((type) => (type === 'IF' ? { drive: 'whole' } : { r: '1' })) }),
  },
  'its importer of NIR is unexplained': {
    diagnoses: await diagnosedStages({
      nir: (input) => runImporter(wrongImporters['input weakened'] as Importer, input),
    }),
  },
  'its network makes a mistake': { diagnosis: await diagnosed({}), diagnoses: byPadding },
  'its network and its neurons make mistakes': {
    conventions: asNengo,
    diagnosis: await diagnosed({ refractoryExtra: 'one-step-more' }),
    diagnoses: byPadding,
  },
  'its network is unexplained': {
    diagnosis: null,
    diagnoses: { network: { ...ofNetwork, outcome: 'unexplained', sets: [] } },
  },
  'its tuning makes a mistake': {
    diagnoses: await diagnosedStages({ tuning: (input) => runTuning({ intercept: 'negated' }, input) }),
  },
  'its synapse makes two mistakes': {
    diagnoses: await diagnosedStages({ synapse: (input) => runSynapse({ dt: '1-ms', signal: 'whole' }, input) }),
  },
  'its training makes a mistake': {
    diagnoses: await diagnosedStages({
      training: (input) => {
        const trained = runTraining({ kernels: 'negated' }, input as GivenTraining);
        return { rateAccuracy: 1, spikingAccuracy: 1, ...trained };
      },
    }),
  },
  'its neurons are unexplained': { conventions: asNengo, diagnosis: unexplained },
  'a rule explains nearly all that its neurons do': {
    conventions: asNengo,
    diagnosis: {
      ...unexplained,
      nearest: { ...(unexplained.nearest as NonNullable<Diagnosis['nearest']>), explained: 9, compared: 10 },
    },
  },
  'it declares conventions of a simulator that does more than they express': {
    conventions: { source: 'declared', differing: { refractory: 'up', comparison: '>=', spikeHeight: '1' } },
  },
  'only its neurons are unexplained': { diagnosis: unexplained, counts: none },
  'it never fires': { diagnosis: { ...unexplained, outcome: 'never fires' } },
  'it answers with errors, and once wrongly': { clauses: [{ ...broken, id: 'determinism', cases: errors }, broken] },
  'it crashed': { fault },
  'it hangs': { fault: { kind: 'hang', message: 'request 7 (neuron): no answer', case: 'neuron/lif/leak' } },
  'it skips a case that no skip file lists': only([skipped('a', 'implementation')]),
  'a skip has an issue': only([skipped('a', 'file', 'known')]),
  'a skip excuses a mistake that it no longer makes': {
    conventions: asNengo,
    diagnosis: await diagnosed({ refractoryExtra: 'one-step-more' }),
    excused: [{ id: 'diagnosis reset=0.01', reason: 'known', outcome: 'unneeded skip' }],
  },
  'there are many skips': only(fourteen.map((id) => skipped(id, 'file'))),
  'it skips some inputs of laws that it passes': {
    ...only([tried('a', 'no steps above 17.5'), tried('b', 'no steps above 20'), tried('c', 'has no floor')]),
    conforming: true,
    counts: { ...none, skippedInputs: 9 },
  },
  'the input of a failed law is known': { clauses: traced(exchange) },
  'it refused the input of a failed law': { clauses: traced({ ...exchange, got: { refused: 'x' } }) },
  'it has to declare its conventions first': undeclared,
  'it has to declare its conventions, and skips a probe': {
    ...undeclared,
    diagnosis: {
      ...(undeclared.diagnosis as Diagnosis),
      probes: [
        { id: 'floor', outcome: 'unanswered', reason: 'skipped: too slow' },
        { id: 'currents', outcome: 'answered' },
      ],
    },
  },
};

/** A simulator whose neurons are those of the reference, with changed answers or for some inputs only. */
const diagnosedAs = async (changes: Parameters<typeof changed>[0]): Promise<Partial<Verdict>> => {
  const results = await askProbes(changed(changes));
  return {
    conventions: asNengo,
    diagnosis: diagnose(results, { precision: 'float64', conventions: nengoConventions }),
  };
};
const answering = (change: (output: NeuronOutput) => NeuronOutput) => diagnosedAs({ answer: change });
const onlyFor = (isAsked: (input: NeuronInput) => boolean) =>
  diagnosedAs({
    ask: (input) => {
      if (!isAsked(input)) throw new Error('too slow');
      return input;
    },
  });
const choosing = async (chosen: Chosen, precision: 'float64' | 'float32' = 'float64') => ({
  conventions: asNengo,
  diagnosis: await diagnosed(chosen, precision),
});
const squared = ({ voltage = [], ...output }: NeuronOutput) => ({
  ...output,
  voltage: voltage.map((row) => row.map((one) => one * one - 0.1)),
});
/** In mV with a rest of -70 thresholds, so that float64 rounds its voltages more. */
const withOffset = answering(({ voltage = [], ...output }) => ({
  ...output,
  voltage: voltage.map((row) => row.map((one) => one - 70 + 70)),
}));
const withoutVoltages = ({ spikes, spikeHeight }: NeuronOutput) => ({ spikes, spikeHeight });
const silenced = ({ spikes, spikeHeight }: NeuronOutput) => ({ spikes: spikes.map(() => []), spikeHeight });
/** Every third spike is lost, and so no known rule gives the spikes. */
const losing = ({ spikes, ...output }: NeuronOutput) => ({
  ...squared(output as NeuronOutput),
  spikes: spikes.map((train) => train.filter((_, index) => index % 3 !== 1)),
});
const errorsOf = (...kinds: readonly ('error' | undefined)[]): Partial<Verdict> =>
  only(
    kinds.map((instead, index): JudgedCase => {
      const failure = { message: '', expected: '1', got: '2', ...(instead && { instead }) };
      return { id: `lif/${index}`, kind: 'law', title: 'is', outcome: 'failed', failure };
    }),
  );
const shownEitherWay = { field: 'shownVoltage', possible: ['after-reset', 'before-reset'] };
const fewSteps = onlyFor(({ current }) => current.length === 9);
const correct = choosing({});

/** Three clauses that neurons break, with requests, if their failures have been diagnosed as one mistake. */
const brokenThrice = (found: Partial<Diagnosis>): Promise<Partial<Verdict>> =>
  Promise.resolve({
    conventions: asNengo,
    clauses: ['a', 'b', 'c'].flatMap((id) => traced(exchange).map((one) => ({ ...one, id }))),
    diagnosis: { ...noFloor, ...found },
  });

/** Each message, with simulators that must get it and the most similar ones that must not. */
const messages: readonly (readonly [RegExp, right: Promise<Partial<Verdict>>, wrong: Promise<Partial<Verdict>>])[] = [
  [/what its neurons do is unknown: no probe was answered/, onlyFor(() => false), fewSteps],
  [/it never fires on any probe/, answering(silenced), answering(losing)],
  [/undetermined: \d+ rules? fit/, fewSteps, correct],
  [/unexplained; .*, nor nearly all: at most \d+ of/, answering(losing), choosing({ reset: 'subtract' })],
  [
    /unexplained; .*; closest: /,
    answering((one) => ({ ...one, spikeHeight: one.spikes.flat().length })),
    answering(losing),
  ],
  [
    /or: it /,
    Promise.resolve({ diagnosis: { ...noFloor, sets: [...noFloor.sets, ...noFloor.sets] } }),
    choosing({ reset: 'none' }),
  ],
  [/its voltages agree in float32, but it declares float64/, choosing({}, 'float32'), withOffset],
  [/its voltages differ by up to .*e-1[45], .*an offset, such as/, withOffset, choosing({}, 'float32')],
  [
    /its voltages are rounded to 3 decimals/,
    answering(({ voltage = [], ...one }) => ({
      ...one,
      voltage: voltage.map((row) => row.map((v) => Number(v.toFixed(3)))),
    })),
    correct,
  ],
  [
    /only its spikes were explained.*; its voltages follow no known rules/,
    answering(squared),
    answering(withoutVoltages),
  ],
  [/only its spikes were explained.*; it shows no voltages/, answering(withoutVoltages), answering(squared)],
  [/undetermined: floor, /, onlyFor(({ minVoltage }) => !Number.isFinite(minVoltage)), correct],
  [
    /undetermined: shownVoltage/,
    Promise.resolve({ diagnosis: { ...noFloor, open: [shownEitherWay] } }),
    answering(withoutVoltages),
  ],
  [/unanswered: .* \(.*too slow\)/, fewSteps, correct],
  [/follows and is judged by Nengo's conventions/, correct, choosing({ reset: 'subtract' })],
  [/its spikes follow Nengo's rules/, answering(withoutVoltages), correct],
  [/known simulators like it: Nengo/, correct, choosing({ refractoryExtra: 'one-step-more' })],
  [
    /2 of 3 failures are errors/,
    Promise.resolve(errorsOf('error', 'error', undefined)),
    Promise.resolve(errorsOf(undefined, undefined)),
  ],
  [/The diagnosis explains all failures, also of b .*, c /, brokenThrice({}), brokenThrice({ unexplained: 1 })],
  [/Also broken: c /, brokenThrice({ unexplained: 1 }), brokenThrice({})],
  [/1 of 1 failure is an error/, Promise.resolve(errorsOf('error')), Promise.resolve(errorsOf(undefined))],
];

describe('a message about what is unexplained', () => {
  it.each(messages)('%s is in one report and not in a similar one', async (message, right, wrong) => {
    expect(textOf(await right)).toMatch(message);
    expect(textOf(await wrong)).not.toMatch(message);
  });
});

/** The lines that a report gains in a situation, and the likely causes that it loses. */
function changesOf(before: string, after: string): string {
  const [old, now] = [before, after].map((text) => new Set(text.split('\n')));
  const gained = [...(now ?? [])].filter((line) => !old?.has(line)).map((line) => `+ ${line}\n`);
  const lost = [...(old ?? [])].filter((line) => line.startsWith('Likely') && !now?.has(line));
  return [...lost.map((line) => `- ${line}\n`), ...gained].join('');
}

/** So that a release changes no golden file. */

describe('the report on an implementation', () => {
  it('as Markdown is what spec/report/golden/verdict.md contains', async () => {
    const plan = planCheck(loadSuite(), { only: ['threshold'], runs: 3 });
    const cases = plan.casesFor(nengoConventions, 'float64');
    const implementation = { name: 'mine', version: '1.0', precision: 'float64', capabilities: ['neuron'] } as const;
    const verdict = { ...(await judged(mutant('refractoryExtra=one-step-more'), { cases })), implementation };
    await expect(formatMarkdown(reportVerdict({ ...verdict, versions: madeUpVerdict.versions }))).toMatchFileSnapshot(
      'golden/verdict.md',
    );
  });

  it('says in every situation what spec/report/golden/situations.txt contains', async () => {
    const plain = { name: 'mine', precision: 'float64', capabilities: ['neuron'] } as const;
    const textIn = (one: Partial<Verdict>) =>
      textOf({ versions: madeUpVerdict.versions, implementation: plain, diagnosis: null, ...one });
    const changes = Object.entries(situations).map(
      ([name, one]) => `If ${name}:\n${changesOf(textIn({}), textIn(one))}`,
    );
    await expect(`${textIn({})}\n${changes.join('\n')}`).toMatchFileSnapshot('golden/situations.txt');
  });

  it('fits on a screen of 40 lines, whatever fails, and names the clauses that are not explained', () => {
    const many = { clauses: Array.from({ length: 30 }, (_, index) => ({ ...broken, id: `F${index}` })) };
    expect(textOf(many).split('\n').length).toBeLessThanOrEqual(40);
    expect(textOf(many)).toContain('F29 (0 of 5 passed)');
    expect(textOf(many)).toContain('lifspec check --report html=FILE shows every failing input');
  });

  it('shows a failure with another τ_rc too, in which a voltage of 0.02 and one of τ_rc differ', () => {
    const withTau = (id: string, tauRcSeconds: number) =>
      traced({ ...exchange, input: { ...input, tauRcSeconds } }).map((one) => ({ ...one, id }));
    const text = textOf({ clauses: [...withTau('a', 0.02), ...withTau('b', 0.02), ...withTau('c', 0.05)] });
    expect(text.match(/^\w(?= does not hold)/gm)).toEqual(['a', 'c']);
    expect(text).toContain('Also broken: b ');
  });

  it('says first, and alone, that the same input gave different answers, or that it never fires', () => {
    const text = textOf({ clauses: [broken, { ...broken, id: 'determinism' }] });
    expect(text.match(/^Likely .{36}/gm)).toEqual(['Likely cause: the same input gave different']);
    expect(text.indexOf('determinism does not hold')).toBeLessThan(text.indexOf('spike-height does not hold'));
    const vectors = { ...broken, id: 'determinism', cases: broken.cases.slice(1) }; // their answers are wrong, not different
    expect(textOf({ clauses: [vectors] })).not.toContain('the same input gave different answers');
    const idle = failing({ message: '', expected: 'spikes', got: 'silence', instead: 'silence' }, 'determinism');
    const silent = textOf({ broken: ['determinism'], clauses: [idle, broken] });
    expect(silent.match(/^Likely .*/gm)).toEqual(['Likely cause: it never fires on any input']);
    expect(silent.indexOf('determinism does not hold')).toBeGreaterThan(silent.indexOf('spike-height does not hold'));
  });

  it('names the size if only runs with huge refractory periods fail', () => {
    const withRefractory = (steps: number) =>
      failing({
        message: '',
        expected: '',
        got: '',
        smallest: { exchanges: [{ ...exchange, input: { ...input, tauRefSeconds: steps * input.dtSeconds } }] },
      });
    const huge = textOf({ clauses: [withRefractory(2 ** 31), withRefractory(2 ** 33)] });
    expect(huge).toContain('all failures have refractory periods of at least 2147483648 steps; if it cannot count');
    const one = textOf({ clauses: [withRefractory(2 ** 31), withRefractory(2)] });
    expect(one).not.toContain('all failures have');
  });

  it('says that an order of operations varies only if the last digits of answers to the same input do', () => {
    const differing = { message: '', expected: '0.5', got: '0.5000000000000001', stage: 'voltage[0][0]' };
    const words = 'Likely cause: only the last digits of answers to the same input differ';
    const rounded = textOf({ clauses: [failing({ ...differing, instead: 'rounding' }, 'determinism')] });
    expect(rounded).toContain(words);
    expect(rounded).not.toContain('state survives');
    const drifting = textOf({ clauses: [failing({ ...differing, got: '0.7' }, 'determinism')] });
    expect(drifting).toContain('state survives');
    expect(drifting).not.toContain(words);
  });

  it('says what to answer to inputs that it cannot run only if it can run others', () => {
    const words = 'An input that it cannot run is no failure if it answers "skipped"';
    expect(textOf(only(errors))).toContain(words);
    expect(textOf({ ...only(errors), counts: { ...none, passed: 0, failed: 3 } })).not.toContain(words);
    expect(textOf()).not.toContain(words);
  });

  it('opens broken clauses on its page, and lists all cases', () => {
    const html = formatHtml(reportVerdict(madeUpVerdict));
    expect([...html.matchAll(/<details open>\n<summary><b>([\w-]+)/g)].map(([, id]) => id)).toEqual(['spike-height']);
    for (const { id } of [holding, broken].flatMap(({ cases }) => cases))
      expect(html).toContain(`<tr><th scope="row">${id}</th>`);
  });
});

describe('a request in a line', () => {
  it('shows what is short, and the sizes of lists that are long', () => {
    const input = {
      dtSeconds: 0.001,
      layer: {
        stride: 2,
        kernel: [
          [1, 2, 3],
          [4, 5, 6],
        ],
      },
      sources: [[1, 2, 3], [4]],
    };
    expect(fieldsOf(input, 9)).toEqual([
      'dtSeconds: 0.001',
      'layer: {"stride":2,"kernel":[2 × 3 numbers]}',
      'sources: [2 lists]',
    ]);
  });

  it('shows three of many nodes or connections, and counts them', () => {
    const connections = Array.from({ length: 5 }, (_, target) => ({ target, weight: 1.5 }));
    expect(fieldsOf({ connections }, 30)).toEqual([
      `connections: [${[0, 1, 2].map((target) => `{"target":${target},"weight":1.5}`)},… 5 in all]`,
    ]);
  });
});
