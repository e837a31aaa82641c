import type { Part } from '../../frame/part.ts';
import { fields } from './fields.ts';

/** Part 5: accuracy over amplitude, computed with the whole network while the reader looks on. */
export const part: Part<typeof fields> = {
  name: 'thread',
  fields,
  needsEngine: true,
  load: () => import('./mount.ts'),
};
