import { networkPrograms } from '../../code/network-program.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import type { Snippet } from '../../frame/part.ts';
import { toyDigits } from '../opening/draw.ts';
import { pointOf } from './compute.ts';
import type { fields } from './fields.ts';

/** Computes the answers to the three digits of the opening with a repair. */
export function code(values: ValuesOf<typeof fields>): Snippet[] {
  return networkPrograms(toyDigits, [pointOf(values)]);
}
