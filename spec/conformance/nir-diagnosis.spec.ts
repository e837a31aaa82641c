import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legalLeakyIntegrator, legalNir, smallNir, steadyNir } from '../../properties/arbitraries/legal-nir.ts';
import type { PrecisionName } from '../../src/base/precision.ts';
import { askStages } from '../../src/conformance/ask-probes.ts';
import { type Choice, type Chosen, choicesWithin, nameOf } from '../../src/conformance/choices/choice.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { type StagesDiagnosis, stagesDiagnosisSchema } from '../../src/conformance/choices/diagnosis.ts';
import { nirFieldsOf } from '../../src/conformance/choices/nir.ts';
import { nirProbes } from '../../src/conformance/choices/nir-probes.ts';
import { simulateNir, typeOf } from '../../src/conformance/choices/nir-run.ts';
import { type AskedNir, nirMatcher, nirStages, rightImporters } from '../../src/conformance/choices/nir-stages.ts';
import { diagnoseStages } from '../../src/conformance/choices/stages.ts';
import { nirOf } from '../../src/conformance/chosen-simulator.ts';
import type { Implementation, NirInput } from '../../src/conformance/implementation.ts';
import type { NirNeuron, NirNeuronType } from '../../src/conformance/nir/neurons.ts';
import { reference } from '../../src/conformance/reference.ts';
import { describeSlow, isThorough } from '../slow.ts';
import { byEuler, exactly, runImporter, wrongImporters } from './nir-importers.ts';

type Importer = NonNullable<Implementation['nir']>;

/** What an importer of NIR is told after the probes, and more requests. */
async function diagnosisOf(
  nir: Importer,
  precision: PrecisionName = 'float64',
  more: readonly AskedNir[] = [],
): Promise<StagesDiagnosis> {
  const asked = (await askStages({ name: 'one', precision, nir }, 'nir')) as AskedNir[];
  return diagnoseStages(nirStages, asked, more, { judgedBy: { precision, conventions: nengoConventions } });
}

/** The sets of a diagnosis: `LIF+IF.r=1, CubaLIF.current=decayed`. */
const wordsIn = ({ sets }: StagesDiagnosis): string[] =>
  sets.map(({ differences }) =>
    differences.map(({ of = [], field, choice }) => `${of.join('+')}.${field}=${choice}`).join(', '),
  );

/** Importers that show no voltages. */
const withoutVoltages =
  (nir: Importer): Importer =>
  async (input) => ({ spikes: (await nir(input)).spikes });

const rows = Object.entries(nirFieldsOf).flatMap(([type, fields]) =>
  Object.entries(fields).flatMap(([field, choices]) =>
    Object.entries<Choice>(choices).map(([name, choice]) => ({ type: type as NirNeuronType, field, name, ...choice })),
  ),
);

describe('each choice in the table of NIR', () => {
  const shows = (type: NirNeuronType, field: string, name: string) =>
    nirProbes.some(
      ({ input }) =>
        typeOf(input) === type &&
        nirMatcher([{ id: 'probe', input, answer: simulateNir({ [field]: name }, input) }], 'float64').deviations({})
          .length > 0,
    );

  it('that is no definition shows in the answer to a probe', () => {
    const hidden = rows.filter(
      ({ status, ...one }) => !['definition', 'equal'].includes(status) && !shows(one.type, one.field, one.name),
    );
    expect(hidden.map(({ type, field, name }) => `${type} ${field} ${name}`)).toEqual([]);
  });

  it('has words that follow its subject', () => {
    expect(rows.map(({ words }) => words).filter((words) => !/^[a-z]+s? /.test(words))).toEqual([]);
  });
});

describe('the diagnosis of an importer of NIR', () => {
  it.each(['float64', 'float32'] as const)('says that the reference makes no mistake, in %s', async (precision) => {
    const { nir } = reference(precision) as Required<Implementation>;
    for (const asked of [nir, withoutVoltages(nir)]) {
      const found = await diagnosisOf(asked, precision);
      expect(found).toMatchObject({ outcome: 'explained', sets: [{ differences: [] }] });
      expect(stagesDiagnosisSchema.parse(found)).toEqual(found);
    }
  });

  it('names a mistake in one type of neuron', async () => {
    const found = await diagnosisOf(nirOf((type) => (type === 'CubaLIF' ? { current: 'past-the-synapse' } : {})));
    expect(wordsIn(found)).toEqual(['CubaLIF.current=past-the-synapse']);
    expect(found.shownBy).toMatchObject({ request: 'CubaLIF plain', where: 'voltage of neuron 0 in step 0' });
  });

  it('names a mistake that all types share once', async () => {
    const found = await diagnosisOf(nirOf(() => ({ r: '1', integrator: 'euler', start: '0' })));
    expect(wordsIn(found)).toEqual(['LIF+IF+LI+CubaLIF.r=1']);
  });
});

describe('an importer that no set of choices explains', () => {
  const louder =
    (right: Chosen, isOdd: (input: NirInput) => boolean): Importer =>
    async (input) => {
      const answer = await nirOf(() => right)(input);
      const factor = isOdd(input) ? 1.0625 : 1;
      const voltage = answer.voltage?.map((row) => row.map((volts) => factor * volts));
      return { ...answer, ...(voltage && { voltage }) };
    };

  it('is told how it differs from the discretization that is nearest to it, and in which requests', async () => {
    const euler = { integrator: 'euler', synapse: 'euler', start: '0' };
    const found = await diagnosisOf(louder(euler, ({ nodes }) => (nodes.at(-1) as NirNeuron).r.length > 1));
    expect(found).toMatchObject({
      outcome: 'unexplained',
      relation: 'voltage: 1.0625 times what is expected',
      common: 'only with several neurons',
    });
  });
});

/** What right importers answer to requests of laws, in both precisions, is told as a mistake, or is not explained. */
async function accused(tries: number, seed: number): Promise<string[]> {
  const drawn = fc.oneof(
    { weight: 3, arbitrary: smallNir() },
    legalNir().map(({ graph }) => graph),
    steadyNir(),
    legalLeakyIntegrator().map(({ graph }) => graph),
  );
  const requests = fc.sample(
    drawn.filter(({ inputs, nodes }) => inputs.length * (nodes.at(-1) as NirNeuron).r.length < mostValues),
    { numRuns: tries * askedAtATime, seed },
  );
  const found: string[] = [];
  for (let index = 0; index < tries; index++) {
    const chosen = rightImporters[(index * 31 + seed) % rightImporters.length] as Chosen;
    const precision = index % 2 === 0 ? 'float64' : 'float32';
    const importer = nirOf(() => chosen, precision);
    const run = index % 3 === 0 ? withoutVoltages(importer) : importer;
    const asked: AskedNir[] = [];
    for (const [own, input] of requests.slice(index * askedAtATime, (index + 1) * askedAtATime).entries())
      asked.push({ id: `generated ${own}`, input, answer: await run(input) });
    const told = diagnoseStages(nirStages, [], asked, { judgedBy: { precision, conventions: nengoConventions } });
    if (told.outcome !== 'explained' || told.sets[0]?.differences.length !== 0)
      found.push(`${nameOf(chosen)} ${precision}, try ${index} of seed ${seed}: ${told.outcome} ${wordsIn(told)}`);
  }
  return found;
}

/** Requests to which many sets are compared in a try. */
const askedAtATime = 2;
const mostValues = 2000;

describe('a right importer', () => {
  it('is never told a mistake, in any discretization and precision, whatever it is asked', async () => {
    expect(await accused(300, 1)).toEqual([]);
  });

  it('is told none by the probes', async () => {
    for (const chosen of rightImporters.filter((_, index) => index % 9 === 0))
      for (const precision of ['float64', 'float32'] as const)
        expect(
          wordsIn(
            await diagnosisOf(
              nirOf(() => chosen, precision),
              precision,
            ),
          ),
          nameOf(chosen),
        ).toEqual(['']);
  });

  it.each(Object.entries({ byEuler, exactly }))('is told none if it is written by hand: %s', async (_, importer) => {
    expect(wordsIn(await diagnosisOf((input) => runImporter(importer, input)))).toEqual(['']);
  });
});

describeSlow('a right importer', () => {
  it('is never told a mistake in many tries', { timeout: 600_000 }, async () => {
    expect(await accused(isThorough ? 5000 : 500, 2)).toEqual([]);
  });
});

/** Three right importers: the reference's way, by Euler with the membrane first, and both equations at once. */
const profiles: readonly Chosen[] = [
  {},
  { integrator: 'euler', synapse: 'euler', order: 'membrane-first', start: '0', report: 'one-step-late' },
  { integrator: 'euler', synapse: 'euler', start: '0', shown: 'before-reset' },
  { current: 'joint', start: 'reset' },
];

/** Whether an importer answers all probes of a type as a right one, apart from rounding. */
async function isRight(type: NirNeuronType, nir: Importer, right: Chosen, precision: PrecisionName): Promise<boolean> {
  const asked: AskedNir[] = [];
  for (const { id, input } of nirProbes)
    if (typeOf(input) === type) asked.push({ id, input, answer: await nir(input) });
  return nirMatcher(asked, precision).deviations(right).length === 0;
}

async function nameAll(stride: number, precision: PrecisionName, isShown = true) {
  let [named, index] = [0, 0];
  const missed: string[] = [];
  for (const right of profiles)
    for (const [type, fields] of Object.entries(nirFieldsOf) as [NirNeuronType, (typeof nirFieldsOf)[NirNeuronType]][])
      for (const [field, choices] of Object.entries(fields))
        for (const [name, { status }] of Object.entries<Choice>(choices)) {
          if (status !== 'mistake' || index++ % stride > 0) continue;
          const own = choicesWithin(fields, right);
          const chosen = { ...own, [field]: name };
          const nir = nirOf((asked) => (asked === type ? chosen : {}), precision);
          const asked = isShown ? nir : withoutVoltages(nir);
          if (await isRight(type, asked, own, precision)) continue;
          const found = wordsIn(await diagnosisOf(asked, precision));
          if (found.includes(`${type}.${field}=${name}`)) named++;
          else missed.push(`${type} ${nameOf(chosen)}: ${found[0] ?? 'unexplained'}`);
        }
  return { named, missed };
}

describe('an importer with any one mistake of the table', () => {
  it.each([
    ['with voltages', 'float64', true],
    ['with spikes only', 'float32', false],
  ] as const)('is told it, exactly or among equals: %s', async (_, precision, isShown) => {
    const { named, missed } = await nameAll(61, precision, isShown);
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(0.03 * (named + missed.length));
    expect(named).toBeGreaterThan(3);
  });
});

describeSlow('an importer with any one mistake of the table', () => {
  it.each([
    ['with voltages', 'float64', true],
    ['with spikes only', 'float64', false],
    ['with voltages in float32', 'float32', true],
  ] as const)(
    'is told it in 97 of 100 cases in which it has an effect: %s',
    { timeout: 1_800_000 },
    async (_, precision, isShown) => {
      const { named, missed } = await nameAll(1, precision, isShown);
      expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(0.03 * (named + missed.length));
    },
  );
});

/** Wrong importers that are told a mistake, though theirs is in no table: every so many of them, with and without voltages. */
async function misnamed(stride: number): Promise<string[]> {
  const told: string[] = [];
  for (const [index, [name, importer]] of Object.entries(wrongImporters).entries())
    for (const isShown of [true, false]) {
      if ((2 * index + Number(isShown)) % stride > 0) continue;
      const run = (input: NirInput) => runImporter(importer, input);
      const found = wordsIn(await diagnosisOf(isShown ? run : withoutVoltages(run)));
      if (found.some((words) => words !== '')) told.push(`${name}: ${found.join(' or ')}`);
    }
  return told;
}

describe('an importer with a mistake outside the table', () => {
  it('is told none: every seventh', async () => {
    expect(await misnamed(7)).toEqual([]);
  });
});

describeSlow('an importer with a mistake outside the table', () => {
  it('is told none, with at most one exception', { timeout: 600_000 }, async () => {
    const told = await misnamed(1);
    expect(told.length, told.join('\n')).toBeLessThanOrEqual(1);
  });
});
