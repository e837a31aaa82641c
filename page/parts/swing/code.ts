import { networkPrograms } from '../../code/network-program.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import type { Snippet } from '../../frame/part.ts';
import { swingInputOf } from './compute.ts';
import type { fields } from './fields.ts';

/** Computes the current and voltage of the watched neuron, and how many of 500 digits are read correctly. */
export function code(values: ValuesOf<typeof fields>): Snippet[] {
  const { digit, layer, neuron, points } = swingInputOf(values);
  return [
    ...networkPrograms([digit], points, { layer, neuron }),
    {
      language: 'lifspec',
      text: `npx --no-install lifspec sweep --amplitudes ${values.amplitude}${values.synapse > 0 ? ` --synapse ${values.synapse / 1000}` : ''} --images 500`,
    },
  ];
}
