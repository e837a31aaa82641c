import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import lif from '../../fixtures/nengo/lif.json' with { type: 'json' };
import { lifInput } from '../../properties/arbitraries/lif.ts';
import { highPrecisionVoltages } from '../../properties/oracles/high-precision-lif.ts';
import { precisions } from '../../src/base/precision.ts';
import { neuronFields } from '../../src/conformance/choices/neuron.ts';
import { simulate } from '../../src/conformance/choices/neuron-step.ts';
import { probes, verifications } from '../../src/conformance/choices/probes.ts';
import type { NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import { runNeurons } from '../../src/conformance/reference.ts';
import { areClose } from './changed.ts';

/** Rounding errors of a generated run stay below; the choices differ by more. */
const tolerance = 1e-9;

/** Steps before the first in which a voltage is so close to the threshold that rounding could decide. */
function decidedSteps(input: NeuronInput): number {
  const shown = simulate({ reset: 'none', refractory: 'none' }, input).voltage ?? [];
  const close = (voltage: number) => Math.abs(voltage - 1) < tolerance;
  const step = shown.findIndex((row) => row.some(close));
  return step < 0 ? shown.length : step;
}

const near = (one: number, other: number) => Math.abs(one - other) <= tolerance * Math.max(1, Math.abs(one));

/** Whether two answers agree in spikes, voltages and the height of a spike, apart from rounding. */
const agree = (one: NeuronOutput, other: NeuronOutput) =>
  JSON.stringify(one.spikes) === JSON.stringify(other.spikes) &&
  areClose([one.spikeHeight, one.voltage ?? []], [other.spikeHeight, other.voltage ?? []], tolerance);

const upTo = (steps: number, input: NeuronInput): NeuronInput => ({ ...input, current: input.current.slice(0, steps) });

describe('the definition in the table of choices', () => {
  it('always fires like the reference, with the same voltages, up to where rounding could decide', () => {
    fc.assert(
      fc.property(lifInput(), (drawn) => {
        const input = upTo(decidedSteps(drawn), drawn);
        expect(agree(runNeurons(input, precisions.float64), simulate({}, input))).toBe(true);
      }),
    );
  });

  it('has the voltages that 50 decimal digits give', () => {
    fc.assert(
      fc.property(lifInput(), (drawn) => {
        const steps = decidedSteps(drawn);
        const { voltage = [] } = simulate({}, upTo(steps, drawn));
        for (const neuron of drawn.initialVoltage.keys())
          for (const [step, exact] of highPrecisionVoltages(drawn, neuron, steps).entries())
            expect(near(exact, voltage[step]?.[neuron] as number)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it.each(lif.cases)(`fires in the same steps as Nengo ${lif.origin.version}: $id`, ({ input, expected }) => {
    const { spikes, voltage = [] } = simulate(
      {},
      { ...input, minVoltage: input.minVoltage ?? Number.NEGATIVE_INFINITY },
    );
    expect(spikes).toEqual(expected.spikes);
    expect(expected.voltage.flat().every((one, step) => near(one as number, voltage[step]?.[0] as number))).toBe(true);
  });
});

/** Choices that show only together with another one. */
const together: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  whileRefractory: { refractory: 'down', reset: 'subtract' },
  'fires-above-1': { reset: 'subtract' },
  'without-a-guard': { reset: 'subtract' },
};

const inputs = [...probes, ...verifications].map(({ input }) => input);

describe('each choice in the table', () => {
  const rows = Object.entries(neuronFields).flatMap(([field, choices]) =>
    Object.entries(choices).map(([name, { status }]) => ({ field, name, status })),
  );

  it.each(rows.filter(({ status }) => status === 'convention' || status === 'mistake'))(
    'that is no definition shows in the answer to a probe: $field $name',
    ({ field, name }) => {
      const others = together[name] ?? together[field] ?? {};
      const shows = (input: NeuronInput) =>
        !agree(simulate(others, input), simulate({ ...others, [field]: name }, input));
      const whatToDo = 'no probe shows it: add one to src/conformance/choices/probes.ts that does';
      expect(inputs.some(shows), whatToDo).toBe(true);
    },
  );

  it.each(rows.filter(({ status }) => status === 'equal'))(
    'that is equal gives the answers of the definition, apart from rounding: $name',
    ({ field, name }) => {
      const steps = (input: NeuronInput) => upTo(decidedSteps(input), input);
      const single = inputs.map(steps).filter(({ current }) => current.length > 0);
      const differing = single.filter((input) => !agree(simulate({}, input), simulate({ [field]: name }, input)));
      expect(differing).toEqual([]);
    },
  );
});
