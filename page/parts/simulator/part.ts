import type { Part } from '../../frame/part.ts';
import { fields } from './fields.ts';

/** The last part, behind the answer: the rules of simulators, and comparing the reader's own simulator with the reference. */
export const part: Part<typeof fields> = {
  name: 'simulator',
  fields,
  load: () => import('./mount.ts'),
  code: () => import('./code.ts'),
};
