import { describe, expect, it } from 'vitest';
import { allLaws } from '../properties/laws.ts';
import { claims } from '../src/conformance/claims.ts';
import { type ClaimEntry, describeEvidence, joinClaims } from '../src/report/claims.ts';
import { gatherEvidence } from '../src/study/evidence.ts';
import { readStudies } from '../src/study/results/read-saved.ts';

const entries = joinClaims(allLaws, gatherEvidence(claims, readStudies('fixtures/studies')));

for (const entry of entries) describe(`${entry.id}: ${entry.statement}`, () => decide(entry));

function decide(entry: ClaimEntry): void {
  const { id, verdict, laws, evidence } = entry;
  it(verdict, () => {
    expect(verdict).toMatch(/^holds/);
  });

  const listed = claims.find((claim) => claim.id === id)?.laws ?? [];
  if (listed.length > 0)
    it(`laws, run above: ${listed.join(', ')}`, () => {
      expect(laws.map((law) => law.id).sort()).toEqual(listed.toSorted());
    });

  for (const one of evidence)
    it(String(describeEvidence([one])), ({ skip }) => {
      skip(one.holds === null, 'undecided');
      expect(one.holds).toBe(true);
    });
}
