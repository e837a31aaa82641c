import { ask } from '../ask.ts';
import type { CapabilityName, Implementation, InputOf } from '../implementation.ts';
import { ImplementationFault } from '../protocol/driver/fault.ts';
import type { Case } from './case.ts';

/**
 * Sends a few small valid requests for every capability that the cases need, to find out whether the program speaks the
 * protocol before it is judged.
 *
 * @throws {ImplementationFault} naming the first field of an answer that is wrong, or the first error
 */
export async function requireProtocol(
  implementation: Implementation,
  cases: readonly Pick<Case, 'needs'>[],
): Promise<void> {
  const needed = new Set(cases.flatMap(({ needs }) => needs));
  for (const capability of needed) {
    const act = implementation[capability] as ((input: never) => unknown) | undefined;
    if (act === undefined) continue;
    for (const changes of variations[capability] ?? [{}])
      await send({ ...small[capability], ...changes }, capability, act);
  }
}

async function send(input: object, capability: CapabilityName, act: (input: never) => unknown): Promise<void> {
  const response = await ask(act, input);
  if (response.is !== 'error' && response.is !== 'invalid') return; // refusals and skips are judged later
  const { error } = response;
  const fault =
    error instanceof ImplementationFault
      ? error
      : new ImplementationFault('failed', 'run', `${capability}: ${error.message}`);
  fault.request = { capability, input };
  throw fault;
}

const timeConstants = { tauRcSeconds: 0.02, tauRefSeconds: 0.002 };
const uniform = { kind: 'uniform', low: 0, high: 1 } as const;
const filled = (length: number, value: number) => new Float32Array(length).fill(value);

const operatingPoint = {
  ...{ amplitude: 0.01, minVoltage: 0, steps: 20, dtSeconds: 0.001 },
  architecture: {
    name: 'small',
    input: { rows: 3, columns: 3, channels: 1 },
    hidden: [
      { kernelSize: 2, stride: 1, channels: 2 },
      { kernelSize: 2, stride: 1, channels: 3 },
    ],
    classes: 2,
    neuron: { ...timeConstants, maxRateHz: 100, intercept: 0 },
    readoutTauSeconds: 0.1,
  },
  images: [new Uint8Array(9).fill(255), Uint8Array.of(0, 50, 100, 150, 200, 250, 0, 50, 100)],
};

/** Currents of three neurons: one fires often, one never, one sometimes. */
const currents: readonly number[] = [5, 0, 2.5];

const small: { readonly [Name in CapabilityName]: InputOf<Name> } = {
  neuron: {
    ...{ ...timeConstants, dtSeconds: 0.001, amplitude: 1, minVoltage: 0, initialVoltage: [0, 0, 0.25] },
    current: Array.from({ length: 60 }, () => currents),
  },
  tuning: {
    ...{ ...timeConstants, amplitude: 0.5, maxRatesHz: [100, 200], intercepts: [0, -0.5] },
    inputs: [-1, 0.5, 1],
  },
  synapse: { dtSeconds: 0.001, tauSeconds: 0.01, signal: [0, 1, 1, 1, 0, 0] },
  network: {
    ...operatingPoint,
    weights: {
      layers: [
        { kernel: filled(8, 2 ** -9), kernelBias: filled(2, 0), neuronBias: filled(8, 1) },
        { kernel: filled(24, 2 ** -4), kernelBias: filled(3, 0), neuronBias: filled(3, 2) },
      ],
      readout: { weight: filled(6, 0.5), bias: Float32Array.of(0.25, 0) },
    },
    initialVoltage: [filled(8, 0), filled(3, 0.5)],
    probes: [
      { layer: 'layer1', stage: 'voltage' },
      { layer: 'layer2', stage: 'spikes' },
    ],
  },
  seeded: {
    ...{ ...timeConstants, seed: 7, neurons: 5, maxRatesHz: { kind: 'choice', values: [100] } },
    ...{ intercepts: uniform, initialVoltage: uniform },
  },
  nir: {
    dtSeconds: 0.0001,
    nodes: [{ type: 'LIF', tau: [0.002, 0.002], r: [1, 1], v_leak: [0, 0], v_threshold: [1, 1], v_reset: [0, 0] }],
    inputs: Array.from({ length: 60 }, () => [2, 0]),
  },
  training: {
    ...{ ...operatingPoint, optimizer: { learningRate: 0.001, decay: 0.9, epsilon: 1e-7 } },
    ...{ seed: 0, epochs: 1, batchSize: 2, order: 'shuffled', labels: [0, 1] },
  },
};

/** Changes to the small inputs, each of which is a request of its own. The last one is half a million characters long. */
const variations: Partial<Readonly<Record<CapabilityName, readonly object[]>>> = {
  neuron: [
    {},
    { minVoltage: null },
    { current: [currents] },
    { initialVoltage: [0], current: Array(60).fill([5]) },
    { initialVoltage: Array(40).fill(0), current: Array(700).fill(Array(40).fill(8 / 7)) },
  ],
  network: [{}, { probes: undefined }],
};
