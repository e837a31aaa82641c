import type { Part } from '../../frame/part.ts';
import { fields } from './fields.ts';

/** Part 7: the reader's own simulator, held to the reference. */
export const part: Part<typeof fields> = { name: 'simulator', fields, load: () => import('./mount.ts') };
