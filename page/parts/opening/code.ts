import { networkPrograms } from '../../code/network-program.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import type { Snippet } from '../../frame/part.ts';
import { toyDigits } from './draw.ts';
import type { fields } from './fields.ts';

/** Computes the answers to the three digits. */
export function code({ amplitude, floor }: ValuesOf<typeof fields>): Snippet[] {
  return networkPrograms(toyDigits, [{ amplitude, floor }]);
}
