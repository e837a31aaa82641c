import type { Part } from '../../frame/part.ts';
import { fields } from './fields.ts';

/** Part 1: one neuron, its input, voltage and spikes. */
export const part: Part<typeof fields> = {
  name: 'neuron',
  fields,
  first: true,
  load: () => import('./mount.ts'),
  code: () => import('./code.ts'),
};
