import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legalNetwork, smallNetwork } from '../../properties/arbitraries/legal-network.ts';
import { legalSynapse } from '../../properties/arbitraries/legal-synapse.ts';
import { type GivenTraining, legalTraining } from '../../properties/arbitraries/legal-training.ts';
import { legalTuning } from '../../properties/arbitraries/legal-tuning.ts';
import { tuningControls } from '../../properties/controls/tuning.ts';
import { type PrecisionName, precisions } from '../../src/base/precision.ts';
import {
  type Choice,
  type Chosen,
  choiceOf,
  type Fields,
  nameOf,
  withoutDefinition,
} from '../../src/conformance/choices/choice.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { stagesDiagnosisSchema } from '../../src/conformance/choices/diagnosis.ts';
import { runNetwork } from '../../src/conformance/choices/network-run.ts';
import { profiles } from '../../src/conformance/choices/profiles.ts';
import { diagnoseStages, type Stages } from '../../src/conformance/choices/stages.ts';
import { stagesOf } from '../../src/conformance/choices/stages-of.ts';
import { runSynapse } from '../../src/conformance/choices/synapse.ts';
import { trainingActs } from '../../src/conformance/choices/training.ts';
import { runTraining } from '../../src/conformance/choices/training-stages.ts';
import { runTuning } from '../../src/conformance/choices/tuning.ts';
import type { CapabilityName, Implementation, InputOf, OutputOf } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { describeSlow, isThorough } from '../slow.ts';
import { areClose, roundingErrors } from './changed.ts';
import { trainWith, wrongNetworks, wrongSynapses, wrongTrainings, wrongTunings } from './stages-outside.ts';

/** A capability with a table of its own. */
interface Tabled<Name extends CapabilityName = CapabilityName> {
  readonly name: Name;
  readonly run: (chosen: Chosen, input: InputOf<Name>, precision: PrecisionName) => OutputOf<Name>;
  readonly requests: fc.Arbitrary<InputOf<Name>>;
  /** The conventions of the neurons of right programs, if it has any; Nengo's by default. */
  readonly conventions?: readonly Conventions[];
  /** An answer without what is optional. */
  readonly less?: (output: OutputOf<Name>) => OutputOf<Name>;
  /** Tries of right programs in the quick tests; 300 by default. */
  readonly tries?: number;
  /** One of so many wrong programs is named in the quick tests, and in the slow ones; 23 and 1 by default. */
  readonly strides?: readonly [quick: number, slow: number];
  /** Programs with mistakes that are in no table. */
  readonly outside: Readonly<Record<string, (input: InputOf<Name>) => OutputOf<Name>>>;
}

const synapse: Tabled<'synapse'> = {
  name: 'synapse',
  run: runSynapse,
  requests: legalSynapse(),
  outside: wrongSynapses,
};

const tuning: Tabled<'tuning'> = {
  name: 'tuning',
  run: runTuning,
  requests: legalTuning(),
  outside: wrongTunings,
};

const training: Tabled<'training'> = {
  name: 'training',
  run: (chosen, input, precision) => {
    const trained = runTraining(chosen, input as GivenTraining, precision);
    return { ...trained, rateAccuracy: 1, spikingAccuracy: 1 };
  },
  requests: legalTraining(),
  outside: wrongTrainings,
};

const network: Tabled<'network'> = {
  name: 'network',
  run: (chosen, input, precision) => runNetwork(chosen, input, precisions[precision]),
  requests: fc.oneof(smallNetwork({ images: 2 }), legalNetwork({ images: 2 })),
  // three ways to step a neuron: exactly with fractions of a step, exactly with whole steps, by Euler without rest
  conventions: profiles.flatMap(({ id, conventions }) =>
    ['nengo', 'nest', 'norse-box'].includes(id) ? [conventions] : [],
  ),
  less: ({ probed: _, ...answer }) => answer,
  tries: 24,
  strides: [199, 3],
  outside: wrongNetworks,
};

const tabled = [tuning, synapse, network, training] as unknown as readonly Tabled[];

const names: readonly PrecisionName[] = ['float64', 'float32'];
const stagesIn = ({ name }: Tabled) => stagesOf[name] as Stages;

/** What the answers of a program to the probes, and to more requests, tell. */
function diagnosisOf(
  one: Tabled,
  run: (input: never) => unknown,
  precision: PrecisionName,
  requests: readonly unknown[] = [],
  conventions: Conventions = nengoConventions,
) {
  const asked = (input: unknown, id: string) => ({ id, input, answer: run(input as never) });
  const stages = stagesIn(one);
  const known = { judgedBy: { precision, conventions } };
  const probed = stages.probes.map(({ id, input }) => asked(input, id));
  const more = requests.map((input) => asked(input, 'generated'));
  return diagnoseStages(stages, probed, more, known);
}

/** The forms in which a right program may compute: every combination of equal choices. */
const formsOf = (fields: Fields): Chosen[] =>
  Object.entries(fields).reduce<Chosen[]>(
    (all, [field, choices]) => {
      const equals = Object.entries<Choice>(choices).flatMap(([name, { status }]) =>
        status === 'equal' ? [name] : [],
      );
      return all.flatMap((chosen) => [chosen, ...equals.map((name) => ({ ...chosen, [field]: name }))]);
    },
    [{}],
  );

const mistakesIn = (fields: Fields): Chosen[] =>
  Object.entries(fields).flatMap(([field, choices]) =>
    Object.entries<Choice>(choices).flatMap(([name, { status }]) => (status === 'mistake' ? [{ [field]: name }] : [])),
  );

/** Whether two programs give the same answers, apart from rounding. */
const areSame = (
  one: (input: never) => unknown,
  other: (input: never) => unknown,
  inputs: readonly unknown[],
  precision: PrecisionName = 'float64',
) => inputs.every((input) => areClose(one(input as never), other(input as never), roundingErrors[precision]));

const inputsIn = (one: Tabled) => stagesIn(one).probes.map(({ input }) => input);

/** Which mistakes of a table are not named in right programs of some rules, form and precision, and how many are. */
function nameAll(one: Tabled, stride: number) {
  const { fields, canonical = (chosen: Chosen) => withoutDefinition(chosen, fields) } = stagesIn(one);
  const missed: string[] = [];
  // simulators with rules of their own have a form of their own, too; right programs are tried in every form
  const forms = one.conventions === undefined ? formsOf(fields) : [{}];
  const programs = (one.conventions ?? [undefined]).flatMap((conventions) =>
    forms.flatMap((form) =>
      names.flatMap((precision) =>
        [(answer: unknown) => answer, ...(one.less ? [one.less as (answer: unknown) => unknown] : [])].flatMap((show) =>
          mistakesIn(fields).map((mistake) => ({ conventions, form, precision, show, mistake })),
        ),
      ),
    ),
  );
  let named = 0;
  for (const { conventions, form, precision, show, mistake } of programs.filter((_, index) => index % stride === 0)) {
    // a network has no spike height of its own
    const { spikeHeight: _, ...rules }: Chosen = conventions ?? {};
    const wrong = canonical({ ...rules, ...mistake });
    const run = (input: never) => show(one.run({ ...wrong, ...form }, input, precision));
    const right = (input: never) => show(one.run({ ...canonical(rules), ...form }, input, precision));
    if (areSame(run, right, inputsIn(one), precision)) continue;
    const told = diagnosisOf(one, run, precision, [], conventions);
    const sets = told.sets.map(({ choices }) => nameOf(choices));
    if (sets.includes(nameOf(wrong))) named++;
    else missed.push(`${nameOf(wrong)}, ${nameOf(form)} ${precision}: ${sets.join(' or ') || told.outcome}`);
  }
  return { named, missed };
}

/** Right programs in every form and precision, and those by which laws are tested. */
const rightPrograms = (one: Tabled) => [
  ...formsOf(stagesIn(one).fields).flatMap((form) =>
    names.map((precision) => {
      return { what: nameOf(form), precision, run: (input: never) => one.run(form, input, precision) };
    }),
  ),
  ...tuningControls.flatMap(({ name, precision, [one.name]: run }) =>
    run === undefined ? [] : [{ what: name, precision, run: run as (input: never) => unknown }],
  ),
];

/** Tries of right programs in any form and precision with generated requests: those that are told a mistake. */
function accused(one: Tabled, tries: number, seed: number): string[] {
  const programs = rightPrograms(one);
  const groups = fc.sample(fc.array(one.requests, { minLength: 1, maxLength: 3 }), { numRuns: tries, seed });
  return groups.flatMap((requests, index) => {
    const { what, run, precision } = programs[index % programs.length] as (typeof programs)[number];
    const told = diagnosisOf(one, run, precision, requests);
    if (told.outcome === 'explained' && told.sets[0]?.differences.length === 0) return [];
    return [`${what} ${precision}, try ${index} of seed ${seed}: ${JSON.stringify(told).slice(0, 400)}`];
  });
}

/** Which mistakes that are in no table are given a wrong name: not what they do on inputs that no probe is. */
function misnamed(one: Tabled, stride: number): string[] {
  const fresh = fc.sample(one.requests, { numRuns: 20, seed: 3 });
  const tried = Object.entries(one.outside).filter((_, index) => index % stride === 0);
  return tried.flatMap(([what, run]) => {
    const [set] = diagnosisOf(one, run, 'float64').sets;
    if (set === undefined || set.differences.length === 0) return [];
    const named = (input: never) => one.run(set.choices, input, 'float64');
    return areSame(named, run, fresh) ? [] : [`${what}: ${nameOf(set.choices)}`];
  });
}

/** Of the mistakes of a table that have an effect. */
const leastNamed = 0.97;

describe.each(tabled.map((one) => [one.name, one] as const))('the diagnosis of %s', (name, one) => {
  const { fields } = stagesIn(one);
  const { [name]: right } = reference() as Required<Implementation>;

  it.each(names)('says that the reference follows the definition, in %s', async (precision) => {
    const { [name]: own } = reference(precision) as Required<Implementation>;
    const answers = new Map<unknown, unknown>();
    for (const input of inputsIn(one)) answers.set(input, await own(input as never));
    const told = diagnosisOf(one, (input) => answers.get(input), precision);
    expect(told).toMatchObject({ outcome: 'explained', sets: [{ choices: {}, differences: [] }] });
    expect(stagesDiagnosisSchema.parse(told)).toEqual(told);
  });

  it('has a table whose definition always gives the numbers of the reference', async () => {
    await fc.assert(
      fc.asyncProperty(one.requests, async (input) => {
        const answer = await right(input as never);
        const asked = [{ id: 'generated', input, answer }];
        expect(stagesIn(one).matcherOf(asked, 'float64').match({}).differs).toBeUndefined();
      }),
      { numRuns: 40 },
    );
  });

  it('has probes to which each choice that is a mistake shows, and each equal one does not', () => {
    const definition = (input: never) => one.run({}, input, 'float64');
    const shows = (chosen: Chosen) => !areSame((input) => one.run(chosen, input, 'float64'), definition, inputsIn(one));
    // those of neurons have probes of their own
    const { combined = fields } = stagesIn(one);
    expect(mistakesIn(combined).filter((chosen) => !shows(chosen))).toEqual([]);
    expect(formsOf(fields).filter(shows)).toEqual([]);
  });

  it('names a mistake of the table, exactly or among equals, as a sample shows', () => {
    const { named, missed } = nameAll(one, one.strides?.[0] ?? 23);
    expect(missed).toEqual([]);
    expect(named).toBeGreaterThan(3);
  });

  it('tells no mistake to a right program in any form and precision', () => {
    expect(accused(one, one.tries ?? 300, 1)).toEqual([]);
  });

  it('gives no wrong name to mistakes that are in no table, as a sample shows', () => {
    expect(misnamed(one, 4)).toEqual([]);
  });

  it('has words that follow their subject', () => {
    const words = mistakesIn(fields).map((chosen) => {
      const [[field, choice]] = Object.entries(chosen) as [[string, string]];
      return choiceOf(fields, field, choice).words;
    });
    expect(words.filter((one) => !/^[a-z]+s? /.test(one))).toEqual([]);
  });
});

describe('training with another number in its stages', () => {
  const told = (changes: Parameters<typeof trainWith>[0]) =>
    diagnosisOf(training as unknown as Tabled, trainWith(changes), 'float64').shownBy;

  it('is shown with as many digits as two steps need to differ', () => {
    const { expected, got } = told({ learningRate: (rate) => 1.0002 * rate }) ?? {};
    expect(got).toMatch(/^a step of /);
    expect(got).not.toBe(expected);
  });

  it('is told as a factor of the first step if it multiplies a gradient, although the optimizer divides by it', () => {
    const { slope, mean } = trainingActs({});
    expect(told({ slope: (...all) => 0.286 * slope(...all) })).toMatchObject({
      got: '0.286 times the expected one',
      clause: 'gradient',
    });
    expect(told({ mean: (difference, batch) => 2 * mean(difference, batch) })).toMatchObject({ clause: 'loss' });
  });
});

/** Of about ten mistakes. */
const mostMisnamed = 1;

describeSlow('the diagnosis', { timeout: 3_600_000 }, () => {
  it.each(tabled.map((one) => [one.name, one] as const))('of %s names nearly all mistakes of its table', (_, one) => {
    const { named, missed } = nameAll(one, one.strides?.[1] ?? 1);
    expect(named, missed.join('\n')).toBeGreaterThanOrEqual(leastNamed * (named + missed.length));
  });

  it.each(tabled.map((one) => [one.name, one] as const))('of %s tells no mistake in many tries', (_, one) => {
    expect(accused(one, isThorough ? 5000 : 500, 2)).toEqual([]);
  });

  it.each(tabled.map((one) => [one.name, one] as const))('of %s seldom names what is in no table', (_, one) => {
    const names = misnamed(one, 1);
    expect(names.length, names.join('\n')).toBeLessThanOrEqual(mostMisnamed);
  });
});
