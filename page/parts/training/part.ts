import type { Part } from '../../frame/part.ts';
import { fields } from './fields.ts';

/** Part 7: training a small network. */
export const part: Part<typeof fields> = {
  name: 'training',
  fields,
  needsEngine: true,
  load: () => import('./mount.ts'),
  code: () => import('./code.ts'),
};
