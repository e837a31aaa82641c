import fc from 'fast-check';
import { exp } from '../../src/base/elementary.ts';
import { unitRoundoff } from '../../src/base/precision.ts';
import type { NirExportInput, NirExportOutput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { type NirNeuron, type NirWeights, requireNir } from '../../src/conformance/nir/neurons.ts';
import { requireThat } from '../require.ts';
import { requireRight } from './right.ts';

/** Numbers of neurons and channels: as many of both, so that transposed weights have the right size, and others. */
const sizes = [
  [1, 1],
  [2, 2],
  [3, 3],
  [2, 3],
  [4, 2],
] as const;

const eighths = (min: number, max: number) => fc.integer({ min, max }).map((count) => count / 8);
const listOf = <Value>(one: fc.Arbitrary<Value>, size: number) => fc.array(one, { minLength: size, maxLength: size });

/**
 * Neurons that fire at times. Every number but a time has a few bits, so that float32 contains it. A bias alone leads no
 * neuron to its threshold.
 */
export function exportedNetwork(): fc.Arbitrary<NirExportInput> {
  return fc
    .record({
      size: fc.constantFrom(...sizes),
      dtSeconds: fc.constantFrom(0.001, 0.0001, 2 ** -12, 0.00025),
      tauSteps: fc.integer({ min: 4, max: 40 }),
      hasBias: fc.boolean(),
    })
    .chain(({ size: [neurons, channels], dtSeconds, tauSteps, hasBias }) =>
      fc
        .record({
          weights: listOf(listOf(eighths(-8, 24), channels), neurons),
          bias: listOf(eighths(-6, 6), neurons),
          blocks: fc.array(fc.tuple(listOf(eighths(0, 16), channels), fc.integer({ min: 2, max: 12 })), {
            minLength: 3,
            maxLength: 6,
          }),
        })
        .map(({ weights, bias, blocks }) => ({
          dtSeconds,
          tauRcSeconds: tauSteps * dtSeconds,
          weights,
          ...(hasBias && { bias }),
          inputs: blocks.flatMap(([row, steps]) => Array<number[]>(steps).fill(row)),
        })),
    );
}

type Lif = Extract<NirNeuron, { readonly type: 'LIF' }>;

/** A law about an exported graph and the run of the network it is of. */
function exporting(
  id: string,
  statement: string,
  check: (law: Law, asked: NirExportInput, answer: NirExportOutput) => void,
): Law {
  const law: Law = {
    id,
    clause: 'nir-export',
    statement,
    needs: ['nir_export'],
    property: (implementation) =>
      fc.asyncProperty(exportedNetwork(), async (asked) => {
        check(law, asked, await capabilityOf(implementation, 'nir_export')(asked));
      }),
  };
  return law;
}

/** The weights and the neurons of a graph. */
function partsOf(law: Law, { nodes }: NirExportOutput): readonly [NirWeights, Lif] {
  const [weights, neuron] = nodes;
  const got = nodes.map(({ type }) => type).join(', ');
  requireThat(neuron?.type === 'LIF', law, () => ({ expected: 'an Affine or a Linear, and a LIF', got }));
  const { length } = (weights as NirWeights).weight;
  const wrong = Object.entries(neuron as Lif).find(([, values]) => Array.isArray(values) && values.length !== length);
  requireThat(wrong === undefined, law, () => ({
    expected: `${wrong?.[0]} of the LIF: one number per neuron, ${length}`,
    got: `${wrong?.[1].length}`,
  }));
  return [weights as NirWeights, neuron as Lif];
}

/** An exporter may compute in float32, and reach a time or a weight in several operations. */
const roundings = 64 * unitRoundoff.float32;

const areNear = (one: number, other: number, size = Math.abs(other)): boolean =>
  Math.abs(one - other) <= roundings * Math.max(size, 1);

/** What remains of a distance to rest after a step, exactly or by Euler. */
const decaysOf = (tau: number, dt: number) => [exp(-dt / tau), 1 - dt / tau];

/** The graph may spell a time constant that Euler, or the exact solution, turns into the decay that was asked for. */
const keepsTime = exporting(
  'export/keeps-time',
  'the exported LIF always decays per step as asked, by its tau in seconds',
  (law, { dtSeconds, tauRcSeconds, weights }, answer) => {
    const [, { tau }] = partsOf(law, answer);
    const right = decaysOf(tauRcSeconds, dtSeconds);
    for (const neuron of weights.keys()) {
      const own = tau[neuron] ?? Number.NaN;
      const isRight = decaysOf(own, dtSeconds).some((decay) => right.some((asked) => areNear(decay, asked)));
      const where = `tau of neuron ${neuron}`;
      requireThat(isRight, law, () => ({ where, expected: tauRcSeconds, got: own }));
    }
  },
);

/**
 * Refutes a law unless numbers of a graph, times r and in distances from v_reset to v_threshold, are those asked for: a
 * simulator may have voltages of its own.
 */
function requireDrive(
  law: Law,
  { r, v_threshold, v_reset }: Lif,
  where: string,
  neuron: number,
  volts: number | undefined,
  expected: number,
  rest = 0,
): void {
  const of = (values: readonly number[]) => values[neuron] ?? Number.NaN;
  const span = of(v_threshold) - of(v_reset);
  const got = (of(r) * (volts ?? Number.NaN) + rest) / span;
  // voltages that are far from 0 are rounded as such
  const size = Math.max(Math.abs(expected), Math.abs(rest / span), Math.abs(of(v_threshold) / span));
  requireThat(areNear(got, expected, size), law, () => ({ where: `${where} of neuron ${neuron}`, expected, got }));
}

const keepsWeights = exporting(
  'export/keeps-weights',
  'the exported weights always drive each neuron by each channel as asked, relative to its threshold',
  (law, { weights }, answer) => {
    const [{ weight }, lif] = partsOf(law, answer);
    for (const [neuron, row] of weights.entries())
      for (const [channel, expected] of row.entries())
        requireDrive(law, lif, `weight ${channel}`, neuron, weight[neuron]?.[channel], expected);
  },
);

const keepsBias = exporting(
  'export/keeps-bias',
  'the exported bias, with v_leak, always drives each neuron as asked, relative to its threshold',
  (law, { weights, bias = weights.map(() => 0) }, answer) => {
    const [node, lif] = partsOf(law, answer);
    for (const [neuron, expected] of bias.entries()) {
      const own = node.type === 'Affine' ? node.bias[neuron] : 0;
      const rest = (lif.v_leak[neuron] ?? Number.NaN) - (lif.v_reset[neuron] ?? Number.NaN);
      requireDrive(law, lif, 'bias', neuron, own, expected, rest);
    }
  },
);

const isValid = exporting(
  'export/is-valid',
  'the exported graph always has one number per neuron and parameter, a weight per channel, and times above 0',
  (law, { dtSeconds, inputs, weights }, { nodes }) => {
    try {
      requireNir(nodes, inputs, dtSeconds);
    } catch (error) {
      requireThat(false, law, () => ({ expected: 'a valid graph', got: (error as Error).message }));
    }
    const neurons = (nodes.at(-1) as NirNeuron).r.length;
    requireThat(neurons === weights.length, law, () => ({ expected: `${weights.length} neurons`, got: neurons }));
  },
);

/** Whoever imports the graph gets the network that its author ran. */
const firesAsItRan = exporting(
  'export/fires-as-it-ran',
  'the exported graph, run by one right discretization, always fires as the network did',
  (law, { dtSeconds, inputs }, { nodes, spikes, voltage }) => {
    const answer = { spikes, ...(voltage && { voltage }) };
    requireRight(law, { dtSeconds, nodes, inputs }, answer);
  },
);

/** Laws about exporters of NIR. */
export const nirExportLaws: readonly Law[] = [isValid, keepsTime, keepsWeights, keepsBias, firesAsItRan];
