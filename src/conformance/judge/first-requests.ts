import { ask } from '../ask.ts';
import type { CapabilityName, Implementation, InputOf } from '../implementation.ts';
import { ImplementationFault } from '../protocol/driver/fault.ts';
import type { Vector } from '../vectors/vector.ts';

/**
 * Sends a few valid requests for every capability of a program, to find out whether it speaks the protocol before it is
 * judged: some vectors, or a made-up request if there are no vectors.
 *
 * @throws {ImplementationFault} naming the first field of an answer that is wrong, or the first error
 */
export async function requireProtocol(
  implementation: Implementation,
  capabilities: Iterable<CapabilityName>,
  vectors: readonly Vector[],
): Promise<void> {
  for (const capability of capabilities) {
    const act = implementation[capability] as ((input: never) => unknown) | undefined;
    if (act === undefined) continue;
    const own = vectors.filter((one) => one.capability === capability).map(({ input }) => input);
    // one of them has several neurons, whose answers have another shape
    const several = own.find((input) => 'current' in input && input.initialVoltage.length > 1);
    const some = own.filter((one, index) => one === several || index % Math.ceil(own.length / sent) === 0);
    for (const input of capability in small ? [small[capability as keyof typeof small]] : some)
      await send(input, capability, act);
  }
}

/** Requests of a capability that are sent. */
const sent = 5;

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

const uniform = { kind: 'uniform', low: 0, high: 1 } as const;
const times = { tauRcSeconds: 0.02, tauRefSeconds: 0.002 };

const small: { readonly [Name in 'seeded' | 'nir' | 'training']: InputOf<Name> } = {
  seeded: {
    ...{ ...times, seed: 7, neurons: 5, maxRatesHz: { kind: 'choice', values: [100] } },
    ...{ intercepts: uniform, initialVoltage: uniform },
  },
  nir: {
    dtSeconds: 0.0001,
    nodes: [{ type: 'LIF', tau: [0.002, 0.002], r: [1, 1], v_leak: [0, 0], v_threshold: [1, 1], v_reset: [0, 0] }],
    inputs: Array.from({ length: 60 }, () => [2, 0]),
  },
  training: {
    architecture: {
      name: 'small',
      input: { rows: 3, columns: 3, channels: 1 },
      hidden: [
        { kernelSize: 2, stride: 1, channels: 2 },
        { kernelSize: 2, stride: 1, channels: 3 },
      ],
      classes: 2,
      neuron: { ...times, maxRateHz: 100, intercept: 0 },
      readoutTauSeconds: 0.1,
    },
    ...{ amplitude: 0.01, minVoltage: 0, steps: 20, dtSeconds: 0.001 },
    optimizer: { learningRate: 0.001, decay: 0.9, epsilon: 1e-7 },
    ...{ seed: 0, epochs: 1, batchSize: 2, order: 'shuffled', labels: [0, 1] },
    images: [new Uint8Array(9).fill(255), Uint8Array.of(0, 50, 100, 150, 200, 250, 0, 50, 100)],
  },
};
