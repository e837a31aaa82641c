import { describe, expect, it } from 'vitest';
import { lifControls } from '../../properties/controls/lif.ts';
import { type LifStages, runTextbook, textbookStages } from '../../properties/oracles/textbook-lif.ts';
import { exp } from '../../src/base/elementary.ts';
import { float32 } from '../../src/base/precision.ts';
import { randomStream } from '../../src/base/random.ts';
import { askProbes } from '../../src/conformance/conventions/ask-probes.ts';
import { type Conventions, conventionFields, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { family, keyOf, neighborsOf } from '../../src/conformance/conventions/family.ts';
import { fingerprint, readFingerprint } from '../../src/conformance/conventions/fingerprint.ts';
import { fingerprintSchema, neverFires } from '../../src/conformance/conventions/fingerprint-schema.ts';
import { profiles } from '../../src/conformance/conventions/profiles.ts';
import { simulate, simulatorOf } from '../../src/conformance/conventions/simulate.ts';
import { findSlip } from '../../src/conformance/conventions/slips.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { alsoSlow, describeSlow, isSlow } from '../slow.ts';
import { type Changes, changed, withVoltages } from './changed.ts';

const everyMember = family();
const known = profiles.map(({ conventions }) => conventions);

/** The known simulators and some other members. Searching the whole family would take seconds. */
const members = [...known, ...everyMember.filter((_, index) => index % 1999 === 0)];

/** Nengo's conventions and those that differ from them in one choice. */
const neighbors = membersNear(nengoConventions);

const fingerprintAmong = async (implementation: Implementation, tried: readonly Conventions[] = neighbors) =>
  readFingerprint(await askProbes(implementation), implementation.precision, tried);

const nengoWords = 'exact, >, reset to zero, sub-step refractory, spike height amplitude/dt';

describe('the fingerprint', () => {
  it('identifies the reference among all conventions', async () => {
    const found = await fingerprint(reference());
    expect(found).toMatchObject({ outcome: 'member', words: nengoWords, conventions: nengoConventions, notTold: [] });
    expect(found.precision).toEqual({ declared: 'float64', found: 'float64', agreesWithin: 0 });
    expect(found.like).toEqual(['nengo']);
    expect(fingerprintSchema.parse(found)).toEqual(found);
  });

  it.each(lifControls)('does not depend on the order of operations: $name', async (control) => {
    expect((await fingerprintAmong(control)).words).toBe(nengoWords);
  });

  // in turns in one of the two precisions; the slow tests have both
  const both = profiles.map((profile, index) => ({ ...profile, turn: index % 2 }));
  it.each(both)('identifies $id', alsoSlow, async ({ id, conventions, turn }) => {
    for (const precision of (['float64', 'float32'] as const).filter((_, index) => isSlow || index === turn)) {
      const found = await fingerprintAmong(simulatorOf(conventions, precision), members);
      expect(found).toMatchObject({ outcome: 'member', conventions, notTold: [] });
      expect(found.like).toContain(id);
    }
  });

  it('notices an implementation that declares float64 and computes in float32', async () => {
    const found = await fingerprintAmong({ ...reference('float32'), precision: 'float64' });
    expect(found).toMatchObject({ outcome: 'member', words: nengoWords, precision: { found: 'float32' } });
  });

  describe.each(conventionFields.comparison.choices)('of a simulator that fires at a voltage %s 1', (comparison) => {
    it('is not misled by float32 event weights in float64', async () => {
      const active = neighbors.map((one): Conventions => ({ ...one, refractory: { kind: 'none' } }));
      const found = await fingerprintAmong(withWeights(comparison), active);
      const isUntold = found.notTold.some(({ field }) => field === 'comparison');
      expect(found).toMatchObject({ outcome: 'member', conventions: { inputScale: 'one-minus-decay' } });
      expect([comparison, 'untold']).toContain(isUntold ? 'untold' : found.conventions?.comparison);
      expect(found.precision).toMatchObject({ declared: 'float64', found: 'float32' });
    });

    it('identifies it in float32, always starting at 0', async () => {
      const conventions: Conventions = { ...nengoConventions, comparison, initialVoltage: 'zero' };
      const found = await fingerprintAmong(simulatorOf(conventions, 'float32'), membersNear(conventions));
      expect(found).toMatchObject({ outcome: 'member', conventions, notTold: [] });
    });

    it('identifies it in float64, with a float32 decay', async () => {
      const found = await fingerprintAmong(withDecay(comparison));
      expect(found).toMatchObject({ outcome: 'member', conventions: { ...nengoConventions, comparison }, notTold: [] });
      expect(found.precision).toMatchObject({ declared: 'float64', found: 'float32' });
    });
  });

  it('says where the threshold lies, and blames no precision', async () => {
    const one = 1.00001;
    const { precision, nearest } = await fingerprintAmong(withThreshold(one));
    const { what, above = 2, below = 0 } = nearest?.deviation ?? {};
    expect([what, precision.found, above <= one && one < below]).toEqual(['threshold', null, true]);
  });

  it('leaves the displayed voltage undetermined if no voltage is returned', async () => {
    const shown = everyMember.find((one) => one.shownVoltage === 'before-reset' && one.reset === 'subtract');
    const conventions = shown as Conventions;
    const both = [conventions, { ...conventions, shownVoltage: 'after-reset' } as const];
    const found = await fingerprintAmong(
      changed({ run: (input) => simulate(conventions, input), answer: onlySpikes }),
      both,
    );
    expect(found.outcome).toBe('member');
    expect(found.notTold.map(({ field }) => field)).toEqual(['shownVoltage']);
  });

  it('counts the digits of voltages that are printed with too few', async () => {
    const short = changed({ answer: withVoltages((voltage) => Number(voltage.toPrecision(14))) });
    const { precision } = await fingerprintAmong(short);
    expect(precision).toMatchObject({ found: 'float64', digits: 14 });
  });

  it.each<[string, (input: NeuronInput) => boolean, keyof Conventions]>([
    ['refractory periods', ({ tauRefSeconds }) => tauRefSeconds > 0, 'refractory'],
    ['floors', ({ minVoltage }) => minVoltage !== null, 'floor'],
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

  it('is not taken for a member that differs in one choice if only some of its neurons do', async () => {
    const tail: Conventions = { ...nengoConventions, floor: 'none' };
    const neuron = (input: NeuronInput): NeuronOutput => {
      const [inBlocks, others] = [nengoConventions, tail].map((one) => simulate(one, input));
      const isInBlock = (index: number) => index < input.initialVoltage.length - (input.initialVoltage.length % 8);
      const pick = <Value>(one: readonly Value[] = [], other: readonly Value[] = []) =>
        one.map((value, index) => (isInBlock(index) ? value : (other[index] as Value)));
      return {
        spikes: pick(inBlocks?.spikes, others?.spikes),
        spikeHeight: inBlocks?.spikeHeight as number,
        voltage: inBlocks?.voltage?.map((row, step) => pick(row, others?.voltage?.[step])) ?? [],
      };
    };
    const found = await fingerprintAmong({ name: 'blocks of eight', precision: 'float64', neuron }, [tail, ...known]);
    expect(found.outcome).toBe('outside');
  });

  it.each([{}, { voltage: true }])(
    'names no closest conventions or time scale if it never fires: %j',
    async (shown) => {
      const answer = ({ spikes, spikeHeight, voltage }: NeuronOutput) => ({
        ...{ spikes: spikes.map(() => []), spikeHeight },
        ...('voltage' in shown && voltage && { voltage: voltage.map((row) => row.map(() => 0)) }),
      });
      const found = await fingerprintAmong(changed({ answer }), known);
      expect(found).toMatchObject({ outcome: 'outside', words: neverFires, conventions: null, isRepeatable: true });
      expect(found).not.toHaveProperty('nearest');
    },
  );

  it('reports a deviation larger than rounding if float32 is declared as float64', async () => {
    const run = ({ tauRefSeconds, ...rest }: NeuronInput) =>
      simulate(nengoConventions, { ...rest, tauRefSeconds: 1.3 * tauRefSeconds }, float32);
    const found = await fingerprintAmong(changed({ run }));
    expect(found.nearest?.deviation?.probe).toMatch(/steps-asleep$/);
  });

  const slow = ({ tauRcSeconds, tauRefSeconds, ...input }: NeuronInput) => ({
    ...{ ...input, tauRcSeconds: 1000 * tauRcSeconds, tauRefSeconds: 1000 * tauRefSeconds },
  });
  it.each<[string, Implementation]>([
    ['time constants are 1000 times as long', changed({ ask: slow })],
    ['uses tauRcSeconds 0.02 whatever', changed({ ask: (input) => ({ ...input, tauRcSeconds: 0.02 }) })],
    ['does not leak', changed({ run: leakless })],
  ])('misreads requests: %s', async (said, wrong) => {
    const answered = (await askProbes(wrong)).filter((one) => one.outcome === 'answered');
    expect(findSlip(answered, 'float64')).toContain(said);
  });

  it('says that it writes its answers in another unit', async () => {
    const large = changed({ answer: withVoltages((voltage) => 1000 * voltage) });
    expect((await fingerprintAmong(large)).nearest?.slip).toContain('voltages are 1000 times as large');
  });

  it('uses voltages to find the nearest member: a threshold of 1.2 is not mistaken for another integrator', async () => {
    const found = await fingerprintAmong(withThreshold(1.2));
    expect(found.nearest?.conventions).toMatchObject({ integrator: 'exact', inputScale: 'one-minus-decay' });
  });
});

describeSlow('the fingerprint among all conventions', () => {
  it.each(Object.entries(outsiders))(
    'does not exist for a neuron that %s, with or without voltages',
    async (_, changes) => {
      for (const answer of [undefined, onlySpikes]) {
        const found = await fingerprint(changed({ ...changes, ...(answer && { answer }) }));
        expect(found).toMatchObject({ outcome: 'outside', conventions: null, like: [] });
        if (found.words !== neverFires) expect(found.nearest?.deviation).toMatchObject({ probe: expect.any(String) });
      }
    },
  );
});

function membersNear(conventions: Conventions): Conventions[] {
  return [...new Map([conventions, ...neighborsOf(conventions)].map((one) => [keyOf(one), one])).values()];
}

const runWith = (stages: Partial<LifStages>) => (input: NeuronInput) =>
  runTextbook(input, { ...textbookStages, ...stages });

const withThreshold = (threshold: number) => changed({ run: runWith({ fires: (voltage) => voltage > threshold }) });

const withGain = ({ current, ...input }: NeuronInput) => ({
  ...{ ...input, current: current.map((row) => row.map((one) => 1.001 * one)) },
});

const onlySpikes = ({ spikes, spikeHeight }: NeuronOutput) => ({ spikes, spikeHeight });

/** The noise differs from call to call. */
const noise = randomStream('noise');

const leakless = ({ current, initialVoltage, dtSeconds, tauRcSeconds, tauRefSeconds, minVoltage }: NeuronInput) => {
  const runs = initialVoltage.map((start, neuron) => {
    let [voltage, refractorySteps] = [start, 0];
    return current.map((row) => {
      const isActive = refractorySteps-- <= 0;
      if (isActive) voltage += ((row[neuron] as number) * dtSeconds) / tauRcSeconds;
      const fired = isActive && voltage > 1;
      if (fired) refractorySteps = Math.round(tauRefSeconds / dtSeconds);
      voltage = fired ? 0 : Math.max(voltage, minVoltage ?? Number.NEGATIVE_INFINITY);
      return { fired, voltage };
    });
  });
  const spikes = runs.map((run) => run.flatMap(({ fired }, step) => (fired ? [step] : [])));
  return { spikes, spikeHeight: 1, voltage: current.map((_, step) => runs.map((run) => run[step]?.voltage ?? 0)) };
};

/** Neurons that follow none of the known conventions, and must not be identified with any. */
const outsiders: Readonly<Record<string, Changes>> = {
  'fires above 1.0005': { run: runWith({ fires: (voltage) => voltage > 1.0005 }) },
  'multiplies its current by 1.001': { ask: withGain },
  'adds noise to its current': { run: runWith({ drive: (current) => current + 0.01 * (noise() - 0.5) }) },
  'loses four fifths of its voltage with a spike': { run: runWith({ reset: (voltage) => 0.2 * voltage }) },
  'does not leak': { run: leakless },
};

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
