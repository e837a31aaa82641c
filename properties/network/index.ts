import type { Law } from '../law.ts';
import { amplitudeLaws } from './amplitude.ts';
import { independenceLaws } from './independence.ts';
import { layerLaws } from './layers.ts';
import { rateLaws } from './rates.ts';
import { readOutLaws } from './read-out.ts';
import { refusalLaws } from './refusal.ts';

/** What a network of LIF neurons does, whatever it was trained for. */
export const networkLaws: readonly Law[] = [
  ...layerLaws,
  ...readOutLaws,
  ...amplitudeLaws,
  ...independenceLaws,
  ...rateLaws,
  ...refusalLaws,
];
