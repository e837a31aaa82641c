import type { CapabilityName, InputOf } from '../implementation.ts';
import { SkippedCase } from '../protocol/driver/fault.ts';
import type { Exchange } from './exchange.ts';

/**
 * The sizes and parameters of the inputs that an implementation answered, by capability: the largest, except for those
 * in `leastOf`; and in `leftOut`, the number of requests beyond its limits or skipped.
 */
export type TriedSizes = Readonly<Record<string, Readonly<Record<string, number>>>>;

type Measures = { readonly [Name in CapabilityName]?: (input: InputOf<Name>) => Record<string, number> };

const measures: Measures = {
  neuron: ({ initialVoltage, current, dtSeconds, tauRcSeconds, minVoltage }) => ({
    neurons: initialVoltage.length,
    steps: current.length,
    smallestStep: dtSeconds / tauRcSeconds,
    largestStep: dtSeconds / tauRcSeconds,
    ...(minVoltage !== null && { lowestFloor: minVoltage }),
  }),
  tuning: ({ intercepts }) => ({ neurons: intercepts.length }),
  synapse: ({ signal }) => ({ steps: signal.length }),
  network: ({ architecture, initialVoltage, steps, images }) => ({
    neurons: initialVoltage.reduce((sum, { length }) => sum + length, 0),
    layers: architecture.hidden.length,
    classes: architecture.classes,
    images: images.length,
    steps,
    imageEdge: Math.max(architecture.input.rows, architecture.input.columns),
    kernelSize: Math.max(...architecture.hidden.map(({ kernelSize }) => kernelSize)),
  }),
  seeded: ({ neurons, seed }) => ({ neurons, largestSeed: seed }),
  nir: ({ inputs }) => ({ steps: inputs.length }),
  training: ({ images, epochs }) => ({ images: images.length, epochs }),
};

/** Of these the smallest value is kept. */
const leastOf: ReadonlySet<string> = new Set(['smallestStep', 'lowestFloor']);

/** What was tried after one more exchange. A refused input is not tried. */
export function withExchange(tried: TriedSizes, { capability, input, output, error }: Exchange): TriedSizes {
  const before = tried[capability] ?? {};
  if (error instanceof SkippedCase)
    return { ...tried, [capability]: { ...before, leftOut: (before.leftOut ?? 0) + 1 } };
  const measure = measures[capability] as ((input: unknown) => Record<string, number>) | undefined;
  if (measure === undefined || output === undefined) return tried;
  const sizes = Object.entries(measure(input))
    .filter(([, size]) => Number.isFinite(size))
    .map(([name, size]) => [name, (leastOf.has(name) ? Math.min : Math.max)(size, before[name] ?? size)]);
  return { ...tried, [capability]: { ...before, ...Object.fromEntries(sizes) } };
}
