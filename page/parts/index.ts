import type { AnyPart } from '../frame/part.ts';
import { part as channel } from './channel/part.ts';
import { part as network } from './network/part.ts';
import { part as neuron } from './neuron/part.ts';
import { part as opening } from './opening/part.ts';
import { part as question } from './question/part.ts';
import { part as simulator } from './simulator/part.ts';
import { part as swing } from './swing/part.ts';
import { part as training } from './training/part.ts';
import { part as tuning } from './tuning/part.ts';

/** All parts in the order of the page. */
export const parts = [
  opening,
  neuron,
  tuning,
  channel,
  network,
  swing,
  question,
  training,
  simulator,
] as unknown as readonly AnyPart[];
