import { describe, expect, it } from 'vitest';
import { lifControls } from '../../properties/controls/lif.ts';
import { outsiders, withoutVoltages } from '../../properties/mutants/outsiders.ts';
import { exp } from '../../src/base/elementary.ts';
import { float32 } from '../../src/base/precision.ts';
import { askProbes } from '../../src/conformance/conventions/answers.ts';
import {
  type Comparison,
  type Conventions,
  comparisons,
  nengoConventions,
} from '../../src/conformance/conventions/conventions.ts';
import { family, fieldNames } from '../../src/conformance/conventions/family.ts';
import { fingerprint, readFingerprint } from '../../src/conformance/conventions/fingerprint.ts';
import { fingerprintSchema } from '../../src/conformance/conventions/fingerprint-schema.ts';
import { profiles } from '../../src/conformance/conventions/profiles.ts';
import { simulate, simulatorOf } from '../../src/conformance/conventions/simulate.ts';
import type { Implementation, NeuronInput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';

const everyMember = family();

/** Some of the family, with all known simulators: the whole of it takes seconds a simulator. */
const members = [
  ...profiles.map(({ conventions }) => conventions),
  ...everyMember.filter((_, place) => place % 499 === 0),
];

/** Nengo, and Nengo but for one choice. */
const neighbours = everyMember.filter((one) => differences(one, nengoConventions) < 2);

const among = async (implementation: Implementation) =>
  readFingerprint(await askProbes(implementation), implementation.precision, members);

const nengoWords = 'exact, >, reset to zero, sub-step refractory, spike height amplitude/dt';

describe('the fingerprint', () => {
  it('names the reference among all conventions', async () => {
    const found = await fingerprint(reference());
    expect(found).toMatchObject({ outcome: 'member', words: nengoWords, conventions: nengoConventions, notTold: [] });
    expect(found.precision).toEqual({ declared: 'float64', found: 'float64', agreesWithin: 0 });
    expect(found.like).toEqual(['nengo']);
    expect(fingerprintSchema.parse(found)).toEqual(found);
  });

  it.each(lifControls)('is not misled by how it is computed: $name', async (control) => {
    expect((await among(control)).words).toBe(nengoWords);
  });

  it.each(profiles)('knows $id', async ({ id, conventions }) => {
    for (const precision of ['float64', 'float32'] as const) {
      const found = await among(simulatorOf(conventions, precision));
      expect(found).toMatchObject({ outcome: 'member', conventions, notTold: [] });
      expect(found.like).toContain(id);
    }
  });

  it('notices that float64 is said and float32 computed', async () => {
    const found = await among({ ...reference('float32'), precision: 'float64' });
    expect(found).toMatchObject({ outcome: 'member', words: nengoWords, precision: { found: 'float32' } });
  });

  it.each(comparisons)(
    'calls an event with a weight in float32 by no wrong name, in float64: %s',
    async (comparison) => {
      const exactly = neighbours.map((one): Conventions => ({ ...one, refractory: { kind: 'none' } }));
      const found = readFingerprint(await askProbes(withWeights(comparison)), 'float64', exactly);
      const untold = found.notTold.map(({ field }) => field);
      expect(found).toMatchObject({ outcome: 'member', conventions: { inputScale: 'one-minus-decay' } });
      expect([comparison, 'untold']).toContain(
        untold.includes('comparison') ? 'untold' : found.conventions?.comparison,
      );
      expect(found.precision).toMatchObject({ declared: 'float64', found: 'float32' });
    },
  );

  it.each(comparisons)(
    'tells what computes in float32, as its voltages show, and starts at 0 whatever is asked: %s',
    async (comparison) => {
      const conventions: Conventions = { ...nengoConventions, comparison, initialVoltage: 'zero' };
      const alike = everyMember.filter((one) => differences(one, conventions) < 2);
      const found = readFingerprint(await askProbes(simulatorOf(conventions, 'float32')), 'float32', alike);
      expect(found).toMatchObject({ outcome: 'member', conventions, notTold: [] });
    },
  );

  it.each(comparisons)('knows what computes in float64 with a decay of float32: %s', async (comparison) => {
    const found = readFingerprint(await askProbes(withDecay(comparison)), 'float64', neighbours);
    expect(found).toMatchObject({ outcome: 'member', conventions: { ...nengoConventions, comparison }, notTold: [] });
    expect(found.precision).toMatchObject({ declared: 'float64', found: 'float32' });
  });

  it('does not tell what no answer tells: which voltage is shown, if none is', async () => {
    const shown = members.find((one) => one.shownVoltage === 'before-reset' && one.reset === 'subtract') as Conventions;
    const found = await among(withoutVoltages(simulatorOf(shown)));
    const both = readFingerprint(await askProbes(withoutVoltages(simulatorOf(shown))), 'float64', [
      shown,
      { ...shown, shownVoltage: 'after-reset' },
    ]);
    expect(found.outcome).toBe('member');
    expect(both.notTold.map(({ field }) => field)).toEqual(['shownVoltage']);
  });

  it('names all whom it may be, where not everything is told', async () => {
    const without = skipping(({ tauRefSeconds }) => tauRefSeconds > 0);
    const found = readFingerprint(await askProbes(without), 'float64', members);
    expect(found.notTold.map(({ field }) => field)).toContain('refractory');
    expect(found.like).toEqual(expect.arrayContaining(['nengo', 'nengo-loihi']));
  });

  it.each<[string, (input: NeuronInput) => boolean, keyof Conventions]>([
    ['refractory times', ({ tauRefSeconds }) => tauRefSeconds > 0, 'refractory'],
    ['floors', ({ minVoltage }) => minVoltage !== null, 'floor'],
    ['starts other than 0', ({ initialVoltage }) => initialVoltage.some((voltage) => voltage !== 0), 'initialVoltage'],
    ['amplitudes other than 1', ({ amplitude }) => amplitude !== 1, 'spikeHeight'],
  ])('does not guess what an implementation leaves out: %s', async (_, isLeftOut, field) => {
    const found = readFingerprint(await askProbes(skipping(isLeftOut)), 'float64', neighbours);
    expect(found).toMatchObject({ outcome: 'member', conventions: { ...nengoConventions } });
    expect(found.notTold.map((one) => one.field)).toEqual([field]);
    expect(found.probes.some(({ reason }) => reason === 'not offered')).toBe(true);
  });

  it('tells nothing if nothing is answered', async () => {
    expect(await among(skipping(() => true))).toMatchObject({ outcome: 'untold', conventions: null });
    expect(await among({ name: 'no neuron', precision: 'float64' })).toMatchObject({ outcome: 'untold' });
  });

  it.each(outsiders().filter((_, place) => place % 4 === 3))(
    'never gives a name to what $difference',
    async (outsider) => {
      const found = readFingerprint(await askProbes(outsider), 'float64', neighbours);
      expect(found).toMatchObject({ outcome: 'outside', conventions: null });
      expect(found.nearest?.deviation).toMatchObject({ probe: expect.any(String) });
      expect(fingerprintSchema.parse(found)).toEqual(found);
    },
  );

  it('says where one that computes in float32 and says float64 deviates in more than rounding', async () => {
    const neuron = ({ tauRefSeconds, ...rest }: NeuronInput) =>
      simulate(nengoConventions, { ...rest, tauRefSeconds: 1.3 * tauRefSeconds }, float32);
    const asked = await askProbes({ name: '', precision: 'float64', neuron });
    const found = readFingerprint(asked, 'float64', neighbours);
    expect(found.nearest?.deviation?.probe).toMatch(/steps-asleep$/);
  });

  it('says of the nearest to an outsider that its spikes are as high as those that came', async () => {
    const [adaptive] = outsiders().filter(({ name }) => name === 'adaptive-threshold');
    const found = readFingerprint(await askProbes(adaptive as Implementation), 'float64', neighbours);
    expect(found.nearest).toMatchObject({
      conventions: { spikeHeight: '1' },
      words: expect.stringMatching(/height 1$/),
    });
  });

  it('finds the nearest by its voltages too: a threshold of 1.2 is no other integrator, though spikes come later', async () => {
    const found = await among({ name: 'threshold', precision: 'float64', neuron: withThreshold(1.2) });
    expect(found.nearest?.conventions).toMatchObject({ integrator: 'exact', inputScale: 'one-minus-decay' });
  });
});

/** A neuron of Nengo's that fires above another voltage: its voltages are in other units. */
function withThreshold(threshold: number) {
  return ({ current, initialVoltage, minVoltage, ...rest }: NeuronInput) => {
    const scaled = (values: readonly number[]) => values.map((value) => value / threshold);
    const { voltage = [], ...output } = simulate(nengoConventions, {
      ...rest,
      current: current.map(scaled),
      initialVoltage: scaled(initialVoltage),
      minVoltage: minVoltage === null ? null : minVoltage / threshold,
    });
    return { ...output, voltage: voltage.map((row) => row.map((value) => value * threshold)) };
  };
}

function differences(one: Conventions, other: Conventions): number {
  return fieldNames.filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field])).length;
}

/** An exact neuron to which each current comes as an event: its voltage is a float64, what the event adds a float32. */
function withWeights(comparison: Comparison): Implementation {
  const added: Conventions = { ...nengoConventions, inputScale: 'one', comparison, refractory: { kind: 'none' } };
  const neuron = ({ current, ...rest }: NeuronInput) => {
    const charge = 1 - exp(-rest.dtSeconds / rest.tauRcSeconds);
    return simulate(added, { ...rest, current: current.map((row) => row.map((one) => Math.fround(charge * one))) });
  };
  return { name: 'events', precision: 'float64', neuron };
}

/** What a library does whose parameters stay float32 while its voltages are made float64. */
function withDecay(comparison: Comparison): Implementation {
  const neuron = (input: NeuronInput) =>
    simulate({ ...nengoConventions, comparison }, { ...input, tauRcSeconds: rounded(input) });
  const rounded = ({ dtSeconds, tauRcSeconds }: NeuronInput) => dtSeconds / Math.fround(dtSeconds / tauRcSeconds);
  return { name: 'parameters of float32', precision: 'float64', neuron };
}

function skipping(isLeftOut: (input: NeuronInput) => boolean): Implementation {
  const { neuron, ...rest } = reference();
  return {
    ...rest,
    ...(neuron && {
      neuron: (input) => {
        if (isLeftOut(input)) throw new Error('not offered');
        return neuron(input);
      },
    }),
  };
}
