import { expect, it } from 'vitest';
import { versions } from '../../src/base/version.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { type Fingerprint, neverFires } from '../../src/conformance/conventions/fingerprint-schema.ts';
import { reportFingerprint } from '../../src/report/fingerprint.ts';
import { formatText } from '../../src/report/text.ts';

const member: Fingerprint = {
  ...{ outcome: 'member', words: "Nengo's rules", conventions: { ...nengoConventions, floor: 'none' } },
  ...{ notTold: [], like: ['nengo'], probes: [{ id: 'currents', outcome: 'answered' }] },
  precision: { declared: 'float64', found: 'float64' },
};

const outsider = (deviation: object | null = null, changes: object = {}): Fingerprint => {
  const nearest = { words: "Nengo's rules", conventions: nengoConventions, explained: 4, compared: 6, deviation };
  return { ...member, outcome: 'outside', conventions: null, nearest, ...changes } as Fingerprint;
};
const voltage = { what: 'voltage', probe: 'currents', neuron: 2, step: 1, expected: 0, got: 0.01 };
const invalid = [0.5, -2e-7].map((got, index) => {
  return { id: `p${index}`, outcome: 'unanswered', reason: `voltage[0]: expected array, but got ${got}` } as const;
});
const slip = { words: "Nengo's rules", explained: 4, compared: 6, deviation: null, slip: 'it does not leak' };

const situations: Readonly<Record<string, Fingerprint>> = {
  'it follows the conventions of Nengo': { ...member, conventions: nengoConventions },
  'it is like simulators that differ from it': {
    ...{ ...member, like: ['brian2-exact', 'nengo-loihi', 'nengo'], conventions: nengoConventions },
  },
  'a convention is undetermined': {
    ...{ ...member, like: [], notTold: [{ field: 'floor', possible: ['as-asked', 'none'] }] },
    probes: [{ id: 'floor', outcome: 'unanswered', reason: 'has none' }],
    precision: { declared: 'float64', found: null },
  },
  'its voltage differs': outsider(voltage),
  'its spike height differs': outsider({ what: 'spike height', probe: 'amplitude', got: 125 }),
  'its threshold differs': outsider({ ...voltage, what: 'threshold', above: 1.00000001, below: 1.00004 }),
  'it misreads requests': outsider(null, { nearest: slip }),
  'it never fires': outsider(null, { words: neverFires, nearest: undefined }),
  'messages differ only in numbers': { ...member, probes: [...invalid, { id: 'p2', outcome: 'answered' }] },
};

/** How the fingerprint contradicts what a program declares. */
const declarations: Readonly<Record<string, readonly string[]>> = {
  'it follows what it declares': [],
  'it does not follow what it declares': ['declares that it resets to zero, but resets by subtraction'],
};

it('the report of a fingerprint says in every situation what spec/report/golden/fingerprints.txt contains', async () => {
  const implementation = { name: 'mine', precision: 'float64' as const, capabilities: ['neuron'] };
  const textIn = (fingerprint: Fingerprint, mismatches: readonly string[] | null = null) =>
    formatText(reportFingerprint({ versions, implementation, fingerprint, mismatches }));
  const usual = textIn(member);
  const gained = (text: string) => text.split('\n').filter((line) => line !== '' && !usual.includes(`${line}\n`));
  const all = [
    ...Object.entries(situations).map(([name, fingerprint]) => [name, textIn(fingerprint)] as const),
    ...Object.entries(declarations).map(([name, mismatches]) => [name, textIn(member, mismatches)] as const),
  ];
  const texts = all.map(([name, text]) => `If ${name}:\n${gained(text).join('\n')}\n`);
  await expect([usual, ...texts].join('\n')).toMatchFileSnapshot('golden/fingerprints.txt');
});
