import type { ValuesOf } from '../../frame/fields.ts';
import type { Mount } from '../../frame/part.ts';
import { mountToy } from '../opening/mount.ts';
import { pointOf, tilesAcross } from './compute.ts';
import type { fields } from './fields.ts';

/** Reads the digits of the opening with the chosen repair. */
export const mount: Mount<ValuesOf<typeof fields>> = (figure, state) => mountToy(figure, state, pointOf, tilesAcross);
