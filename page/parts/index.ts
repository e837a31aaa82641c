import type { AnyPart, Part } from '../frame/part.ts';
import { fields as channel } from './channel/fields.ts';
import { fields as network } from './network/fields.ts';
import { fields as neuron } from './neuron/fields.ts';
import { fields as opening } from './opening/fields.ts';
import { fields as question } from './question/fields.ts';
import { fields as simulator } from './simulator/fields.ts';
import { fields as swing } from './swing/fields.ts';
import { fields as training } from './training/fields.ts';
import { fields as tuning } from './tuning/fields.ts';

/** A part whose code loads when it is needed. */
function part<Set extends Part['fields']>(
  name: string,
  fields: Set,
  load: Part<Set>['load'],
  code: Part<Set>['code'],
  more: Pick<Part, 'first' | 'needsEngine'> = {},
): AnyPart {
  return { name, fields, load, code, ...more } as unknown as AnyPart;
}

/** All parts in the order of the page. */
export const parts: readonly AnyPart[] = [
  part(
    'opening',
    opening,
    () => import('./opening/mount.ts'),
    () => import('./opening/code.ts'),
    { first: true, needsEngine: true },
  ),
  part(
    'neuron',
    neuron,
    () => import('./neuron/mount.ts'),
    () => import('./neuron/code.ts'),
    { first: true },
  ),
  part(
    'tuning',
    tuning,
    () => import('./tuning/mount.ts'),
    () => import('./tuning/code.ts'),
    { first: true },
  ),
  part(
    'channel',
    channel,
    () => import('./channel/mount.ts'),
    () => import('./channel/code.ts'),
  ),
  part(
    'network',
    network,
    () => import('./network/mount.ts'),
    () => import('./network/code.ts'),
    { needsEngine: true },
  ),
  part(
    'swing',
    swing,
    () => import('./swing/mount.ts'),
    () => import('./swing/code.ts'),
    { needsEngine: true },
  ),
  part(
    'question',
    question,
    () => import('./question/mount.ts'),
    () => import('./question/code.ts'),
    { needsEngine: true },
  ),
  part(
    'training',
    training,
    () => import('./training/mount.ts'),
    () => import('./training/code.ts'),
    { needsEngine: true },
  ),
  part(
    'simulator',
    simulator,
    () => import('./simulator/mount.ts'),
    () => import('./simulator/code.ts'),
  ),
];
