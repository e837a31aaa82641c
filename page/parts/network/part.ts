import type { Part } from '../../frame/part.ts';
import { fields } from './fields.ts';

/** Part 4: the whole network. */
export const part: Part<typeof fields> = {
  name: 'network',
  fields,
  needsEngine: true,
  load: () => import('./mount.ts'),
  code: () => import('./code.ts'),
};
