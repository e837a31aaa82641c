import fc from 'fast-check';
import type { NirInput } from '../../src/conformance/implementation.ts';
import type { NirNeuron, NirParameter } from '../../src/conformance/nir/neurons.ts';

/** A node with a leak and spikes. */
export type LeakyType = 'LIF' | 'CubaLIF';

export type NodeOf<Type extends NirNeuron['type']> = Extract<NirNeuron, { readonly type: Type }>;

/** A neuron with a leak, and its drive in volts [step]. */
export interface DrivenNode<Type extends LeakyType = LeakyType> {
  readonly node: NodeOf<Type>;
  /** r · I [step] */
  readonly drive: readonly number[];
  /** Steps without drive that bring the voltage to rest, wherever it starts: 20 time constants. */
  readonly restSteps: number;
}

/** The step length of all requests except those about time, because one importer supports no other. */
export const plainDtSeconds = 0.0001;

/**
 * A node whose parameters are as simple as possible, so that each law changes only the one that it is about, and a
 * drive that makes it fire at times. The time constants are 4 to 12 steps.
 */
export function drivenNode<Type extends LeakyType>(type: Type): fc.Arbitrary<DrivenNode<Type>> {
  const steps = fc.integer({ min: 4, max: 12 });
  const block = fc.record({ eighths: fc.integer({ min: -8, max: 40 }), steps: fc.integer({ min: 3, max: 12 }) });
  const blocks = fc.array(block, { minLength: 3, maxLength: 8 });
  const gains = fc.constantFrom('1', 'tau_mem/dt', 'both');
  return fc.record({ tau: steps, synapse: steps, threshold: fc.constantFrom(1, 2), gains, blocks }).map((drawn) => ({
    node: nodeOf(type, drawn) as NodeOf<Type>,
    drive: drawn.blocks.flatMap((one) => Array<number>(one.steps).fill((one.eighths / 8) * drawn.threshold)),
    restSteps: 20 * (type === 'LIF' ? drawn.tau : drawn.tau + drawn.synapse),
  }));
}

interface Drawn {
  readonly tau: number;
  readonly synapse: number;
  readonly threshold: number;
  readonly gains: string;
}

/** Some importers of CubaLIF honor only r = tau_mem/dt, or also w_in = tau_syn/dt. */
function nodeOf(type: LeakyType, { tau, synapse, threshold, gains }: Drawn): NirNeuron {
  const plain = { v_leak: [0], v_threshold: [threshold], v_reset: [0] };
  if (type === 'LIF') return { type, tau: [tau * plainDtSeconds], r: [1], ...plain };
  const times = { tau_syn: [synapse * plainDtSeconds], tau_mem: [tau * plainDtSeconds] };
  return { type, ...times, r: [gains === '1' ? 1 : tau], w_in: [gains === 'both' ? synapse : 1], ...plain };
}

/** The request whose input drives each neuron of a node by given volts [step]. */
export function requestOf(node: NirNeuron, drive: readonly number[], dtSeconds: number = plainDtSeconds): NirInput {
  const weights = node.type === 'CubaLIF' ? node.w_in : node.r.map(() => 1);
  const inputs = drive.map((volts) => node.r.map((r, neuron) => volts / (r * (weights[neuron] as number))));
  return { dtSeconds, nodes: [node], inputs };
}

/** A node with changed parameters. Changes of parameters that the node lacks are ignored. */
export function changedNode<Node extends NirNeuron>(
  node: Node,
  change: Partial<Record<NirParameter, (value: number) => number>>,
): Node {
  const entries = Object.entries(node).map(([name, values]) => {
    const map = change[name as NirParameter];
    return [name, map === undefined ? values : (values as readonly number[]).map(map)];
  });
  return Object.fromEntries(entries) as Node;
}

/** A power of 2 other than 1, from 1/8 to 8. */
export const factor = (): fc.Arbitrary<number> => fc.constantFrom(0.125, 0.25, 0.5, 2, 4, 8);
