import type { Part } from '../../frame/part.ts';
import { fields } from './fields.ts';

/** The opening: accuracy against amplitude, computed while the page is read. */
export const part: Part<typeof fields> = {
  name: 'opening',
  fields,
  first: true,
  needsEngine: true,
  load: () => import('./mount.ts'),
  code: () => import('./code.ts'),
};
