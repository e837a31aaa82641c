import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legalNeuron } from '../../properties/arbitraries/legal-neuron.ts';
import { neuronsWith } from '../../properties/mutants/changed.ts';
import { firesAboveOneAsDeclared, firesAsDeclared } from '../../properties/neuron/lif-declared.ts';
import { countsIn } from '../../properties/neuron/neuron-run.ts';
import { holdTo } from '../../properties/runs.ts';
import { float32 } from '../../src/base/precision.ts';
import { loadSuite } from '../../src/cli/suite.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { anyForm } from '../../src/conformance/choices/neuron.ts';
import { neuronActs, prepareNeuron, simulate } from '../../src/conformance/choices/neuron-step.ts';
import { predictRun } from '../../src/conformance/choices/prediction.ts';
import { profiles } from '../../src/conformance/choices/profiles.ts';
import { simulatorOf } from '../../src/conformance/chosen-simulator.ts';
import type { Implementation, NeuronInput } from '../../src/conformance/implementation.ts';
import { Recording } from '../../src/conformance/judge/exchange.ts';
import { judgeProgram } from '../../src/conformance/judge/judge-program.ts';
import { planCheck } from '../../src/conformance/judge/plan.ts';
import { explorationOf, type Law } from '../../src/conformance/law.ts';
import { describeImplementation } from '../../src/conformance/protocol/serve.ts';
import type { Vector } from '../../src/conformance/vectors/vector.ts';
import { vectorCase } from '../../src/conformance/vectors/vector-case.ts';
import { fractionOf } from '../arbitraries/sample.ts';
import { alsoSlow, isSlow } from '../slow.ts';
import { changed } from './changed.ts';
import { otherConventions } from './other-conventions.ts';

const breaks = async (
  implementation: Implementation,
  conventions: Conventions,
  runs: number,
  law: Law = firesAsDeclared,
) => {
  const { numRuns } = explorationOf(law, { seed: 0, numRuns: runs });
  return (await fc.check(law.property(implementation, conventions), { numRuns, endOnFailure: true })).failed;
};

/** Nengo's period depends on a time within the step, which is not defined for a late reset. */
const visible = otherConventions.filter(([name]) => !name.startsWith('resetTime'));

const euler: Conventions = { ...nengoConventions, integrator: 'euler', refractory: 'none' };

const nearestVector = loadSuite().vectors.find(({ id }) => id === 'neuron/lif/nearest-to-threshold') as Vector;
const nearest = (conventions: Conventions) => vectorCase(nearestVector, conventions);

const runEuler = (input: NeuronInput) => simulate(euler, input);

/** The same neuron with all voltages and currents in units of another threshold, except for what is asked and shown. */
function withThreshold(threshold: number, conventions: Conventions): Implementation {
  const inUnits = (voltages: readonly number[]) => voltages.map((one) => one / threshold);
  return changed({
    run: (input) => simulate(conventions, input),
    ask: ({ minVoltage, initialVoltage, current, ...input }) => {
      const floor = minVoltage / threshold;
      return { ...input, minVoltage: floor, initialVoltage: inUnits(initialVoltage), current: current.map(inUnits) };
    },
    answer: ({ spikes, spikeHeight }) => ({ spikes, spikeHeight }),
  });
}

/** In a step longer than τ_rc, 1 − dt/τ_rc is set to 0. */
const clamped = changed({
  run: runEuler,
  ask: (input) => ({ ...input, tauRcSeconds: Math.max(input.tauRcSeconds, input.dtSeconds) }),
});

describe('the law about the declared rule', () => {
  it.each(visible)('is broken by the reference if it declares %s', async (_, conventions) => {
    expect(await breaks(simulatorOf(nengoConventions), conventions, 30)).toBe(true);
  });

  it('is broken by a decay clamped at 0, as in the NIR import of snnTorch', async () => {
    expect(await breaks(clamped, euler, 30)).toBe(true);
  });

  it('is not broken where a current cancels the voltage, so that only rounding errors remain', () => {
    const { fround } = Math;
    const input = {
      dtSeconds: 0.0005,
      tauRcSeconds: 0.0005 / 30,
      tauRefSeconds: 0,
      amplitude: 1,
      minVoltage: Number.NEGATIVE_INFINITY,
    };
    const currents = Array.from({ length: 20 }, (_, step) => (step % 4 === 0 ? -0.1 * (step + 1) : 0));
    const charge = 1 - 2 ** -24; // 1 − e^(−30) is 1 in float32, rounded once too often
    let voltage = 0;
    const shown = currents.map((current) => {
      voltage = fround(voltage + fround(charge * fround(fround(current) - voltage)));
      return voltage;
    });
    const given = { ...input, initialVoltage: [0], current: currents.map((current) => [current]) };
    const neuron = prepareNeuron(neuronActs({}), given, float32);
    const { voltage: expected, voltageError } = predictRun(neuron, given, 0, { precision: 'float32' });
    const beyond = shown.filter((one, step) => Math.abs(one - (expected[step] ?? 0)) > (voltageError[step] ?? 0));
    expect(beyond).toEqual([]);
  });

  /** Rules that have little in common; the slow tests have all. */
  const chosen = profiles.filter(({ id }) => isSlow || ['nest', 'snntorch-subtract'].includes(id));

  // every order of operations, in turns in one of the two precisions; the slow tests have all pairs
  const ways = anyForm.flatMap((form, index) =>
    (['float64', 'float32'] as const).map((precision, other) => ({ form, precision, turn: (index + other) % 2 })),
  );
  const few = isSlow ? 10 : 1;
  it.each(chosen.map(({ id, conventions }, index) => ({ id, conventions, turn: index % 2 })))(
    'is not broken by another order of operations or precision: $id',
    alsoSlow,
    async ({ conventions, turn }) => {
      for (const { form, precision } of ways.filter((way) => isSlow || way.turn === turn)) {
        const implementation = simulatorOf({ ...conventions, form }, precision);
        expect(await breaks(implementation, conventions, few)).toBe(false);
        expect(await breaks(implementation, conventions, few, firesAboveOneAsDeclared)).toBe(false);
        expect((await nearest(conventions).run(new Recording(implementation))).failure).toBeUndefined();
        // whoever declares float32 may compute in float64
        if (precision === 'float64')
          expect(await breaks({ ...implementation, precision: 'float32' }, conventions, few)).toBe(false);
      }
    },
  );

  it.each(chosen)(
    'is complemented by a law and a vector for thresholds just above 1: $id',
    alsoSlow,
    async ({ conventions }) => {
      expect(await breaks(withThreshold(1 + 2e-9, conventions), conventions, 50, firesAboveOneAsDeclared)).toBe(true);
      if (conventions.initialVoltage !== 'as-asked') return;
      const { failure } = await nearest(conventions).run(new Recording(withThreshold(1.00001, conventions)));
      expect(failure?.message).toContain('starts at 1');
    },
  );

  it('is not broken by a floor that rounds voltages as coarsely as itself, as in Sinabs', alsoSlow, async () => {
    const floor = (voltage: number, least: number) =>
      least === -Infinity ? voltage : Math.max(voltage - least, 0) + least;
    const rectified = changed({ run: neuronsWith({ floor }) });
    expect(await breaks(rectified, nengoConventions, isSlow ? 300 : 5)).toBe(false);
  });

  it('can be held to conventions in any test runner', async () => {
    const how = { conventions: euler, numRuns: 1 };
    await expect(holdTo(firesAsDeclared, simulatorOf(euler), how)).resolves.toBeUndefined();
    await expect(holdTo(firesAsDeclared, simulatorOf(nengoConventions), how)).rejects.toThrow('Property failed');
  });

  it('compares most steps, with spikes in them, and often tries steps of every size', () => {
    const inputs = fc.sample(legalNeuron(), { numRuns: 200, seed: 1830 });
    const predicted = inputs.flatMap((input) => {
      const { spikes } = simulate(nengoConventions, input);
      const chosen = prepareNeuron(neuronActs({}), input);
      return input.initialVoltage.map((__, neuron) => {
        const counts = countsIn(spikes[neuron] ?? [], input.current.length);
        return predictRun(chosen, input, neuron, { precision: 'float64', counts });
      });
    });
    const steps = inputs.reduce((sum, { current, initialVoltage }) => sum + current.length * initialVoltage.length, 0);
    const sumOf = (count: (one: (typeof predicted)[number]) => number) =>
      predicted.reduce((sum, one) => sum + count(one), 0);
    expect(sumOf(({ comparableSteps }) => comparableSteps) / steps).toBeGreaterThan(0.7);
    expect(sumOf(({ spikes }) => spikes.length) / predicted.length).toBeGreaterThan(0.7);
    const inTaus = inputs.map((input) => input.dtSeconds / input.tauRcSeconds);
    expect(fractionOf(inTaus, (size) => size < 1e-3)).toBeGreaterThan(0.1);
    expect(fractionOf(inTaus, (size) => size >= 1e-3 && size <= 1)).toBeGreaterThan(0.1);
    expect(fractionOf(inTaus, (size) => size > 1)).toBeGreaterThan(0.1);
    expect(fractionOf(inTaus, (size) => size > 10)).toBeGreaterThan(0.03);
  });
});

it('a program whose neurons contradict what it declares does not conform, although no case fails', async () => {
  const plan = planCheck(loadSuite(), { only: ['spike-height'], runs: 1 });
  const implementation = simulatorOf(euler);
  const declared: Conventions = { ...euler, comparison: '>=' };
  const description = { id: 0, ...describeImplementation(implementation, '1'), conventions: declared };
  const program = { description, implementation, close: async () => {} };
  const { counts, conforming, diagnosis } = await judgeProgram(program, { ...plan, isComplete: true });
  expect([counts.failed, conforming]).toEqual([0, false]);
  const { shownBy, sets } = diagnosis ?? {};
  expect(sets?.[0]?.differences).toMatchObject([{ field: 'comparison', choice: '>', words: 'fires only above 1' }]);
  expect(shownBy).toMatchObject({ what: 'spikes', expected: '1', got: '0' });
});
