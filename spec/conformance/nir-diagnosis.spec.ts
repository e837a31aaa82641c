import { describe, expect, it } from 'vitest';
import type { PrecisionName } from '../../src/base/precision.ts';
import { type Choice, type Chosen, nameOf } from '../../src/conformance/choices/choice.ts';
import { stagesDiagnosisSchema } from '../../src/conformance/choices/diagnosis.ts';
import { nirFieldsOf } from '../../src/conformance/choices/nir.ts';
import { type AskedNir, nirMatcher } from '../../src/conformance/choices/nir-match.ts';
import { nirProbes } from '../../src/conformance/choices/nir-probes.ts';
import { chosenFor, typeOf } from '../../src/conformance/choices/nir-run.ts';
import { nirOf } from '../../src/conformance/chosen-simulator.ts';
import type { Implementation, NirInput } from '../../src/conformance/implementation.ts';
import type { NirNeuronType } from '../../src/conformance/nir/neurons.ts';
import { reference } from '../../src/conformance/reference.ts';
import { describeSlow } from '../slow.ts';
import { diagnosisOf, wordsIn } from './diagnosed-nir.ts';
import { runImporter } from './nir-importers.ts';
import { wrongImporters } from './outside-nir.ts';

type Importer = NonNullable<Implementation['nir']>;

/** Importers that show no voltages. */
const withoutVoltages =
  (nir: Importer): Importer =>
  async (input) => ({ spikes: (await nir(input)).spikes });

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

/** Three right importers: the reference's way, by Euler with the membrane first, and both equations at once. */
const profiles: readonly Chosen[] = [
  {},
  { integrator: 'euler', synapse: 'euler', arrival: 'next-step', start: '0', report: 'one-step-late' },
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
          const own = chosenFor(type, right);
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
    const { named, missed } = await nameAll(Number(process.env.STRIDE ?? 61), precision, isShown);
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(0.03 * (named + missed.length));
    expect(named).toBeGreaterThan(3);
  });
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
