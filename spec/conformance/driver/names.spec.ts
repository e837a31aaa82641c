import { describe, expect, it } from 'vitest';
import { readStart } from '../../../src/conformance/protocol/driver/answer.ts';
import { remoteImplementation } from '../../../src/conformance/protocol/driver/remote.ts';
import type { StartAnswer } from '../../../src/conformance/protocol/protocol.ts';
import { oneStep } from '../judged.ts';

const start = {
  ...{ id: 0, protocol: 3, implementation: { name: 'one', version: '1' } },
  ...{ capabilities: ['neuron'], precision: 'float64' },
} as const;

const ask = async (output: object) =>
  remoteImplementation({ ask: async () => ({ answer: { id: 1, output } }) }, start as StartAnswer).neuron?.(oneStep);

const right = { spikes: [[]], spikeHeight: 1000 };

describe('a field that is named almost correctly', () => {
  it.each([
    [{ ...right, voltages: [[0.5]] }, 'neuron: output.voltages: is not a field (did you mean voltage?)'],
    [{ ...right, Voltage: [[0.5]] }, 'neuron: output.Voltage: is not a field (did you mean voltage?)'],
    [{ spike: [[]], spikeHeight: 1 }, 'neuron: output.spike: is not a field (did you mean spikes?)'],
    [{ spikes: [[]], spike_height: 1 }, 'neuron: output.spike_height: is not a field (did you mean spikeHeight?)'],
  ])('is refused with the right name: %j', async (output, message) => {
    await expect(ask(output)).rejects.toThrow(message);
  });

  it('is ignored if it is not like any, or if the field is there as well', async () => {
    await expect(ask({ ...right, milliseconds: 3 })).resolves.toEqual(right);
    await expect(ask({ ...right, spike: 3 })).resolves.toEqual(right);
  });
});

describe('a declaration of conventions', () => {
  const fixedSteps = { kind: 'fixed-steps', steps: 1, meanwhile: 'clamped' };

  it.each([
    [{ integrator: 'rk4' }, 'conventions.integrator: expected one of "exact", "euler", "backward-euler", '],
    [{ integratr: 'euler' }, 'conventions.integratr: is not a field (did you mean integrator?)'],
    [{ solver: 'euler' }, 'conventions.solver: is not a field; the fields are integrator, inputScale, comparison, '],
    [{ refractory: { kind: 'fixed' } }, "conventions.refractory.kind: expected one of 'none', 'fixed-steps', "],
    [
      { refractory: { ...fixedSteps, steps: 0 } },
      'conventions.refractory.steps: expected one of 1, 2, 3, 4, 5, but got 0',
    ],
    [{ refractory: { ...fixedSteps, kind: 'whole-steps' } }, 'conventions.refractory.rounding: expected one of '],
  ])('is refused with what is known: %j', (conventions, message) => {
    const read = readStart({ answer: { ...start, conventions } });
    expect(read).toMatchObject({ flaw: { kind: 'shape', message: expect.stringContaining(message) } });
  });
});
