import type { Part } from '../../frame/part.ts';
import { fields } from './fields.ts';

/** Part 3: a communication channel of two layers. */
export const part: Part<typeof fields> = {
  name: 'channel',
  fields,
  load: () => import('./mount.ts'),
  code: () => import('./code.ts'),
};
