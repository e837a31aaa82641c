import { describe, expect, it } from 'vitest';
import { type LifStages, runTextbook, textbookStages } from '../../properties/oracles/textbook-lif.ts';
import { exp } from '../../src/base/elementary.ts';
import { askProbes } from '../../src/conformance/conventions/ask-probes.ts';
import { type Conventions, conventionFields, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { neighborsOf } from '../../src/conformance/conventions/family.ts';
import { fingerprint, readFingerprint } from '../../src/conformance/conventions/fingerprint.ts';
import { fingerprintSchema, neverFires } from '../../src/conformance/conventions/fingerprint-schema.ts';
import { identify } from '../../src/conformance/conventions/identify.ts';
import { profiles } from '../../src/conformance/conventions/profiles.ts';
import { arithmetics } from '../../src/conformance/conventions/rule.ts';
import { simulate } from '../../src/conformance/conventions/simulate.ts';
import { findSlip } from '../../src/conformance/conventions/slips.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { alsoSlow, describeSlow, isSlow } from '../slow.ts';
import { changed, withVoltages } from './changed.ts';
import { mutant } from './judged.ts';
import { simulatorOf } from './simulator-of.ts';

const known = profiles.map(({ conventions }) => conventions);

/** Nengo's conventions and those that differ from them in one choice. */
const neighbors = [nengoConventions, ...neighborsOf(nengoConventions)];

const answersOf = async (implementation: Implementation) =>
  (await askProbes(implementation)).filter((one) => one.outcome === 'answered');

const fingerprintAmong = async (implementation: Implementation, tried: readonly Conventions[] = neighbors) =>
  readFingerprint(await askProbes(implementation), implementation.precision, tried);

const nengoWords = "Nengo's rules";

describe('the fingerprint', () => {
  it('identifies the reference among all conventions', async () => {
    const found = await fingerprint(reference());
    expect(found).toMatchObject({ outcome: 'member', words: nengoWords, conventions: nengoConventions, notTold: [] });
    expect(found.precision).toEqual({ declared: 'float64', found: 'float64' });
    expect(found.like).toEqual(['nengo']);
    expect(fingerprintSchema.parse(found)).toEqual(found);
  });

  // in turns in one order of operations and one of the two precisions; the slow tests have both precisions
  const inTurns = profiles.map((profile, index) => ({ ...profile, index }));
  it.each(inTurns)('identifies $id, whatever the order of operations', alsoSlow, async ({ id, conventions, index }) => {
    const arithmetic = arithmetics[(index >> 1) % arithmetics.length];
    for (const precision of (['float64', 'float32'] as const).filter((_, turn) => isSlow || turn === index % 2)) {
      const tried = [...known, ...neighborsOf(conventions)];
      const found = await fingerprintAmong(simulatorOf(conventions, precision, arithmetic), tried);
      expect(found).toMatchObject({ outcome: 'member', conventions, notTold: [] });
      expect(found.like).toContain(id);
    }
  });

  it('notices an implementation that declares float64 and computes in float32', async () => {
    const found = await fingerprintAmong({ ...reference('float32'), precision: 'float64' });
    expect(found).toMatchObject({ outcome: 'member', words: nengoWords, precision: { found: 'float32' } });
  });

  const comparisons = conventionFields.comparison.choices;

  it.each(comparisons)('identifies %s if only the decay is rounded to float32', async (comparison) => {
    const found = await fingerprintAmong(withDecay(comparison));
    expect(found).toMatchObject({ outcome: 'member', conventions: { ...nengoConventions, comparison }, notTold: [] });
    expect(found.precision).toMatchObject({ declared: 'float64', found: 'float32' });
  });

  it.each(comparisons)('is not misled about %s by float32 event weights', async (comparison) => {
    const active = neighbors.map((one): Conventions => ({ ...one, refractory: { kind: 'none' } }));
    const found = await fingerprintAmong(withWeights(comparison), active);
    const isUntold = found.notTold.some(({ field }) => field === 'comparison');
    expect(found).toMatchObject({ outcome: 'member', conventions: { inputScale: 'one-minus-decay' } });
    expect([comparison, 'untold']).toContain(isUntold ? 'untold' : found.conventions?.comparison);
    expect(found.precision).toMatchObject({ declared: 'float64', found: 'float32' });
  });

  it('says where the threshold lies, and blames no precision or integrator', async () => {
    const one = 1.00001;
    const shifted = changed({ run: runWith({ fires: (voltage) => voltage > one }) });
    const { precision, nearest } = await fingerprintAmong(shifted);
    const { what, above = 2, below = 0 } = nearest?.deviation ?? {};
    expect([what, precision.found, above <= one && one < below]).toEqual(['threshold', null, true]);
    expect(nearest?.conventions).toMatchObject({ integrator: 'exact', inputScale: 'one-minus-decay' });
  });

  it('leaves the displayed voltage undetermined if no voltage is returned', async () => {
    const conventions: Conventions = { ...nengoConventions, reset: 'subtract', shownVoltage: 'before-reset' };
    const both = [conventions, { ...conventions, shownVoltage: 'after-reset' } as const];
    const run = (input: NeuronInput) => simulate(conventions, input);
    const found = await fingerprintAmong(changed({ run, answer: onlySpikes }), both);
    expect(found.outcome).toBe('member');
    expect(found.notTold.map(({ field }) => field)).toEqual(['shownVoltage']);
  });

  it.each<[string, (input: NeuronInput) => boolean, keyof Conventions]>([
    ['refractory periods', ({ tauRefSeconds }) => tauRefSeconds > 0, 'refractory'],
    ['floors', ({ minVoltage }) => Number.isFinite(minVoltage), 'floor'],
    ['initial voltages', ({ initialVoltage }) => initialVoltage.some((voltage) => voltage !== 0), 'initialVoltage'],
    ['amplitudes other than 1', ({ amplitude }) => amplitude !== 1, 'spikeHeight'],
  ])('leaves a field undetermined if the implementation skips %s', async (_, isSkipped, field) => {
    const found = await fingerprintAmong(skipping(isSkipped));
    expect(found).toMatchObject({ outcome: 'member', conventions: { ...nengoConventions } });
    expect(found.notTold.map((one) => one.field)).toEqual([field]);
    expect(found.probes.some(({ reason }) => reason === 'not supported')).toBe(true);
  });

  it('is undetermined if no probe is answered', async () => {
    expect(await fingerprintAmong(skipping(() => true))).toMatchObject({ outcome: 'untold', conventions: null });
    expect(await fingerprintAmong({ name: 'no neuron', precision: 'float64' })).toMatchObject({ outcome: 'untold' });
  });
});

describe('the fingerprint of a simulator outside the family', () => {
  // the slow test tries all of them, among all conventions
  it('reports the nearest member with the measured spike height, and the first deviation', async () => {
    const ofHeightOne = changed({ ask: withGain, answer: (output) => ({ ...output, spikeHeight: 1 }) });
    const found = await fingerprintAmong(ofHeightOne);
    expect(found).toMatchObject({ outcome: 'outside', conventions: null });
    expect(found.nearest).toMatchObject({
      conventions: { spikeHeight: '1' },
      deviation: { probe: expect.any(String) },
    });
    expect(found.nearest?.words).toMatch(/height 1$/);
    expect(fingerprintSchema.parse(found)).toEqual(found);
  });

  it('is not taken for a member that differs in one choice if only its last neuron does', async () => {
    const tail: Conventions = { ...nengoConventions, floor: 'none' };
    const last = await answersOf(simulatorOf(tail));
    const mixed = (await answersOf(reference())).map((one, index) => {
      const other = (last[index] as typeof one).answer;
      const [spikes, lastSpikes, lastRows] = [one.answer.spikes, other.spikes.at(-1) ?? [], other.voltage ?? []];
      const voltage = one.answer.voltage?.map((row, step) => row.with(-1, lastRows[step]?.at(-1) as number)) ?? [];
      return { ...one, answer: { ...one.answer, spikes: spikes.with(-1, lastSpikes), voltage } };
    });
    expect(identify(mixed, 'float64', [tail, ...known]).members).toEqual([]);
  });

  it.each([{}, { voltage: true }])(
    'names no closest conventions or time scale if it never fires: %j',
    async (shown) => {
      const answer = ({ spikes, spikeHeight, voltage }: NeuronOutput) => ({
        ...{ spikes: spikes.map(() => []), spikeHeight },
        ...('voltage' in shown && voltage && { voltage: voltage.map((row) => row.map(() => 0)) }),
      });
      const found = await fingerprintAmong(changed({ answer }), known);
      expect(found).toMatchObject({ outcome: 'outside', words: neverFires, conventions: null });
      expect(found).not.toHaveProperty('nearest');
    },
  );

  const slow = ({ tauRcSeconds, tauRefSeconds, ...input }: NeuronInput) => ({
    ...{ ...input, tauRcSeconds: 1000 * tauRcSeconds, tauRefSeconds: 1000 * tauRefSeconds },
  });
  it.each<[string, Implementation]>([
    ['time constants are 1000 times as long', changed({ ask: slow })],
    ['uses tauRcSeconds 0.02 whatever', changed({ ask: (input) => ({ ...input, tauRcSeconds: 0.02 }) })],
    ['does not leak', changed({ run: leakless })],
  ])('misreads requests: %s', async (said, wrong) => {
    expect(findSlip(await answersOf(wrong), 'float64')).toContain(said);
  });

  it('says that it writes its answers in another unit', async () => {
    const large = changed({ answer: withVoltages((voltage) => 1000 * voltage) });
    expect((await fingerprintAmong(large)).nearest?.slip).toContain('voltages are 1000 times as large');
  });
});

describeSlow('the fingerprint among all conventions', () => {
  it.each([
    ...['threshold-1.001', 'tau-rc-1-percent-long', 'resets-to-a-hundredth', 'hears-its-neighbour'],
    ...['catches-up-after-short-refractory', 'floor-bounces-to-zero', 'starts-where-it-ended'],
  ])('does not exist for a mutant, with or without voltages: %s', async (name) => {
    const { neuron } = mutant(name);
    for (const answer of [undefined, onlySpikes]) {
      const found = await fingerprint(
        changed({ run: neuron as (input: NeuronInput) => NeuronOutput, ...(answer && { answer }) }),
      );
      expect(found).toMatchObject({ outcome: 'outside', conventions: null, like: [] });
      expect(found.nearest?.deviation).toMatchObject({ probe: expect.any(String) });
    }
  });
});

const runWith = (stages: Partial<LifStages>) => (input: NeuronInput) =>
  runTextbook(input, { ...textbookStages, ...stages });

const withGain = ({ current, ...input }: NeuronInput) => ({
  ...{ ...input, current: current.map((row) => row.map((one) => 1.001 * one)) },
});

const onlySpikes = ({ spikes, spikeHeight }: NeuronOutput) => ({ spikes, spikeHeight });

/** Without a leak, and refractory for whole steps. */
const leakless = runWith({
  fraction: (seconds, { tauRcSeconds }) => seconds / tauRcSeconds,
  integrate: (voltage, current, fraction) => voltage + current * fraction,
  refractory: (_, { tauRefSeconds, dtSeconds }) => dtSeconds * (1 + Math.ceil(tauRefSeconds / dtSeconds - 1e-6)),
});

/** An exact float64 neuron whose currents are events with float32 weights. */
function withWeights(comparison: Conventions['comparison']): Implementation {
  const added: Conventions = { ...nengoConventions, inputScale: 'one', comparison, refractory: { kind: 'none' } };
  const ask = ({ current, ...rest }: NeuronInput) => {
    const charge = 1 - exp(-rest.dtSeconds / rest.tauRcSeconds);
    return { ...rest, current: current.map((row) => row.map((one) => Math.fround(charge * one))) };
  };
  return changed({ ask, run: (input) => simulate(added, input) });
}

/** A library whose voltages are float64 and whose parameters are float32. */
function withDecay(comparison: Conventions['comparison']): Implementation {
  const rounded = ({ dtSeconds, tauRcSeconds }: NeuronInput) => dtSeconds / Math.fround(dtSeconds / tauRcSeconds);
  const ask = (input: NeuronInput) => ({ ...input, tauRcSeconds: rounded(input) });
  return changed({ ask, run: (input) => simulate({ ...nengoConventions, comparison }, input) });
}

function skipping(isSkipped: (input: NeuronInput) => boolean): Implementation {
  const ask = (input: NeuronInput) => {
    if (isSkipped(input)) throw new Error('not supported');
    return input;
  };
  return changed({ ask });
}
