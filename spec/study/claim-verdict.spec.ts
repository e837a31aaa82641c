import { describe, expect, it } from 'vitest';
import { claimVerdict } from '../../scripts/write-claims.ts';

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
