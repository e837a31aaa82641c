import type { AnyPart, Part } from '../frame/part.ts';
import { fields as channel } from './channel/fields.ts';
import { fields as curves } from './curves/fields.ts';
import { fields as network } from './network/fields.ts';
import { fields as neuron } from './neuron/fields.ts';
import { fields as opening } from './opening/fields.ts';
import { fields as question } from './question/fields.ts';
import { fields as simulator } from './simulator/fields.ts';
import { fields as swing } from './swing/fields.ts';
import { fields as training } from './training/fields.ts';
import { fields as tuning } from './tuning/fields.ts';

type Row<Set extends Part['fields']> = [
  name: string,
  fields: Set,
  load: Part<Set>['load'],
  code: Part<Set>['code'],
  needs?: 'first' | 'engine' | 'first, engine',
];

/** A part whose code loads when it is needed. */
function row<Set extends Part['fields']>(...[name, fields, load, code, needs = '' as never]: Row<Set>): AnyPart {
  const part = { name, fields, load, code, first: needs.includes('first'), needsEngine: needs.includes('engine') };
  return part as unknown as AnyPart;
}

/** All parts in the order of the page; the rules of simulators have a page of their own. */
export const parts: readonly AnyPart[] = [
  row(
    'opening',
    opening,
    () => import('./opening/mount.ts'),
    () => import('./opening/code.ts'),
    'first, engine',
  ),
  row(
    'neuron',
    neuron,
    () => import('./neuron/mount.ts'),
    () => import('./neuron/code.ts'),
    'first',
  ),
  row(
    'tuning',
    tuning,
    () => import('./tuning/mount.ts'),
    () => import('./tuning/code.ts'),
  ),
  row(
    'swing',
    swing,
    () => import('./swing/mount.ts'),
    () => import('./swing/code.ts'),
    'engine',
  ),
  row(
    'network',
    network,
    () => import('./network/mount.ts'),
    () => import('./network/code.ts'),
    'engine',
  ),
  row(
    'channel',
    channel,
    () => import('./channel/mount.ts'),
    () => import('./channel/code.ts'),
  ),
  row(
    'curves',
    curves,
    () => import('./curves/mount.ts'),
    () => import('./curves/code.ts'),
  ),
  row(
    'question',
    question,
    () => import('./question/mount.ts'),
    () => import('./question/code.ts'),
    'engine',
  ),
  row(
    'training',
    training,
    () => import('./training/mount.ts'),
    () => import('./training/code.ts'),
    'engine',
  ),
  row(
    'simulator',
    simulator,
    () => import('./simulator/mount.ts'),
    () => import('./simulator/code.ts'),
  ),
];
