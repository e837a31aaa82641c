import { networkPrograms } from '../../code/network-program.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import type { Snippet } from '../../frame/part.ts';
import type { fields } from './fields.ts';

/** Computes the answer, and how many of 500 digits are read correctly. */
export function code({ digit, amplitude, floor }: ValuesOf<typeof fields>): Snippet[] {
  const minVoltage = floor === 'none' ? 'none' : 0;
  return [
    ...networkPrograms([digit], [{ amplitude, floor }]),
    {
      language: 'lifspec',
      text: `npx --no-install lifspec sweep --amplitudes ${amplitude} --min-voltage ${minVoltage} --images 500`,
    },
  ];
}
