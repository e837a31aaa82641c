import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conventionsLaws } from '../../properties/conformance/conventions.ts';
import { conventionsMutants, correctConventions } from '../../properties/mutants/conventions.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { profiles } from '../../src/conformance/conventions/profiles.ts';
import { simulate } from '../../src/conformance/conventions/simulate.ts';

const numRuns = 60;

/** A neuron with dt = τ_rc/2, so one Euler step covers half of the distance. */
const input = (trace: readonly number[], more = {}) => ({
  dtSeconds: 0.001,
  tauRcSeconds: 0.002,
  tauRefSeconds: 0.002,
  amplitude: 0.5,
  minVoltage: null,
  initialVoltage: [0],
  current: trace.map((current) => [current]),
  ...more,
});

/** Voltages and spikes of one neuron with Euler integration, by default without a refractory period. */
function run(choice: Partial<Conventions>, trace: readonly number[], more = {}) {
  const euler: Conventions = { ...nengoConventions, integrator: 'euler', refractory: { kind: 'none' } };
  const { spikes, voltage, spikeHeight } = simulate({ ...euler, ...choice }, input(trace, more));
  return { spikes: spikes[0], voltage: voltage?.flat(), spikeHeight };
}

const refractory = (more: -1 | 0 | 1, meanwhile: 'clamped' | 'input-masked' | 'silent') =>
  ({ refractory: { kind: 'whole-steps', rounding: 'down', more, meanwhile } }) as const;

describe('the conventions of a LIF neuron', () => {
  for (const law of conventionsLaws) it(law.statement, () => fc.assert(law.property(correctConventions)));

  for (const mutant of conventionsMutants) {
    it(`are not Nengo's if the simulator ${mutant.difference}`, () => {
      const broken = conventionsLaws.filter(
        (law) => fc.check(law.property(mutant), { numRuns, endOnFailure: true }).failed,
      );
      expect(broken.map(({ id }) => id)).not.toEqual([]);
    });
  }

  it('decide whether a voltage of exactly 1 fires', () => {
    expect(run({ comparison: '>' }, [2]).spikes).toEqual([]);
    expect(run({ comparison: '>=' }, [2]).spikes).toEqual([0]);
  });

  it('decide which voltage remains after a spike', () => {
    const trace = [3, 0];
    expect(run({ reset: 'zero' }, trace).voltage).toEqual([0, 0]);
    expect(run({ reset: 'subtract' }, trace).voltage).toEqual([0.5, 0.25]);
    expect(run({ reset: 'none' }, trace).voltage).toEqual([1.5, 0.75]);
    expect(run({ reset: 'subtract', resetTime: 'one-step-late' }, trace).voltage).toEqual([1.5, -0.25]);
    expect(run({ reset: 'zero', resetTime: 'one-step-late' }, trace).voltage).toEqual([1.5, 0]);
    expect(run({ reset: 'zero', shownVoltage: 'before-reset' }, trace).voltage).toEqual([1.5, 0]);
  });

  it('decide what happens in the refractory period', () => {
    const trace = [5, 2, 0, 0, 0];
    const subtract = { reset: 'subtract' } as const;
    expect(run({ ...subtract, ...refractory(0, 'clamped') }, trace).voltage).toEqual([1.5, 1.5, 1.5, 0.75, 0.375]);
    expect(run({ ...subtract, ...refractory(-1, 'clamped') }, trace).voltage).toEqual([1.5, 1.5, 0.75, 0.375, 0.1875]);
    expect(run({ ...subtract, ...refractory(0, 'input-masked') }, trace).voltage?.slice(0, 3)).toEqual([
      1.5, 0.75, 0.375,
    ]);
    expect(run({ ...subtract, ...refractory(0, 'silent') }, trace)).toMatchObject({
      spikes: [0],
      voltage: [1.5, 1.75, 0.875, 0.4375, 0.21875],
    });
  });

  it.each([
    ['down', 2],
    ['nearest', 3],
    ['up', 3],
  ] as const)('round 2.6 refractory steps %s to %i', (rounding, steps) => {
    const whole = { kind: 'whole-steps', rounding, more: 0, meanwhile: 'clamped' } as const;
    const { spikes } = run({ refractory: whole }, [3, 3, 3, 3, 3, 3], { tauRefSeconds: 0.0026 });
    expect(spikes).toEqual([0, steps + 1]);
  });

  it('scale the current', () => {
    expect(run({ inputScale: 'one' }, [0.5, 0.5]).voltage).toEqual([0.5, 0.75]);
    expect(run({ integrator: 'exact', inputScale: 'dt-over-tau' }, [1]).voltage).toEqual([0.5]);
    expect(run({ integrator: 'heun' }, [1]).voltage).toEqual([0.375]);
    expect(run({ integrator: 'trapezoidal' }, [1]).voltage).toEqual([0.4]);
    expect(run({ integrator: 'backward-euler' }, [1]).voltage?.[0]).toBeCloseTo(1 / 3, 15);
    expect(run({ integrator: 'runge-kutta-4' }, [1]).voltage?.[0]).toBeCloseTo(0.3932291666666667, 15);
  });

  it('bound the voltage', () => {
    const from = { initialVoltage: [0.5], minVoltage: -0.25 };
    expect(run({ floor: 'as-asked' }, [-4], from).voltage).toEqual([-0.25]);
    expect(run({ floor: 'none' }, [-4], from).voltage).toEqual([-1.75]);
    expect(run({ floor: 'zero' }, [-4], from).voltage).toEqual([0]);
    expect(run({ initialVoltage: 'zero' }, [1], from).voltage).toEqual([0.5]);
  });

  it('delay input and spikes', () => {
    expect(run({ inputDelaySteps: 1 }, [1, 0]).voltage).toEqual([0, 0.5]);
    expect(run({ spikeDelaySteps: 1 }, [3, 0]).spikes).toEqual([1]);
  });

  it('decide the number and height of spikes', () => {
    expect(run({ reset: 'subtract', spikesPerStep: 'many' }, [5])).toMatchObject({ spikes: [0, 0], voltage: [0.5] });
    expect(run({}, [3]).spikeHeight).toBe(500);
    expect(run({ spikeHeight: 'amplitude' }, [3]).spikeHeight).toBe(0.5);
    expect(run({ spikeHeight: '1/dt' }, [3]).spikeHeight).toBe(1000);
    expect(run({ spikeHeight: '1' }, [3]).spikeHeight).toBe(1);
  });

  it('of known simulators have unique names', () => {
    const ids = profiles.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(15);
  });
});
