import type {
  NetworkInput,
  NetworkOutput,
  SeededInput,
  SynapseInput,
  SynapseOutput,
  TrainingInput,
  TuningInput,
  TuningOutput,
} from '../../implementation.ts';
import { ask, refusalCheck, type SmokeCheck, Unsound } from './check.ts';

const timeConstants = { tauRcSeconds: 0.02, tauRefSeconds: 0.002 };

const tuning: TuningInput = {
  ...timeConstants,
  amplitude: 0.5,
  maxRatesHz: [100, 200],
  intercepts: [0, -0.5],
  inputs: [-1, 0.5, 1],
};

const synapse: SynapseInput = { dtSeconds: 0.001, tauSeconds: 0.01, signal: [0, 1, 1, 1, 0, 0] };

const uniform = { kind: 'uniform', low: 0, high: 1 } as const;

const seeded: SeededInput = {
  ...timeConstants,
  seed: 7,
  neurons: 5,
  maxRatesHz: { kind: 'choice', values: [100] },
  intercepts: uniform,
  initialVoltage: uniform,
};

const architecture = {
  name: 'smoke',
  input: { rows: 3, columns: 3, channels: 1 },
  hidden: [
    { kernelSize: 2, stride: 1, channels: 2 },
    { kernelSize: 2, stride: 1, channels: 3 },
  ],
  classes: 2,
  neuron: { ...timeConstants, maxRateHz: 100, intercept: 0 },
  readoutTauSeconds: 0.1,
};

const operatingPoint = { architecture, amplitude: 0.01, minVoltage: 0, steps: 20, dtSeconds: 0.001 };
const images = [new Uint8Array(9).fill(255), Uint8Array.of(0, 50, 100, 150, 200, 250, 0, 50, 100)];
const filled = (length: number, value: number) => new Float32Array(length).fill(value);

const network: NetworkInput = {
  ...operatingPoint,
  weights: {
    layers: [
      { kernel: filled(8, 2 ** -9), kernelBias: filled(2, 0), neuronBias: filled(8, 1) },
      { kernel: filled(24, 2 ** -4), kernelBias: filled(3, 0), neuronBias: filled(3, 2) },
    ],
    readout: { weight: filled(6, 0.5), bias: Float32Array.of(0.25, 0) },
  },
  initialVoltage: [filled(8, 0), filled(3, 0.5)],
  images,
  probes: [
    { layer: 'layer1', stage: 'voltage' },
    { layer: 'layer2', stage: 'spikes' },
  ],
};

const training: TrainingInput = { ...operatingPoint, seed: 0, epochs: 1, batchSize: 2, images, labels: [0, 1] };

/** The checks of the other capabilities. */
export const otherChecks: readonly SmokeCheck[] = [
  {
    id: 'tuning/answers',
    statement: 'tunes two neurons for three inputs, and not all rates are 0',
    needs: 'tuning',
    act: async (implementation) => {
      const { ratesHz } = await ask<TuningOutput>(implementation, 'tuning', tuning);
      if (!ratesHz.flat().some((rate) => rate > 0))
        throw new Unsound('output.ratesHz: every rate is 0, also at input 1');
    },
  },
  refusalCheck('tuning', tuning, { 'a max rate above 1/τ_ref': { maxRatesHz: [100, 600] } }),
  {
    id: 'synapse/answers',
    statement: 'filters a signal of six steps, and not all values are 0',
    needs: 'synapse',
    act: async (implementation) => {
      const { filtered } = await ask<SynapseOutput>(implementation, 'synapse', synapse);
      if (!filtered.some((value) => value > 0)) throw new Unsound('output.filtered: every value is 0');
    },
  },
  refusalCheck('synapse', synapse, { 'a negative time constant': { tauSeconds: -0.01 } }),
  {
    id: 'network/answers',
    statement: 'runs two images, with and without probes, and a neuron fires',
    needs: 'network',
    act: async (implementation) => {
      await ask(implementation, 'network', network);
      const { probes, ...plain } = network;
      const { spikeCounts } = await ask<NetworkOutput>(implementation, 'network', plain);
      if (!spikeCounts.flat().some((count) => count > 0)) throw new Unsound('output.spikeCounts: every count is 0');
    },
  },
  refusalCheck('network', network, { 'a negative amplitude': { amplitude: -0.01 } }),
  {
    id: 'seeded/answers',
    statement: 'draws five neurons',
    needs: 'seeded',
    act: async (implementation) => ask(implementation, 'seeded', seeded),
  },
  refusalCheck('seeded', seeded, { 'an empty list to choose from': { maxRatesHz: { kind: 'choice', values: [] } } }),
  {
    id: 'training/answers',
    statement: 'trains for one epoch on two images',
    needs: 'training',
    act: async (implementation) => ask(implementation, 'training', training),
  },
  refusalCheck('training', training, { 'a batch of no images': { batchSize: 0 } }),
];
