import { z } from 'zod';
import type { DataOf } from '../../base/data-of.ts';

/** @param least - what almost all vectors need, and a program may not undercut */
const limit = (least: number, meaning: string) => z.int().min(least).exactOptional().describe(meaning);

export const sizeLimits = z.object({
  neurons: limit(100, 'Largest number of neurons in a request, in all layers of a network.'),
  steps: limit(2000, 'Largest number of steps in a request.'),
  refractorySteps: limit(1000, 'Largest refractory period of a neuron in a request, in steps, rounded up.'),
  products: limit(
    100_000,
    'Largest number of products of weights and inputs in a request. Of a network: images · steps · products of a step, padding included. Of a training: images · (steps + 3 · epochs + 1) · products of a step.',
  ),
  seed: limit(2 ** 31 - 1, 'Largest seed in a request for seeded or training.'),
});

export interface SizeLimits extends DataOf<typeof sizeLimits> {}

/** The limits of `lifspec serve`. It needs ten seconds to two minutes for the largest requests. */
export const servedLimits: SizeLimits = { neurons: 1_000_000, steps: 100_000, products: 4e9 };

/** The most values in an answer: more may exceed the limits of a message. */
const mostValues = 2_500_000;

/** The size of a request and, in `values`, of its answer. */
export type Demand = { readonly [Name in keyof SizeLimits | 'values']?: number };

/**
 * The limit that a request exceeds, as the end of a sentence about the request; undefined if there is none.
 *
 * @example whatExceeds({ neurons: 200 }, { neurons: 100 }) // '200 neurons, but the limit is 100'
 * @example whatExceeds({ seed: 3e9 }, { seed: 2 ** 31 - 1 }) // 'seed 3000000000, but the limit is 2147483647'
 */
export function whatExceeds(demand: Demand, declared: SizeLimits): string | undefined {
  const all = { ...declared, values: mostValues };
  const name = (Object.keys(all) as (keyof Demand)[]).find((one) => (demand[one] ?? 0) > (all[one] ?? Infinity));
  const size = name && demand[name];
  const what = { seed: `seed ${size}`, refractorySteps: `a refractory period of ${size} steps` }[name as string];
  return name && `${what ?? `${size} ${name}`}, but the limit is ${all[name]}`;
}
