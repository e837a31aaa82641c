import { describe, expect, it } from 'vitest';
import { versions } from '../../src/base/version.ts';
import { nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import type { Fingerprint } from '../../src/conformance/conventions/fingerprint-schema.ts';
import { formatFingerprintText } from '../../src/report/fingerprint.ts';
import { describeFingerprint } from '../../src/report/fingerprint-words.ts';
import { hostile } from './made-up-verdict.ts';

const member: Fingerprint = {
  ...{ outcome: 'member', words: 'exact, >', conventions: { ...nengoConventions, floor: 'none' } },
  ...{ notTold: [], like: ['nengo'], isRepeatable: true, probes: [{ id: 'currents', outcome: 'answered' }] },
  precision: { declared: 'float64', found: 'float64', agreesWithin: 3e-16 },
};
const nearest = { words: 'exact, >', conventions: nengoConventions, explained: 4, compared: 6 };

describe('a fingerprint in words', () => {
  it('says what it behaves like, who else does, and how well that is known', () => {
    expect(describeFingerprint(member)).toEqual([
      'behaves like: exact, >',
      'as does: Nengo 3 and 4, nengo.LIF; NengoDL, nengo.LIF at inference, but for its floor',
      'voltages agree to 3e-16, in float64',
    ]);
  });

  it('says what is not told, and why', () => {
    const notTold = [{ field: 'floor' as const, possible: ['', 'no floor'] }];
    const probes = [{ id: 'floor', outcome: 'unanswered' as const, reason: 'has none' }];
    const precision = { declared: 'float64' as const, found: null, agreesWithin: null };
    expect(describeFingerprint({ ...member, like: [], notTold, probes, precision })).toEqual([
      'behaves like: exact, >',
      "not told: floor, which may be as Nengo's or no floor",
      'not answered: every probe (has none)',
      'no voltages were shown, so only spikes were compared',
    ]);
  });

  it.each([
    [
      { what: 'voltage', probe: 'currents', neuron: 2, step: 1, expected: 0, got: 0.01 },
      'departs in probe currents, neuron 2, step 1: voltage 0 expected, 0.01 came',
    ],
    [{ what: 'spike height', probe: 'amplitude', got: 125 }, 'departs in probe amplitude: spike height is 125'],
    [{ what: 'repetition', probe: 'currents' }, 'departs where probe currents is asked again: it gives another answer'],
    [{ what: 'answer', probe: 'floor' }, 'departs in probe floor: what came is no answer'],
  ] as const)('gives an outsider no name, but the nearest and where it departs: %j', (departure, sentence) => {
    const outsider = { ...member, outcome: 'outside' as const, nearest: { ...nearest, departure } };
    expect(describeFingerprint(outsider)).toEqual([
      'follows none of the known conventions',
      'nearest: exact, > (explains 4 of 6 spike trains)',
      sentence,
    ]);
  });

  it('says that an outsider has noise, or a memory, which no conventions have', () => {
    const departure = { what: 'voltage', probe: 'currents', neuron: 0, step: 0, expected: 0.1, got: 0.2 } as const;
    const noisy = { ...member, outcome: 'outside' as const, isRepeatable: false, nearest: { ...nearest, departure } };
    const said = 'answers otherwise when it is asked again: it has noise, or a memory of what it was asked before';
    expect(describeFingerprint(noisy)).toContain(said);
    expect(describeFingerprint({ ...noisy, isRepeatable: true })).not.toContain(said);
  });

  it('prints nothing that moves a cursor, whatever an implementation is called and says', () => {
    const implementation = { name: hostile, precision: 'float64' as const, capabilities: ['neuron'] };
    const probes = [{ id: 'floor', outcome: 'unanswered' as const, reason: hostile }];
    const fingerprint = { ...member, probes };
    const text = formatFingerprintText({ versions, implementation, fingerprint, contradictions: [] });
    expect(text.match(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu)).toBeNull();
  });
});
