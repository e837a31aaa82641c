import { describe, expect, it } from 'vitest';
import { versions } from '../../src/base/version.ts';
import { type ClaimEntry, claimVerdict, reportClaims } from '../../src/report/claims.ts';
import { formatText } from '../../src/report/text.ts';

const law = { id: 'lif/law', statement: 'always holds' };
const says = (holds: boolean | null, network = 'tutorial', study = 'made-up') => {
  return { study, network, sentence: '98 → 80 %', holds };
};

describe('the verdict on a claim', () => {
  it.each([
    ['holds (law and saved study)', 'a law, and a study that shows it', [law], [says(true)]],
    ['holds (law)', 'a law alone', [law], []],
    ['holds (law)', 'a law, and an undecided study', [law], [says(null)]],
    ['holds in the saved study', 'one study that shows it, and an undecided one', [], [says(true), says(null)]],
    ['does not hold in the saved study', 'one study for it, and one against', [law], [says(true), says(false)]],
    ['not shown yet', 'nothing', [], []],
    ['not shown yet', 'an undecided study', [], [says(null)]],
    [
      'holds (law and saved study)',
      'a study against it of another network',
      [law],
      [says(true), says(false, 'miniature')],
    ],
    ['does not hold in the saved study', 'only that study', [law], [says(null), says(false, 'miniature')]],
  ])('is "%s" for %s', (verdict, _, laws, evidence) => {
    expect(claimVerdict(laws, evidence)).toBe(verdict);
  });
});

describe('the list of claims', () => {
  const entry: ClaimEntry = {
    ...{ id: 'C5', statement: 'A larger amplitude | lowers accuracy.', scope: 'a scope', kind: 'statistical' },
    verdict: 'holds (law and saved study)',
    laws: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, statement: 'holds' })),
    evidence: [says(true), says(true, 'tutorial', 'second'), says(false, 'tutorial', 'third')],
  };
  const text = (change: Partial<ClaimEntry> = {}) =>
    formatText(reportClaims({ versions, claims: [{ ...entry, ...change }] }));

  it('as text lists every law and study', () => {
    expect(text().match(/^ {2}law /gm)).toHaveLength(5);
    expect(text()).toContain('  evidence  second: 98 → 80 %\n');
  });

  it('says so if it is undecided, or if a study is outside of the scope of the claim', () => {
    expect(text({ evidence: [says(null)] })).toContain('98 → 80 % (undecided)\n');
    const evidence = [{ ...says(false), isOutsideScope: true as const }];
    expect(text({ evidence })).toContain('98 → 80 % (outside the scope)\n');
  });
});
