import { expect, it } from 'vitest';
import { fingerprint } from '../../src/conformance/conventions/fingerprint.ts';
import type { Implementation, NeuronInput } from '../../src/conformance/implementation.ts';

it('a fingerprint takes no longer where a million spikes come in one step', async () => {
  const train = Array.from({ length: 1_000_000 }, () => 0);
  const neuron = ({ initialVoltage }: NeuronInput) => ({ spikes: initialVoltage.map(() => train), spikeHeight: 1 });
  const { outcome } = await fingerprint({ name: 'bursts', precision: 'float64', neuron } as Implementation);
  expect(outcome).toBe('outside');
});
