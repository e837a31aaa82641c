import { describe, expect, it } from 'vitest';
import { versions } from '../../src/base/version.ts';
import { nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { type Fingerprint, neverFires } from '../../src/conformance/conventions/fingerprint-schema.ts';
import { describeFingerprint, reportFingerprint } from '../../src/report/fingerprint.ts';
import { formatText } from '../../src/report/text.ts';

const member: Fingerprint = {
  ...{ outcome: 'member', words: 'exact, >', conventions: { ...nengoConventions, floor: 'none' } },
  ...{ notTold: [], like: ['nengo'], isRepeatable: true, probes: [{ id: 'currents', outcome: 'answered' }] },
  precision: { declared: 'float64', found: 'float64', agreesWithin: 3e-16 },
};
const nearest = { words: 'exact, >', conventions: nengoConventions, explained: 4, compared: 6 };

describe('the description of a fingerprint', () => {
  it('reports the conventions, the simulators that follow them, and how closely voltages agree', () => {
    expect(describeFingerprint(member)).toEqual([
      'behaves like: exact, >',
      'known simulators like it: Nengo 3 and 4, nengo.LIF; NengoDL, nengo.LIF at inference, except for floor',
      'voltages agree to 3e-16 in float64',
    ]);
  });

  it('names simulators with the same conventions before those that differ', () => {
    const like = ['brian2-exact', 'nengo-loihi', 'nengo'];
    const so = describeFingerprint({ ...member, like, conventions: nengoConventions })[1] as string;
    expect(so).toMatch(
      /^known simulators like it: Nengo 3 and 4, .* at inference; NengoLoihi, .*, except for refractory; Brian2, /,
    );
  });

  it('says which conventions are undetermined, and why', () => {
    const notTold = [{ field: 'floor' as const, possible: ['', 'no floor'] }];
    const probes = [{ id: 'floor', outcome: 'unanswered' as const, reason: 'has none' }];
    const precision = { declared: 'float64' as const, found: null, agreesWithin: null };
    expect(describeFingerprint({ ...member, like: [], notTold, probes, precision })).toEqual([
      'behaves like: exact, >',
      "undetermined: floor, as Nengo's or no floor",
      'only spikes were compared, because no voltages were returned',
      'unanswered: every probe (has none)',
    ]);
  });

  it.each([
    [
      'first difference: probe currents (6 neurons, 24 steps of 1 ms, tau_rc 2.5 ms, tau_ref 0 ms, no floor), neuron 2, step 1, voltage is 0.01, expected 0',
      { what: 'voltage', probe: 'currents', neuron: 2, step: 1, expected: 0, got: 0.01 },
    ],
    [
      'first difference: probe amplitude (6 neurons, 24 steps of 2 ms, tau_rc 8 ms, tau_ref 0 ms, no floor, amplitude 0.5), spike height is 125',
      { what: 'spike height', probe: 'amplitude', got: 125 },
    ],
    [
      'first difference: probe currents (6 neurons, 24 steps of 1 ms, tau_rc 2.5 ms, tau_ref 0 ms, no floor) has a different answer when it is repeated',
      { what: 'repetition', probe: 'currents' },
    ],
    [
      'first difference: probe floor (6 neurons, 24 steps of 1 ms, tau_rc 2.5 ms, tau_ref 0 ms, floor -0.25) has an invalid answer',
      { what: 'answer', probe: 'floor' },
    ],
  ] as const)('reports the closest known conventions of an outsider, and the %s', (sentence, deviation) => {
    const outsider = { ...member, outcome: 'outside' as const, nearest: { ...nearest, deviation } };
    expect(describeFingerprint(outsider)).toEqual([
      'matches no known conventions; closest: exact, > (explains 4 of 6 spike trains)',
      sentence,
    ]);
  });

  it('names probes that fail alike only once, whatever the numbers in their messages', () => {
    const probes = [0.5, -2e-7].map((got, index) => {
      return { id: `p${index}`, outcome: 'flawed', reason: `voltage[0]: expected array, but got ${got}` } as const;
    });
    const answered = { id: 'p2', outcome: 'answered' } as const;
    const said = 'unanswered: p0, p1 (voltage[0]: expected array, but got 0.5)';
    expect(describeFingerprint({ ...member, probes: [...probes, answered] })).toContain(said);
  });

  it('names neither closest conventions nor a difference if times are in another unit, or if it never fires', () => {
    const outsider = {
      ...member,
      outcome: 'outside' as const,
      nearest: { ...nearest, deviation: null, timeScale: 1000 },
    };
    expect(describeFingerprint(outsider)).toHaveLength(2);
    const { nearest: _, ...silent } = { ...outsider, words: neverFires };
    expect(describeFingerprint(silent)).toEqual(['never fires, so its conventions are unknown']);
  });

  it('says that an outsider is noisy or keeps state', () => {
    const deviation = { what: 'voltage', probe: 'currents', neuron: 0, step: 0, expected: 0.1, got: 0.2 } as const;
    const noisy = { ...member, outcome: 'outside' as const, isRepeatable: false, nearest: { ...nearest, deviation } };
    const said = 'gives different answers to the same request: it is noisy or keeps state between requests';
    expect(describeFingerprint(noisy)).toContain(said);
    expect(describeFingerprint({ ...noisy, isRepeatable: true })).not.toContain(said);
  });

  it('ends with what to declare, if that is not what Nengo does', () => {
    const implementation = { name: 'A', precision: 'float64' as const, capabilities: ['neuron'] };
    const printed = (conventions: Fingerprint['conventions']) =>
      formatText(
        reportFingerprint({ versions, implementation, fingerprint: { ...member, conventions }, mismatches: [] }),
      );
    expect(printed(member.conventions)).toContain('\nto declare in the adapter: "conventions": {"floor":"none"}\n');
    expect(printed(nengoConventions)).not.toContain('to declare');
  });
});
