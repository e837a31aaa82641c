import type { Part } from '../../frame/part.ts';
import { fields } from './fields.ts';

/** Part 6: the original question, accuracy against amplitude of the whole network. */
export const part: Part<typeof fields> = {
  name: 'question',
  fields,
  needsEngine: true,
  load: () => import('./mount.ts'),
  code: () => import('./code.ts'),
};
