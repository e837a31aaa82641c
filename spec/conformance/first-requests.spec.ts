import { describe, expect, it } from 'vitest';
import type { Implementation, NeuronInput, TuningInput } from '../../src/conformance/implementation.ts';
import { requireProtocol } from '../../src/conformance/judge/first-requests.ts';
import { ImplementationFault, ProgramError } from '../../src/conformance/protocol/driver/fault.ts';
import { publishedVectors } from '../../src/vectors.ts';
import { right } from './judged.ts';

const names = ['neuron', 'tuning'] as const;
const asked = (implementation: Implementation) => requireProtocol(implementation, names, publishedVectors());
const fails = () => Promise.reject(new ProgramError('answered with an error (failed): no'));

describe('a program that answers the first requests', () => {
  it('with an error to some, such as those with a floor, is judged', async () => {
    const neuron = async (input: NeuronInput) =>
      Number.isFinite(input.minVoltage) ? fails() : (right.neuron as NonNullable<Implementation['neuron']>)(input);
    await expect(asked({ ...right, neuron })).resolves.toBeUndefined();
  });

  it('with errors to all requests of a capability is judged if it answers another', async () => {
    await expect(asked({ ...right, neuron: fails })).resolves.toBeUndefined();
  });

  it('with errors only is not judged', async () => {
    const tuning = (_: TuningInput) => fails();
    await expect(asked({ ...right, neuron: fails, tuning })).rejects.toThrow('neuron: answered with an error');
  });

  it('in a wrong shape is not judged, although others are right', async () => {
    const fault = new ImplementationFault('shape', 'run', 'tuning: output.gain: expected 3 values, but got 2');
    await expect(asked({ ...right, tuning: () => Promise.reject(fault) })).rejects.toThrow(fault);
  });
});
