import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lifInput } from '../../properties/arbitraries/lif.ts';
import { precisions } from '../../src/base/precision.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { simulate } from '../../src/conformance/conventions/simulate.ts';
import type { NeuronOutput } from '../../src/conformance/implementation.ts';
import { runNeurons } from '../../src/conformance/reference.ts';

/** Simulates a neuron with dt = τ_rc/2, so one Euler step covers half of the distance; by default never refractory. */
function run(choice: Partial<Conventions>, trace: readonly number[], more = {}) {
  const euler: Conventions = { ...nengoConventions, integrator: 'euler', refractory: { kind: 'none' } };
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

const wholeSteps = (more: -1 | 0 | 1, meanwhile: 'clamped' | 'input-masked' | 'silent') =>
  ({ reset: 'subtract', refractory: { kind: 'whole-steps', rounding: 'down', more, meanwhile } }) as const;

describe('the conventions of a LIF neuron', () => {
  it.each(['float64', 'float32'] as const)('of Nengo give every bit of the reference in %s', (precision) => {
    const shown = ({ spikes, spikeHeight, voltage }: NeuronOutput) => ({ spikes, spikeHeight, voltage });
    fc.assert(
      fc.property(lifInput(), (input) => {
        const got = simulate(nengoConventions, input, precisions[precision]);
        expect(shown(got)).toEqual(shown(runNeurons(input, precisions[precision])));
      }),
    );
  });

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
    [wholeSteps(0, 'clamped'), [5, 2, 0, 0, 0], [1.5, 1.5, 1.5, 0.75, 0.375]],
    [wholeSteps(-1, 'clamped'), [5, 2, 0, 0, 0], [1.5, 1.5, 0.75, 0.375, 0.1875]],
    [wholeSteps(0, 'input-masked'), [5, 2, 0], [1.5, 0.75, 0.375]],
    [wholeSteps(0, 'silent'), [5, 2, 0, 0, 0], [1.5, 1.75, 0.875, 0.4375, 0.21875]],
    [{ inputDelaySteps: 1 }, [1, 0], [0, 0.5]],
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
    [wholeSteps(0, 'silent'), [5, 2, 0, 0, 0], [0]],
    [{ spikeDelaySteps: 1 }, [3, 0], [1]],
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
    const whole = { kind: 'whole-steps', rounding, more: 0, meanwhile: 'clamped' } as const;
    const { spikes } = run({ refractory: whole }, [3, 3, 3, 3, 3, 3], { tauRefSeconds: asked / 1000 });
    expect(spikes).toEqual([0, steps + 1]);
  });

  it.each([
    ['amplitude/dt', 500],
    ['amplitude', 0.5],
    ['1/dt', 1000],
    ['1', 1],
  ] as const)('decide the height of a spike: %s', (spikeHeight, height) => {
    expect(run({ spikeHeight }, [3]).spikeHeight).toBe(height);
  });
});
