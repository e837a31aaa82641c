import { describe, expect, it } from 'vitest';
import { versions } from '../../src/base/version.ts';
import { type ClaimEntry, claimVerdict, formatClaimsMarkdown, formatClaimsText } from '../../src/report/claims.ts';

const law = { id: 'lif/law', statement: 'always holds' };
const says = (holds: boolean | null, network = 'tutorial') => ({
  study: 'made-up',
  network,
  sentence: '98 → 80 %',
  holds,
});

describe('the verdict on a claim', () => {
  it.each([
    ['holds (law and saved study)', [law], [says(true)]],
    ['holds (law)', [law], []],
    ['holds (law)', [law], [says(null)]],
    ['holds in the saved study', [], [says(true), says(null)]],
    ['does not hold in the saved study', [law], [says(true), says(false)]],
    ['not shown yet', [], []],
    ['not shown yet', [], [says(null)]],
    // the claims are about the tutorial network
    ['holds (law and saved study)', [law], [says(true), says(false, 'miniature')]],
    ['does not hold in the saved study', [law], [says(null), says(false, 'miniature')]],
  ])('is "%s" for laws %j and evidence %j', (verdict, laws, evidence) => {
    expect(claimVerdict(laws, evidence)).toBe(verdict);
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
    verdict: 'holds (law and saved study)',
    evidence: [says(true), { ...says(true), study: 'second' }, { ...says(false), study: 'third' }],
  };

  it('as Markdown names three laws, the first study and those that refute the claim', () => {
    expect(formatClaimsMarkdown({ versions, claims: [entry] }).split('\n')[2]).toBe(
      '| C5 | A larger amplitude \\| lowers accuracy. | a scope | **holds (law and saved study)**<br>made-up: 98 → 80 %<br>third: 98 → 80 % (does not hold) | `a`, `b`, `c`, 2 more |',
    );
  });

  it('says so if chance is not ruled out', () => {
    expect(formatClaimsText({ versions, claims: [{ ...entry, evidence: [says(null)] }] })).toContain(
      '98 → 80 % (chance is not ruled out)\n',
    );
  });

  it('says that a claim about a neuron or a channel is not measured on MNIST', () => {
    const bare: ClaimEntry = { ...entry, about: 'a neuron', verdict: 'holds (law)', evidence: [] };
    expect(formatClaimsMarkdown({ versions, claims: [bare] })).toContain(
      '| **holds (law)**<br>about a neuron, so not measured on MNIST | `a`',
    );
    expect(formatClaimsText({ versions, claims: [bare] })).toContain(
      '     evidence  about a neuron, so not measured on MNIST\n',
    );
    expect(formatClaimsMarkdown({ versions, claims: [{ ...bare, about: 'a network' }] })).toContain(
      '| **holds (law)**<br>no saved study |',
    );
  });

  it('as text lists every law and study', () => {
    const text = formatClaimsText({ versions, claims: [entry, { ...entry, id: 'C6', evidence: [] }] });
    expect(text.match(/ {5}law /g)).toHaveLength(10);
    expect(text).toContain('     evidence  second: 98 → 80 %\n');
    expect(text).toContain('     evidence  no saved study\n');
  });
});
