import type { Verdict } from '../../src/conformance/judge/verdict.ts';
import { isAtLeast } from '../../src/conformance/level.ts';
import { describeVerdict } from '../../src/report/verdict-sentences.ts';
import type { Adapter } from './adapters.ts';
import type { DigitsResult } from './digits.ts';
import type { Examination } from './examine.ts';

/**
 * What of an examination is not as it has to be: an adapter that is not sound, a simulator that does not reach `steps`
 * against the conventions that it declares (those of the Nengo family: against Nengo's), a fingerprint that says something
 * else than the source of the simulator, a digit that gets another class.
 *
 * @returns a sentence each, none if all is well
 */
export function unexpectedIn(adapter: Adapter, examination: Examination): string[] {
  const { smoke, own, asNengo, fingerprint, digits } = examination;
  const words = fingerprint?.outcome === 'member' ? fingerprint.words : undefined;
  const isExplained = fingerprint === null || words === adapter.fingerprint;
  return [
    ...(smoke === 'sound' ? [] : [`the adapter is ${smoke}`]),
    ...(reachesSteps(own) ? [] : [`against its own conventions it ${describeVerdict(own)}`]),
    ...(!adapter.isNengo || reachesSteps(asNengo)
      ? []
      : [`against Nengo's conventions it ${describeVerdict(asNengo)}`]),
    ...(isExplained ? [] : [`its fingerprint is not "${adapter.fingerprint}" but "${fingerprint?.words}"`]),
    ...(digits ?? []).filter(({ different }) => different.length > 0).map(describeDigits),
  ];
}

const reachesSteps = ({ conforming, level }: Verdict): boolean =>
  conforming && level !== null && isAtLeast({ name: level }, 'steps');

/** How many digits get the class that they get in the reference, and where. */
export function describeDigits({ amplitude, minVoltage, images, different }: DigitsResult): string {
  const floor = minVoltage === null ? 'no floor' : `floor ${minVoltage}`;
  const others = different.length === 0 ? '' : `, all but ${different.join(', ')}`;
  return `digits in the class of the reference at amplitude ${amplitude}, ${floor}: ${images - different.length} of ${images}${others}`;
}
