import { describe, expect, it } from 'vitest';
import { nirLaws } from '../../properties/laws.ts';
import type { Implementation, NirInput } from '../../src/conformance/implementation.ts';
import { Unsupported } from '../../src/conformance/protocol/driver/fault.ts';
import { reference } from '../../src/conformance/reference.ts';
import { behindProtocol } from './behind-protocol.ts';
import { casesOf, judged, outcomesOf } from './judged.ts';

const leakOf = ({ nodes }: NirInput) => {
  const node = nodes.at(-1);
  return node !== undefined && 'v_leak' in node ? (node.v_leak[0] ?? 0) : 0;
};

/** Imports NIR, but no v_leak other than 0. */
const withoutLeak: Implementation = {
  ...{ name: 'without v_leak', precision: 'float64', refuses: true },
  nir: (input) => {
    if (leakOf(input) !== 0) throw new Unsupported('v_leak', 'v_leak must be 0');
    return (reference().nir as NonNullable<Implementation['nir']>)(input);
  },
};

describe('a NIR importer that refuses a parameter', () => {
  const aboutLeak = ['nir/lif-voltage-offset', 'nir/lif-leak-as-bias', 'nir/cuba-leak-as-bias', 'nir/li-approaches'];

  it('conforms: laws that need the parameter do not apply, and all others pass', async () => {
    const verdict = await judged(behindProtocol(withoutLeak), { cases: casesOf(nirLaws) });
    const expected = nirLaws.map(({ id }) => [id, aboutLeak.includes(id) ? 'not applicable' : 'passed']);
    expect(outcomesOf(verdict)).toEqual(Object.fromEntries(expected));
    expect(verdict.conforming).toBe(true);
    const refused = verdict.clauses.flatMap(({ cases }) => cases).find(({ id }) => id === aboutLeak[0]);
    expect(refused?.reason).toBe('cannot honor v_leak: v_leak must be 0');
  });
});
