import { describe, expect, it } from 'vitest';
import { type ClaimEntry, formatClaimsMarkdown, formatClaimsText, verdictOf } from '../../src/report/claims.ts';

const law = { id: 'lif/law', statement: 'always holds' };
const says = (holds: boolean | null, network = 'tutorial') => ({
  study: 'made-up',
  network,
  sentence: '98 → 80 %',
  holds,
});

describe('the verdict on a claim', () => {
  it.each([
    ['holds (law and kept study)', [law], [says(true)]],
    ['holds (law)', [law], []],
    ['holds (law)', [law], [says(null)]],
    ['holds on the kept study', [], [says(true), says(null)]],
    ['does not hold on the kept study', [law], [says(true), says(false)]],
    ['not shown yet', [], []],
    ['not shown yet', [], [says(null)]],
    // the claims are about the tutorial network
    ['holds (law and kept study)', [law], [says(true), says(false, 'miniature')]],
    ['does not hold on the kept study', [law], [says(null), says(false, 'miniature')]],
  ])('is "%s" for laws %j and evidence %j', (verdict, laws, evidence) => {
    expect(verdictOf(laws, evidence)).toBe(verdict);
  });
});

describe('the list of claims', () => {
  const entry: ClaimEntry = {
    id: 'C5',
    statement: 'A larger amplitude | lowers accuracy.',
    scope: 'a scope',
    kind: 'statistical',
    about: 'a network',
    laws: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, statement: 'holds' })),
    verdict: 'holds (law and kept study)',
    evidence: [says(true), { ...says(true), study: 'second' }, { ...says(false), study: 'third' }],
  };

  it('as Markdown has short cells: some laws, the first study and those against it', () => {
    expect(formatClaimsMarkdown([entry]).split('\n')[2]).toBe(
      '| C5 | A larger amplitude \\| lowers accuracy. | a scope | **holds (law and kept study)**<br>made-up: 98 → 80 %<br>third: 98 → 80 % (does not hold) | `a`, `b`, `c`, 2 more |',
    );
  });

  it('says where chance is not excluded', () => {
    expect(formatClaimsText([{ ...entry, evidence: [says(null)] }])).toContain('98 → 80 % (chance is not excluded)\n');
  });

  it('says of a claim about a neuron or a channel that digits tell nothing of it', () => {
    const bare: ClaimEntry = { ...entry, about: 'a neuron', verdict: 'holds (law)', evidence: [] };
    expect(formatClaimsMarkdown([bare])).toContain('| **holds (law)**<br>about a neuron, not about digits | `a`');
    expect(formatClaimsText([bare])).toContain('     evidence  about a neuron, not about digits\n');
    expect(formatClaimsMarkdown([{ ...bare, about: 'a network' }])).toContain('| **holds (law)**<br>none kept |');
  });

  it('as text has every law and study, and says where none is kept', () => {
    const text = formatClaimsText([entry, { ...entry, id: 'C6', evidence: [] }]);
    expect(text.match(/ {5}law /g)).toHaveLength(10);
    expect(text).toContain('     evidence  second: 98 → 80 %\n');
    expect(text).toContain('     evidence  none kept\n');
  });
});
