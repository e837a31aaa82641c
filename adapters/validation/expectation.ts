import type { Verdict } from '../../src/conformance/judge/verdict.ts';
import { isAtLeast } from '../../src/conformance/level.ts';
import { describeNir, nameImplementation } from '../../src/report/fingerprint.ts';
import { describeVerdict } from '../../src/report/verdict-sentences.ts';
import type { Adapter } from './adapters.ts';
import { type Baseline, columnOf } from './baseline.ts';
import type { DigitsResult } from './digits.ts';

/**
 * The problems of a result: a simulator that does not reach `steps` by its own conventions (Nengo's
 * family: by Nengo's), a fingerprint that contradicts the source of the simulator, or a digit with another class.
 *
 * @returns one sentence per problem
 */
export function unexpectedIn(adapter: Adapter, result: Baseline): string[] {
  const { asNengo, fingerprint, digits } = result;
  if (adapter.nir !== undefined) return unexpectedInImporter(adapter.nir, result);
  const words = fingerprint?.outcome === 'member' ? fingerprint.words : undefined;
  const isExplained = fingerprint === null || words === adapter.fingerprint;
  return [
    ...(reachesSteps(result) ? [] : [`by its own conventions: ${describeVerdict(result)}`]),
    ...(!adapter.isNengo || reachesSteps(asNengo) ? [] : [`by Nengo's conventions: ${describeVerdict(asNengo)}`]),
    ...(isExplained ? [] : [`its fingerprint is "${fingerprint?.words}", expected "${adapter.fingerprint}"`]),
    ...(digits ?? []).filter(({ different }) => different.length > 0).map(describeDigits),
  ];
}

function unexpectedInImporter(expected: string, { nir, defects = 'reproduced' }: Baseline): string[] {
  const [, ...found] = nir ? describeNir(nir) : [];
  return [
    ...(defects === 'reproduced' ? [] : [`its defects are ${defects}`]),
    ...(found.join('; ') === expected ? [] : [`it ${found.join('; ')}; expected: ${expected}`]),
  ];
}

const reachesSteps = ({ conforming, level }: Pick<Verdict, 'conforming' | 'level'>): boolean =>
  conforming && level !== null && isAtLeast({ name: level }, 'steps');

/** A result in a few lines for the terminal. */
export function summarizeResult(name: string, result: Baseline): string[] {
  const { fingerprint, asNengo, digits } = result;
  const broken = asNengo.broken.length === 0 ? '' : `; broken: ${asNengo.broken.join(', ')}`;
  return [
    `${name}: ${nameImplementation(result)} (${columnOf(result).environment})`,
    ...(fingerprint ? [`  fingerprint: ${fingerprint.words}`] : []),
    `  by its own conventions: ${describeVerdict(result)}`,
    `  by Nengo's conventions: ${describeVerdict(asNengo)}${broken}`,
    ...(digits ?? []).map((one) => `  ${describeDigits(one)}`),
    ...(result.nir ? describeNir(result.nir).map((line) => `  ${line}`) : []),
  ];
}

/** The number of digits with the same class as in the reference. */
function describeDigits({ amplitude, minVoltage, images, different }: DigitsResult): string {
  const floor = minVoltage === null ? 'no floor' : `floor ${minVoltage}`;
  const others = different.length === 0 ? '' : `, all but ${different.join(', ')}`;
  return `digits with the class of the reference at amplitude ${amplitude}, ${floor}: ${images - different.length} of ${images}${others}`;
}
