import type { CapabilityName, InputOf } from '../implementation.ts';
import type { Exchange } from './exchange.ts';

/** The largest sizes of the inputs that an implementation answered, by capability. */
export type TriedSizes = Readonly<Record<string, Readonly<Record<string, number>>>>;

type Measures = { readonly [Name in CapabilityName]?: (input: InputOf<Name>) => Record<string, number> };

const measures: Measures = {
  neuron: ({ initialVoltage, current }) => ({ neurons: initialVoltage.length, steps: current.length }),
  tuning: ({ intercepts }) => ({ neurons: intercepts.length }),
  synapse: ({ signal }) => ({ steps: signal.length }),
  network: ({ architecture, initialVoltage, steps, images }) => ({
    neurons: initialVoltage.reduce((sum, { length }) => sum + length, 0),
    layers: architecture.hidden.length,
    classes: architecture.classes,
    images: images.length,
    steps,
  }),
  seeded: ({ neurons }) => ({ neurons }),
  nir: ({ inputs }) => ({ steps: inputs.length }),
  training: ({ images, epochs }) => ({ images: images.length, epochs }),
};

/** The sizes after one more exchange. A refused input is not tried. */
export function withExchange(tried: TriedSizes, { capability, input, output }: Exchange): TriedSizes {
  const measure = measures[capability] as ((input: unknown) => Record<string, number>) | undefined;
  if (measure === undefined || output === undefined) return tried;
  const before = tried[capability] ?? {};
  const sizes = Object.entries(measure(input)).map(([name, size]) => [name, Math.max(size, before[name] ?? 0)]);
  return { ...tried, [capability]: Object.fromEntries(sizes) };
}
