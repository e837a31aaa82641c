import { describe, expect, it } from 'vitest';
import { type Conventions, nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { simulate } from '../../src/conformance/choices/neuron-step.ts';

/** Simulates a neuron with dt = τ_rc/2, so one Euler step covers half of the distance; by default never refractory. */
function run(choice: Partial<Conventions>, trace: readonly number[], more = {}) {
  const euler: Conventions = { ...nengoConventions, integrator: 'euler', refractory: 'none' };
  const neuron = {
    dtSeconds: 0.001,
    tauRcSeconds: 0.002,
    tauRefSeconds: 0.002,
    amplitude: 0.5,
    minVoltage: Number.NEGATIVE_INFINITY,
  };
  const input = { ...neuron, initialVoltage: [0], current: trace.map((current) => [current]), ...more };
  const { spikes, voltage, spikeHeight } = simulate({ ...euler, ...choice }, input);
  return { spikes: spikes[0], voltage: voltage?.flat(), spikeHeight };
}

const wholeSteps = (
  refractoryExtra: Conventions['refractoryExtra'],
  whileRefractory: Conventions['whileRefractory'],
): Partial<Conventions> => ({ reset: 'subtract', refractory: 'down', refractoryExtra, whileRefractory });

describe('the conventions of a LIF neuron', () => {
  it.each<[Partial<Conventions>, currents: number[], voltages: number[]]>([
    [{ inputScale: 'one' }, [0.5, 0.5], [0.5, 0.75]],
    [{ integrator: 'exact', inputScale: 'dt-over-tau' }, [1], [0.5]],
    [{ integrator: 'heun' }, [1], [0.375]],
    [{ integrator: 'trapezoidal' }, [1], [0.4]],
    [{ integrator: 'backward-euler' }, [1], [1 / 3]],
    [{ integrator: 'runge-kutta-4' }, [1], [0.3932291666666667]],
    [{ reset: 'zero' }, [3, 0], [0, 0]],
    [{ reset: 'subtract' }, [3, 0], [0.5, 0.25]],
    [{ reset: 'none' }, [3, 0], [1.5, 0.75]],
    [{ reset: 'subtract', resetTime: 'one-step-late' }, [3, 0], [1.5, -0.25]],
    [{ reset: 'zero', resetTime: 'one-step-late' }, [3, 0], [1.5, 0]],
    [{ reset: 'zero', shownVoltage: 'before-reset' }, [3, 0], [1.5, 0]],
    [wholeSteps('none', 'clamped'), [5, 2, 0, 0, 0], [1.5, 1.5, 1.5, 0.75, 0.375]],
    [wholeSteps('one-step-fewer', 'clamped'), [5, 2, 0, 0, 0], [1.5, 1.5, 0.75, 0.375, 0.1875]],
    [wholeSteps('none', 'input-masked'), [5, 2, 0], [1.5, 0.75, 0.375]],
    [wholeSteps('none', 'silent'), [5, 2, 0, 0, 0], [1.5, 1.75, 0.875, 0.4375, 0.21875]],
    [{ inputDelay: 'one-step' }, [1, 0], [0, 0.5]],
    [{ reset: 'subtract', spikesPerStep: 'many' }, [5], [0.5]],
  ])('decide the voltages: with %o, currents of %j give %j', (choice, currents, voltages) => {
    expect(run(choice, currents).voltage).toEqual(voltages.map((voltage) => expect.closeTo(voltage, 15)));
  });

  it.each<[Partial<Conventions>, current: number, voltage: number]>([
    [{ floor: 'as-asked' }, -4, -0.25],
    [{ floor: 'none' }, -4, -1.75],
    [{ floor: 'zero' }, -4, 0],
    [{ initialVoltage: 'zero' }, 1, 0.5],
  ])('bound the voltage and decide where it starts: with %o, a current of %d gives %d', (choice, current, voltage) => {
    expect(run(choice, [current], { initialVoltage: [0.5], minVoltage: -0.25 }).voltage).toEqual([voltage]);
  });

  it.each<[Partial<Conventions>, currents: number[], spikes: number[]]>([
    [{ comparison: '>' }, [2], []],
    [{ comparison: '>=' }, [2], [0]],
    [wholeSteps('none', 'silent'), [5, 2, 0, 0, 0], [0]],
    [{ spikeDelay: 'one-step' }, [3, 0], [1]],
    [{ reset: 'subtract', spikesPerStep: 'many' }, [5], [0, 0]],
  ])('decide the spikes: with %o, currents of %j give spikes at steps %j', (choice, currents, spikes) => {
    expect(run(choice, currents).spikes).toEqual(spikes);
  });

  it.each([
    ['down', 2.6, 2],
    ['nearest', 2.6, 3],
    ['nearest', 2.5, 3],
    ['nearest-even', 2.6, 3],
    ['nearest-even', 2.5, 2],
    ['nearest-even', 3.5, 4],
    ['up', 2.6, 3],
  ] as const)('round refractory steps %s: %d to %i', (rounding, asked, steps) => {
    const { spikes } = run({ refractory: rounding }, [3, 3, 3, 3, 3, 3], { tauRefSeconds: asked / 1000 });
    expect(spikes).toEqual([0, steps + 1]);
  });

  it.each([
    ['down', 0.0003, 3],
    ['down', 0.0007, 7],
    ['up', 0.00055, 6],
    ['nearest', 0.0006, 6],
  ] as const)(
    'count a quotient as whole that only rounding keeps from being so: %s, %d s',
    (rounding, asked, steps) => {
      const { spikes } = run({ refractory: rounding }, Array(10).fill(3), {
        dtSeconds: 0.0001,
        tauRcSeconds: 0.0002,
        tauRefSeconds: asked,
      });
      expect(spikes?.slice(0, 2)).toEqual([0, steps + 1]);
    },
  );

  it.each([
    ['amplitude/dt', 500],
    ['amplitude', 0.5],
    ['1/dt', 1000],
    ['1', 1],
  ] as const)('decide the height of a spike: %s', (spikeHeight, height) => {
    expect(run({ spikeHeight }, [3]).spikeHeight).toBe(height);
  });
});
