import type { Part } from '../../frame/part.ts';
import { fields } from './fields.ts';

/** Part 3: two layers that pass a value on. */
export const part: Part<typeof fields> = { name: 'channel', fields, load: () => import('./mount.ts') };
