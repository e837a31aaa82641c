import { describe, expect, it } from 'vitest';
import { type ClaimEntry, describeEvidence, joinClaims } from '../scripts/write-claims.ts';
import { claims } from '../src/conformance/claims.ts';

for (const entry of joinClaims()) describe(`${entry.id}: ${entry.statement}`, () => decide(entry));

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
