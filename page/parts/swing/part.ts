import type { Part } from '../../frame/part.ts';
import { fields } from './fields.ts';

/** Part 5: why larger spikes make the next neuron's input swing. */
export const part: Part<typeof fields> = {
  name: 'swing',
  fields,
  needsEngine: true,
  load: () => import('./mount.ts'),
  code: () => import('./code.ts'),
};
