import { describe, expect, it } from 'vitest';
import { type PrecisionName, precisions } from '../../src/base/precision.ts';
import { askProbes } from '../../src/conformance/ask-probes.ts';
import { type Chosen, nameOf, withoutDefinition } from '../../src/conformance/choices/choice.ts';
import { type Conventions, canonical, choicesOf, nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { diagnose } from '../../src/conformance/choices/diagnose.ts';
import { type Diagnosis, diagnosisSchema } from '../../src/conformance/choices/diagnosis.ts';
import { anyForm, neuronFields } from '../../src/conformance/choices/neuron.ts';
import { neuronActs, runActs, simulate } from '../../src/conformance/choices/neuron-step.ts';
import { profiles } from '../../src/conformance/choices/profiles.ts';
import { simulatorOf } from '../../src/conformance/chosen-simulator.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { alsoSlow, describeSlow, isSlow } from '../slow.ts';
import { agreeOnFresh, changed, withVoltages } from './changed.ts';
import { oneStep } from './judged.ts';

/** What the answers of a simulator to the probes tell. */
async function diagnosisOf(
  implementation: Implementation,
  conventions: Conventions = nengoConventions,
): Promise<Diagnosis> {
  return diagnose(await askProbes(implementation), { precision: implementation.precision, conventions });
}

const reduced = (chosen: Chosen) => withoutDefinition(canonical(chosen), neuronFields);
const namesIn = ({ sets }: Diagnosis) => sets.map(({ choices }) => nameOf(choices));
const choosing = (chosen: Chosen, precision: PrecisionName = 'float64') => ({
  ...simulatorOf(chosen, precision),
  neuron: (input: NeuronInput) => simulate(chosen, input, precisions[precision]),
});

/** A neuron that compares floating-point times, as loops in tutorials do. */
function runByTimes(
  { dtSeconds, tauRcSeconds, tauRefSeconds, amplitude, minVoltage, initialVoltage, current }: NeuronInput,
  isRefractory: (now: number, last: number, period: number) => boolean,
): NeuronOutput {
  const spikes = initialVoltage.map((): number[] => []);
  let before: readonly number[] = initialVoltage;
  const voltage = current.map((row, step) => {
    const now = step * dtSeconds;
    before = before.map((own, neuron) => {
      const last = (spikes[neuron]?.at(-1) ?? Number.NEGATIVE_INFINITY) * dtSeconds;
      if (isRefractory(now, last, tauRefSeconds)) return Math.max(own, minVoltage);
      const drive = row[neuron] as number;
      const reached = drive + (own - drive) * Math.exp(-dtSeconds / tauRcSeconds);
      if (reached > 1) spikes[neuron]?.push(step);
      return reached > 1 ? 0 : Math.max(reached, minVoltage);
    });
    return before;
  });
  return { spikes, spikeHeight: amplitude / dtSeconds, voltage };
}

describe('the diagnosis', () => {
  it('says that the reference follows the definition', async () => {
    const found = await diagnosisOf(reference());
    expect(found).toMatchObject({ outcome: 'explained', basis: 'spikes and voltages', open: [] });
    expect(found.sets).toMatchObject([{ choices: {}, words: "Nengo's rules", differences: [], declare: {} }]);
    expect(found.precision).toEqual({ declared: 'float64', found: 'float64' });
    expect(found.sets[0]?.like).toContain('nengo');
    expect(diagnosisSchema.parse(found)).toEqual(found);
  });

  it('names a mistake, with the smallest input that shows it and both numbers', async () => {
    const found = await diagnosisOf(choosing({ refractoryExtra: 'one-step-more' }));
    expect(found.sets).toMatchObject([
      { differences: [{ field: 'refractoryExtra', words: 'is refractory for one step more', cites: 'nest#547' }] },
    ]);
    expect(found.sets[0]).not.toHaveProperty('declare');
    const { input, expected, got, step = 0 } = found.shownBy ?? {};
    const asked = input as NeuronInput;
    expect(asked.current).toHaveLength(step + 1);
    expect([expected, got]).toEqual([
      String(simulate({}, asked).voltage?.[step]?.[0]),
      String(simulate({ refractoryExtra: 'one-step-more' }, asked).voltage?.[step]?.[0]),
    ]);
  });

  it('says which voltages are wrong if all spikes are right', async () => {
    const four = { ...oneStep, initialVoltage: [0, 0, 0, 0], current: [1, 2, 3].map(() => [0.2, 0.5, 0.3, 0.7]) };
    const answer = simulate({}, four);
    const voltage = (answer.voltage ?? []).map((row, step) => (step === 2 ? row.with(-1, 0) : row));
    const judgedBy = { precision: 'float64', conventions: nengoConventions } as const;
    const more = [{ id: 'four', input: four, answer: { ...answer, voltage } }];
    const found = diagnose(await askProbes(reference()), judgedBy, more);
    expect(found.voltages).toBe(
      'are wrong; in the smallest such request, only in the last step, only in the last neuron, where it is 0',
    );
    expect(found.shownBy).toMatchObject({ what: 'voltage', got: '0' });
  });

  it('does not say so of voltages that are wrong in no order', async () => {
    const neuron = (input: NeuronInput) => {
      const answer = simulate({}, input);
      return {
        ...answer,
        voltage: answer.voltage?.map((row) => row.map((one) => one + 0.1 * Math.sin(99 * one))) ?? [],
      };
    };
    expect((await diagnosisOf({ ...simulatorOf({}), neuron })).voltages).toBeUndefined();
  });

  it('tells apart what a simulator declares and what it gets wrong', async () => {
    const { conventions } = profiles.find(({ id }) => id === 'norse-box') as (typeof profiles)[number];
    const found = await diagnosisOf(choosing({ ...conventions, drive: 'times-dt' }), conventions);
    expect(found.sets[0]?.differences).toMatchObject([{ field: 'drive', status: 'mistake', cites: 'snntorch#435' }]);
  });

  it.each<Chosen>([
    { threshold: '0.95' },
    { reset: '0.3' },
    { reset: 'minus-0.9' },
    { reset: 'times-0.5' },
    { tauRc: '13-ms' },
    { tauRc: '1.3-times' },
    { tauRef: '7-ms' },
    { tauRef: '20-steps' },
    { tauRef: '1.5-times' },
    { refractoryExtra: '3' },
    { floor: '-0.3' },
    { drive: 'times-1.7' },
    { leaksTo: '0.1' },
    { initialVoltage: '0.2' },
    { voltageUnit: 'times-50' },
    { spikeHeight: '7' },
    { spikeHeight: 'times-2' },
  ])('names a mistake with a number of its own: %o', async (chosen) => {
    expect(namesIn(await diagnosisOf(choosing(chosen)))).toEqual([nameOf(chosen)]);
  });

  it.each<[string, { clock: string; refractory: string }, (now: number, last: number, period: number) => boolean]>([
    ['now - last < period', { clock: 'differences', refractory: 'up' }, (now, last, period) => now - last < period],
    ['now < last + period', { clock: 'sums', refractory: 'up' }, (now, last, period) => now < last + period],
    [
      'now - last <= period',
      { clock: 'differences-above', refractory: 'down' },
      (now, last, period) => now - last <= period,
    ],
    ['now <= last + period', { clock: 'sums-above', refractory: 'down' }, (now, last, period) => now <= last + period],
  ])('names a neuron that is refractory while %s', async (_, { clock, refractory }, isRefractory) => {
    const neuron = (input: NeuronInput) => runByTimes(input, isRefractory);
    const fewer = refractory === 'up' ? { refractoryExtra: 'one-step-fewer' } : {};
    expect(namesIn(await diagnosisOf({ ...simulatorOf({}), neuron }))).toEqual([
      nameOf({ clock, refractory, ...fewer }),
    ]);
  });

  it('names two mistakes at once', async () => {
    const found = await diagnosisOf(choosing({ threshold: '1.001', reset: '0.01' }));
    expect(namesIn(found)).toEqual(['reset=0.01, threshold=1.001']);
  });

  it('lists the fields that the answers do not determine', async () => {
    const silent = ({ tauRefSeconds }: NeuronInput) => tauRefSeconds > 0;
    const found = await diagnosisOf(skipping(silent));
    expect(found.open.map(({ field }) => field)).toEqual(['refractory', 'spikeTime']);
    expect(found.probes.some(({ reason }) => reason === 'not supported')).toBe(true);
  });

  // in turns in one order of operations and one of the two precisions; the slow tests have both precisions
  const inTurns = profiles.map((profile, index) => ({ ...profile, index }));
  it.each(inTurns)('knows $id, whatever the order of operations', alsoSlow, async ({ id, conventions, index }) => {
    const form = anyForm[(index >> 1) % anyForm.length] as string;
    for (const precision of (['float64', 'float32'] as const).filter((_, turn) => isSlow || turn === index % 2)) {
      const found = await diagnosisOf(choosing({ ...conventions, form }, precision));
      expect(namesIn(found)).toEqual([nameOf(reduced(conventions))]);
      expect(found).toMatchObject({ outcome: 'explained', open: [], basis: 'spikes and voltages' });
      expect(found.sets[0]?.like).toContain(id);
    }
  });

  it('notices an implementation that declares float64 and computes in float32', async () => {
    const found = await diagnosisOf({ ...reference('float32'), precision: 'float64' });
    expect(found).toMatchObject({ outcome: 'explained', precision: { found: 'float32' } });
    expect(found.sets[0]?.differences).toEqual([]);
  });

  it.each(choicesOf('comparison'))('recognizes %s if only the decay is rounded to float32', async (comparison) => {
    const found = await diagnosisOf(withDecay({ comparison }));
    expect(namesIn(found)).toEqual([nameOf(reduced({ comparison }))]);
    expect(found.precision).toMatchObject({ declared: 'float64', found: 'float32' });
  });

  it.each([70, 700])(
    'finds many choices, and float64, if voltages in mV have an offset of %i thresholds',
    async (offset) => {
      const chosen = { refractory: 'nearest', comparison: '>=', floor: 'none', shownVoltage: 'before-reset' } as const;
      const rounded = withVoltages((voltage) => voltage + offset - offset);
      const found = await diagnosisOf(changed({ run: (input) => simulate(chosen, input), answer: rounded }));
      expect(namesIn(found)).toEqual([nameOf(reduced(chosen))]);
      expect(found.precision).toEqual({ declared: 'float64', found: 'float64', difference: expect.any(Number) });
    },
  );

  it('accuses of nothing that rounding explains: a refractory period that is counted down in seconds', async () => {
    // after counting, LoihiLIF is refractory for some 1e-15 steps less than it should be
    const conventions = { ...nengoConventions, refractory: 'nearest-even', integrator: 'exact-in-12-bits' } as const;
    const answer = ({ voltage = [], ...output }: NeuronOutput, { current }: NeuronInput) => ({
      ...output,
      voltage: voltage.map((row, step) => row.map((one, own) => one + 3e-16 * (current[step]?.[own] ?? 0))),
    });
    const run = (input: NeuronInput) => simulate(conventions, input);
    const found = await diagnosisOf(changed({ run, answer }), conventions);
    expect(found.sets[0]?.differences).toEqual([]);
    expect(found.precision.found).toBe('float64');
  });

  it('explains the spikes alone if the voltages follow no rule', async () => {
    const odd = changed({ answer: withVoltages((voltage) => voltage + 0.1) });
    const found = await diagnosisOf(odd);
    expect(found).toMatchObject({ outcome: 'explained', basis: 'spikes', precision: { found: null } });
    expect(found).not.toHaveProperty('voltages');
    expect(found.sets[0]?.differences).toEqual([]);
  });

  type Voltages = readonly (readonly number[])[];
  it.each<[string, (rows: Voltages) => Voltages]>([
    ['are those of the last step in every step', (rows) => rows.map(() => rows.at(-1) ?? [])],
    ['are those of the first neuron in every neuron', (rows) => rows.map((row) => row.map(() => row[0] as number))],
    ['are rounded to 3 decimals', (rows) => rows.map((row) => row.map((one) => Math.round(1000 * one) / 1000))],
  ])('tells what is wrong with voltages whose spikes are right: they %s', async (words, change) => {
    const answer = ({ voltage = [], ...output }: NeuronOutput) => ({ ...output, voltage: change(voltage) });
    const found = await diagnosisOf(changed({ answer }));
    expect(found).toMatchObject({ basis: 'spikes', voltages: words });
    expect(found.sets[0]?.differences).toEqual([]);
  });

  it.each<[string, (input: NeuronInput) => boolean, string[]]>([
    ['floors', ({ minVoltage }) => Number.isFinite(minVoltage), ['floor']],
    ['initial voltages', ({ initialVoltage }) => initialVoltage.some((voltage) => voltage !== 0), ['initialVoltage']],
    ['amplitudes other than 1', ({ amplitude }) => amplitude !== 1, ['spikeHeight']],
  ])('leaves a field open if the implementation skips %s', async (_, isSkipped, fields) => {
    const found = await diagnosisOf(skipping(isSkipped));
    expect(found.open.map(({ field }) => field)).toEqual(fields);
  });

  it('is undetermined if a set was compared with little', async () => {
    const few = skipping(({ current }) => current.length !== 9);
    expect(await diagnosisOf(few)).toMatchObject({ outcome: 'undetermined' });
  });

  it('is not asked if no probe is answered', async () => {
    expect(await diagnosisOf(skipping(() => true))).toMatchObject({ outcome: 'not asked', sets: [] });
    expect(await diagnosisOf({ name: 'no neuron', precision: 'float64' })).toMatchObject({ outcome: 'not asked' });
  });

  it.each([{}, { voltage: true }])('names no rule of a simulator that never fires: %j', async (shown) => {
    const answer = ({ spikes, spikeHeight, voltage }: NeuronOutput) => ({
      spikes: spikes.map(() => []),
      spikeHeight,
      ...('voltage' in shown && voltage && { voltage: voltage.map((row) => row.map(() => 0)) }),
    });
    expect(await diagnosisOf(changed({ answer }))).toMatchObject({ outcome: 'never fires', sets: [] });
  });
});

describe('a simulator that follows no set of choices', () => {
  const fatigued = (input: NeuronInput) => {
    const acts = neuronActs({});
    return runActs({ ...acts, reset: (voltage, _, { amplitude }) => -0.05 * voltage * amplitude }, input);
  };

  it('is unexplained, with the nearest set and the first deviation', async () => {
    const found = await diagnosisOf(changed({ run: fatigued }));
    expect(found).toMatchObject({ outcome: 'unexplained', sets: [] });
    expect(found.nearest).toMatchObject({ deviation: { request: expect.any(String), step: expect.any(Number) } });
    expect(found.nearest?.explained).toBeLessThan(found.nearest?.compared ?? 0);
    expect(diagnosisSchema.parse(found)).toEqual(found);
  });

  /** A leak of a constant amount per step, as in SuperNeuroMAT; the neuron fires above 1 and is reset to 0. */
  const leakingLinearly = ({ dtSeconds, tauRcSeconds, initialVoltage, current }: NeuronInput): NeuronOutput => {
    const leak = dtSeconds / tauRcSeconds;
    const spikes: number[][] = initialVoltage.map(() => []);
    const voltages = [...initialVoltage];
    const voltage = current.map((row, step) =>
      row.map((drive, neuron) => {
        const before = voltages[neuron] as number;
        const reached = Math.sign(before) * Math.max(Math.abs(before) - leak, 0) + drive * leak;
        if (reached > 1) spikes[neuron]?.push(step);
        voltages[neuron] = reached > 1 ? 0 : reached;
        return voltages[neuron];
      }),
    );
    return { spikes, spikeHeight: 1, voltage };
  };

  it('is not explained by a set whose rounding errors are so large that any answer agrees', async () => {
    const found = await diagnosisOf(changed({ run: leakingLinearly }));
    expect(found).toMatchObject({ outcome: 'unexplained', sets: [] });
    expect(found.nearest?.explained).toBeLessThan(0.5 * (found.nearest?.compared ?? 0));
  });

  it('is told from which neuron on it differs if nothing explains it', async () => {
    const answer = ({ voltage = [], spikes, ...output }: NeuronOutput) => ({
      ...output,
      spikes: spikes.map((train, neuron) => (neuron === 0 ? train : train.filter((step) => step % 3 !== 1))),
      voltage: voltage.map((row) => row.map((value, neuron) => (neuron === 0 ? value : value * value - 0.1))),
    });
    const { nearest } = await diagnosisOf(changed({ answer }));
    expect(nearest?.relation).toMatch(/^voltage: differs .*(from neuron 1 on|only in the last neuron)$/);
  });

  it('is unexplained if only its spike height follows no choice, but nearly all is explained', async () => {
    const answer = (output: NeuronOutput, { current }: NeuronInput) => ({ ...output, spikeHeight: current.length });
    const found = await diagnosisOf(changed({ answer }));
    const { nearest } = found;
    expect(found.outcome).toBe('unexplained');
    expect(nearest?.explained).toBe(nearest?.compared);
    expect(nearest?.deviation).toMatchObject({ what: 'spike height', got: '20' });
  });

  it('is explained by its spikes alone if only the voltages of its last neuron follow another rule', async () => {
    const results = await askProbes(reference());
    const last = await askProbes(choosing({ floor: 'none' }));
    const mixed = results.map((one, index) => {
      const other = last[index];
      if (one.outcome !== 'answered' || other?.outcome !== 'answered') return one;
      const { spikes, voltage = [] } = one.answer;
      const rows = other.answer.voltage ?? [];
      return {
        ...one,
        answer: {
          ...one.answer,
          spikes: spikes.with(-1, other.answer.spikes.at(-1) ?? []),
          voltage: voltage.map((row, step) => row.with(-1, rows[step]?.at(-1) as number)),
        },
      };
    });
    const found = diagnose(mixed, { precision: 'float64', conventions: nengoConventions });
    expect(found).toMatchObject({ basis: 'spikes', precision: { found: null } });
  });

  it('is told a part of its mistakes if a failing request has another cause', async () => {
    const results = await askProbes(choosing({ floor: 'none' }));
    const input = { dtSeconds: 0.001, tauRcSeconds: 0.02, tauRefSeconds: 0.002, amplitude: 1, minVoltage: 0 };
    const asked = { ...input, initialVoltage: [0], current: [[3], [3]] };
    const answer = { spikes: [[0]], spikeHeight: 1000, voltage: [[0.5], [0.5]] };
    const judgedBy = { precision: 'float64', conventions: nengoConventions } as const;
    const found = diagnose(results, judgedBy, [{ id: 'odd', input: asked, answer }]);
    expect([namesIn(found), found.unexplained]).toEqual([['floor=none'], 1]);
  });
});

/** Every simulator of a profile with one mistake, or every so many of them. */
function* mistaken(
  stride: number,
): Generator<{ readonly id: string; readonly chosen: Chosen; readonly mistake: string }> {
  let index = 0;
  for (const { id, conventions } of profiles)
    for (const [field, choices] of Object.entries(neuronFields))
      for (const [name, { status }] of Object.entries(choices)) {
        if (status !== 'mistake' || index++ % stride !== 0) continue;
        yield { id, chosen: reduced({ ...conventions, [field]: name }), mistake: `${field}=${name}` };
      }
}

/** How many of some simulators with one mistake are named, and which are not. */
async function nameAll(stride: number, precision: PrecisionName, answer = (output: NeuronOutput) => output) {
  const counts = { named: 0, withoutEffect: 0 };
  const missed: string[] = [];
  for (const { id, chosen, mistake } of mistaken(stride)) {
    const run = (input: NeuronInput) => simulate(chosen, input, precisions[precision]);
    const found = await diagnosisOf({ ...changed({ run, answer }), precision });
    const [first] = found.sets;
    if (namesIn(found).includes(nameOf(chosen))) counts.named++;
    else if (
      first &&
      agreeOnFresh(
        (input) => answer(simulate(first.choices, input)),
        (input) => answer(simulate(chosen, input)),
      )
    )
      counts.withoutEffect++;
    else missed.push(`${id} with ${mistake}: ${namesIn(found)[0] ?? found.outcome}`);
  }
  return { ...counts, missed };
}

const spikesOnly = ({ spikes, spikeHeight }: NeuronOutput) => ({ spikes, spikeHeight });

describe('any known simulator with any one mistake of the table', () => {
  it('is told it, exactly or among equals: every 101st', async () => {
    const { named, missed } = await nameAll(101, 'float64');
    expect(missed).toEqual([]);
    expect(named).toBeGreaterThan(5);
  });
});

describeSlow('any known simulator with any one mistake of the table', () => {
  it('is told it, exactly or among equals, in 97 of 100 cases in which it has an effect', async () => {
    const { named, missed } = await nameAll(3, 'float64');
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(0.03 * (named + missed.length));
  });

  it('is told it in float32 and without voltages, too, in 9 of 10 cases', async () => {
    for (const { named, missed } of [await nameAll(11, 'float32'), await nameAll(11, 'float64', spikesOnly)]) {
      expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(0.1 * (named + missed.length));
    }
  });
});

/** A library whose voltages are float64 and whose parameters are float32. */
function withDecay(chosen: Chosen): Implementation {
  const rounded = ({ dtSeconds, tauRcSeconds }: NeuronInput) => dtSeconds / Math.fround(dtSeconds / tauRcSeconds);
  const ask = (input: NeuronInput) => ({ ...input, tauRcSeconds: rounded(input) });
  return changed({ ask, run: (input) => simulate(chosen, input) });
}

function skipping(isSkipped: (input: NeuronInput) => boolean): Implementation {
  const ask = (input: NeuronInput) => {
    if (isSkipped(input)) throw new Error('not supported');
    return input;
  };
  return changed({ ask });
}
