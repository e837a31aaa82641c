import { describe, expect, it } from 'vitest';
import { claims } from '../../src/conformance/claims.ts';
import type { ClaimsOutput } from '../../src/report/claims.ts';
import { expectSchema, lifspec } from './command-line.ts';

describe('lifspec claims', () => {
  it('lists all claims in order, each with the laws and the studies that decide it', async () => {
    const output: ClaimsOutput = JSON.parse((await lifspec('claims --format json')).stdout);
    const listed = output.claims.map(({ id, laws, evidence }) => ({
      id,
      laws: laws.map((law) => law.id).sort(),
      studies: [...new Set(evidence.map(({ study }) => study))],
    }));
    const stated = claims.map(({ id, laws, studies = [], studiesOutsideScope = [] }) => ({
      id,
      laws: laws.toSorted(),
      studies: [...studies, ...studiesOutsideScope],
    }));
    expect(listed).toEqual(stated);
    expectSchema('claims', output);
  });
});
