import type { Part } from '../../frame/part.ts';
import { fields } from './fields.ts';

/** Part 8: comparing the reader's own simulator with the reference. */
export const part: Part<typeof fields> = {
  name: 'simulator',
  fields,
  load: () => import('./mount.ts'),
  code: () => import('./code.ts'),
};
