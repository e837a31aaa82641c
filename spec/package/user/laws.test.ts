import { holdTo, isApplicable, laws } from 'lifspec/properties';
import { judgeVector, publishedVectors } from 'lifspec/vectors';
import { expect, it } from 'vitest';
import { mine } from './simulator.ts';

for (const law of laws.filter((one) => isApplicable(one, mine)))
  it(`${law.id} [${law.clause}] ${law.statement}`, () => holdTo(law, mine), 60_000);
for (const vector of publishedVectors().filter(({ capability }) => capability in mine))
  it(`${vector.id} ${vector.title}`, async () =>
    expect(await judgeVector(vector, mine)).toMatchObject({ outcome: 'passed' }));
