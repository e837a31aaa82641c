import { randomStream } from '../../base/random.ts';
import type { EventsInput } from '../implementation.ts';

type Receptor = EventsInput['receptors'][number];

/** Neurons of 2.5 to 3.3 time constants per step, weights in odd multiples of 1/128, delays of two steps. */
function probe(
  name: string,
  kinds: readonly Receptor['kind'][],
  more: Partial<EventsInput> & { readonly size?: number; readonly negative?: number },
): EventsInput {
  const { size = 1, negative = 0.2, ...own } = more;
  const stream = randomStream(`events/${name}`);
  const between = (least: number, most: number) => least + (most - least) * stream();
  const steps = own.steps ?? 32;
  const taus = { delta: [], exponential: [0.0055, 0.0021], alpha: [0.0031, 0.0047] } as const;
  const neurons = 6;
  const receptors = kinds.flatMap((kind): Receptor[] =>
    kind === 'delta' ? [{ kind }] : taus[kind].map((tauSeconds) => ({ kind, tauSeconds })),
  );
  const sources = Array.from({ length: Math.max(3, receptors.length) * neurons }, () => {
    const often = between(0.2, 0.45);
    return Array.from({ length: steps }, (_, step) => step).filter(() => stream() < often);
  });
  const weight = () => {
    const value = (2 * Math.round(between(13, 102)) + 1) / 128;
    return (stream() < negative ? -value : value) * size;
  };
  const connections = sources.map((_, source) => ({
    source,
    target: source % neurons,
    receptor: Math.floor(source / neurons) % receptors.length,
    weight: weight() * (receptors[Math.floor(source / neurons) % receptors.length]?.kind === 'alpha' ? 2 : 1),
    delaySteps: 2,
  }));
  return {
    dtSeconds: 0.002,
    tauRcSeconds: 0.006,
    refractorySteps: 0,
    minVoltage: Number.NEGATIVE_INFINITY,
    steps,
    initialVoltage: Array<number>(neurons).fill(0),
    receptors,
    sources,
    connections,
    ...own,
  };
}

/** One event of each of several weights and delays, each to a neuron of its own. */
const alone = (kind: Receptor, weights: readonly (readonly [weight: number, delaySteps: number])[]): EventsInput => ({
  dtSeconds: 0.001,
  tauRcSeconds: 0.02,
  refractorySteps: 1,
  minVoltage: Number.NEGATIVE_INFINITY,
  steps: 76,
  initialVoltage: weights.map(() => 0),
  receptors: [kind],
  sources: [[0], [2, 2]],
  connections: weights.flatMap(([weight, delaySteps], target) =>
    [0, 1].map((source) => ({ source, target, receptor: 0, weight, delaySteps })),
  ),
});

/** Neurons in a ring, one of which also inhibits itself and the one before it. */
const ring = (kind: 'delta' | 'exponential'): EventsInput => {
  const start = probe(`ring of ${kind}`, [kind], { steps: 48, refractorySteps: 2, minVoltage: -0.25 });
  const size = kind === 'delta' ? 1.4 : 4;
  const among = start.initialVoltage.map((_, neuron) => {
    const target = (neuron + 1) % start.initialVoltage.length;
    return { neuron, target, receptor: 0, weight: size, delaySteps: 2 + (neuron % 2) };
  });
  const itself = { neuron: 0, target: 0, receptor: 0, weight: -size / 2, delaySteps: 2 };
  const back = { neuron: 1, target: 0, receptor: 0, weight: -size / 4, delaySteps: 4 };
  return { ...start, connections: [...start.connections, ...among, itself, back, ...among.slice(1, 3)] };
};

/** Requests that distinguish the choices of events, the smallest first. */
export const eventProbes: Readonly<Record<string, EventsInput>> = {
  'single deltas': alone({ kind: 'delta' }, [
    [0.9, 1],
    ...([1, 0.4, 1e-9, 300, -300, -0.7].map((weight) => [weight, 2]) as [number, number][]),
    [0.8, 70],
  ]),
  'deltas in steps of 0.1 ms': {
    ...alone({ kind: 'delta' }, [
      [0.5, 43],
      [0.5, 49],
    ]),
    dtSeconds: 0.0001,
  },
  'single currents': alone({ kind: 'exponential', tauSeconds: 0.02 }, [
    ...([1, 1e-9, 300, -7].map((weight) => [weight, 2]) as [number, number][]),
    [5, 70],
  ]),
  deltas: probe('deltas', ['delta'], {}),
  'deltas and a floor': probe('floor', ['delta'], { minVoltage: -0.25, negative: 0.5 }),
  'deltas and a refractory period': probe('refractory deltas', ['delta'], { steps: 40, refractorySteps: 3 }),
  exponential: probe('exponential', ['exponential'], { steps: 40, size: 2 }),
  'exponential and a refractory period': probe('refractory exponential', ['exponential'], {
    steps: 40,
    refractorySteps: 2,
    size: 4,
    bias: [0, 0, 0.5, 0.5, 0.9, 0.9],
  }),
  alpha: probe('alpha', ['alpha'], { steps: 48, refractorySteps: 2, size: 2 }),
  mixed: probe('mixed', ['delta', 'exponential', 'alpha'], { steps: 48, refractorySteps: 1, minVoltage: -0.25 }),
  'ring of deltas': ring('delta'),
  'ring of currents': ring('exponential'),
};
