import type { Part } from '../../frame/part.ts';
import { fields } from './fields.ts';

/** Part 6: a small network learns in the browser. */
export const part: Part<typeof fields> = {
  name: 'training',
  fields,
  needsEngine: true,
  load: () => import('./mount.ts'),
};
