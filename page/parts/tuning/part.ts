import type { Part } from '../../frame/part.ts';
import { fields } from './fields.ts';

/** Part 2: what max rate and intercept mean. */
export const part: Part<typeof fields> = {
  name: 'tuning',
  fields,
  first: true,
  load: () => import('./mount.ts'),
  code: () => import('./code.ts'),
};
