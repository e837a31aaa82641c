import { describe, expect, it } from 'vitest';
import { firesAsDeclared } from '../../properties/neuron/lif-declared.ts';
import { holdTo } from '../../properties/runs.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { simulatorOf } from '../../src/conformance/chosen-simulator.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import { judgeVector } from '../../src/conformance/vectors/judge-vector.ts';
import { expectUnder } from '../../src/conformance/vectors/other-conventions.ts';
import { publishedVectors } from '../../src/vectors.ts';

type Rounding = 'down' | 'nearest' | 'nearest-even' | 'up';

/** A simulator that counts its refractory period in whole steps, by a choice of the table. */
const counting = (refractory: string) => simulatorOf({ comparison: '>=', refractory });

const declaring = (rounding: Rounding): Conventions => ({
  ...nengoConventions,
  comparison: '>=',
  refractory: rounding,
});

const roundings: readonly Rounding[] = ['down', 'nearest', 'nearest-even', 'up'];
/** Each mistake with the rounding that it was meant to be. */
const mistakes: readonly (readonly [string, Rounding])[] = [
  ['truncated', 'down'],
  ['truncated-ms', 'down'],
  ['up-exactly', 'up'],
  ['counted-down', 'up'],
  ['counted-down-ms', 'up'],
  ['counted-down-float32', 'up'],
  ['counted-down-ms-float32', 'up'],
];

const vectors = publishedVectors().filter(({ clause }) => clause === 'refractory');

/** The vectors that a simulator fails if it declares a rounding. */
async function failed(implementation: Implementation, rounding: Rounding): Promise<string[]> {
  const ids: string[] = [];
  for (const published of vectors) {
    const vector = expectUnder(published, declaring(rounding), 'float64');
    if (vector && (await judgeVector(vector, implementation)).outcome === 'failed') ids.push(vector.id);
  }
  return ids;
}

describe('a refractory period of whole steps', () => {
  it.each(roundings)('conforms if 0.3/0.1 counts as 3 steps: %s', async (rounding) => {
    const how = { conventions: declaring(rounding), numRuns: 5 };
    await expect(holdTo(firesAsDeclared, counting(rounding), how)).resolves.toBeUndefined();
    expect(await failed(counting(rounding), rounding)).toEqual([]);
  });

  it.each(mistakes)('breaks a law and a vector if it is %s, though declared as %s', async (mistake, rounding) => {
    const how = { conventions: declaring(rounding), endOnFailure: true };
    await expect(holdTo(firesAsDeclared, counting(mistake), how)).rejects.toThrow('Property failed');
    expect(await failed(counting(mistake), rounding)).not.toEqual([]);
  });
});
