import { describe, expect, it } from 'vitest';
import { lifMemoryMutants } from '../../properties/mutants/lif-memory.ts';
import { float32, float64, type Precision } from '../../src/base/precision.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { simulate } from '../../src/conformance/conventions/simulate.ts';
import type { Implementation, NeuronInput } from '../../src/conformance/implementation.ts';
import { type SmokeCheck, smokeChecks } from '../../src/conformance/judge/smoke/checks.ts';
import { reference } from '../../src/conformance/reference.ts';
import { changed, withVoltages } from './changed.ts';

const [precision, trace, repeats] = ['neuron/precision', 'neuron/trace', 'neuron/repeats'].map((id) =>
  smokeChecks.find((check) => check.id === id),
) as [SmokeCheck, SmokeCheck, SmokeCheck];

/** A neuron without a leak. It sums its input, and all sums are round numbers. */
function adding({ round }: Precision): Implementation {
  const run = ({ dtSeconds, tauRcSeconds, initialVoltage, current }: NeuronInput) => {
    let voltages = initialVoltage.map(round);
    const voltage = current.map((row) => {
      voltages = voltages.map((one, place) => round(one + round(((row[place] as number) * dtSeconds) / tauRcSeconds)));
      return voltages;
    });
    return { spikes: initialVoltage.map(() => []), spikeHeight: 1, voltage };
  };
  return changed({ run });
}

/** A neuron that adds its current unscaled, so it fires in every step at a current of 2.5. */
function unscaled({ round }: Precision): Implementation {
  const conventions: Conventions = { ...nengoConventions, inputScale: 'one', refractory: { kind: 'none' } };
  return changed({ run: (input) => simulate(conventions, input, { ...float64, round }) });
}

describe('the smoke check of precision', () => {
  it('does not mistake round numbers for float32', async () => {
    await expect(precision.act(adding(float64))).resolves.toBeUndefined();
  });

  it('does not judge by zeros, which are float32 numbers too', async () => {
    await expect(precision.act(unscaled(float64))).resolves.toBeUndefined();
    const zeros = changed({ answer: withVoltages(() => 0) });
    await expect(precision.act(zeros)).resolves.toHaveProperty('notApplicable');
  });

  it('detects float32 if inputs are added unscaled', async () => {
    await expect(precision.act(unscaled(float32))).resolves.toHaveProperty('wrong');
  });

  it('detects float32 even if the numbers are round', async () => {
    await expect(precision.act(adding(float32))).resolves.toHaveProperty(
      'wrong',
      expect.stringContaining('declares float64'),
    );
  });
});

describe('the smoke check of repeated inputs', () => {
  it.each([
    ['starts-where-it-ended', 'the second answer to the same input differs'],
    ['keeps-refractory-counters', 'survive between requests?'],
  ])('detects state between requests: %s', async (name, message) => {
    const mutant = lifMemoryMutants.find((one) => one.name === name) as Implementation;
    const wrong = expect.stringContaining(message);
    await expect(repeats.act(mutant)).resolves.toHaveProperty('wrong', wrong);
    await expect(repeats.act(reference())).resolves.toBeUndefined();
  });
});

describe('the smoke check of the trace', () => {
  it.each([
    ['any order of operations', changed({})],
    ['unscaled inputs', unscaled(float64)],
    ['no leak', adding(float64)],
  ])('passes voltages that change: %s', async (_, implementation) => {
    await expect(trace.act(implementation)).resolves.toBeUndefined();
  });

  it('detects that the same list was appended in every step', async () => {
    const appending = changed({
      answer: ({ voltage = [], ...output }) => ({ ...output, voltage: voltage.map(() => voltage.at(-1) as number[]) }),
    });
    await expect(trace.act(appending)).resolves.toHaveProperty(
      'wrong',
      expect.stringContaining('is the same list appended in every step?'),
    );
  });

  it('does not apply if no voltages are returned', async () => {
    const hiding = changed({ answer: ({ voltage: _, ...hidden }) => hidden });
    await expect(trace.act(hiding)).resolves.toHaveProperty('notApplicable');
  });
});
