import { nameImplementation } from '../../src/report/fingerprint.ts';
import { describeVerdict } from '../../src/report/verdict-sentences.ts';
import { describeDigits } from './expectation.ts';
import type { Kept } from './kept.ts';

/** What came of an examination, in a few lines for the terminal. */
export function summarize(name: string, kept: Kept): string[] {
  const { environment, fingerprint } = kept;
  const { smoke, asNengo, digits } = kept.validation;
  return [
    `${name}: ${nameImplementation(kept)} (${environment})`,
    `  the adapter is ${smoke}`,
    ...(fingerprint ? [`  fingerprint: ${fingerprint.words}`] : []),
    `  against its own conventions it ${describeVerdict(kept)}`,
    `  against those of Nengo it ${describeVerdict(asNengo)}${describeBroken(asNengo)}`,
    ...(digits ?? []).map((one) => `  ${describeDigits(one)}`),
  ];
}

const describeBroken = ({ broken }: Kept['validation']['asNengo']): string =>
  broken.length === 0 ? '' : `; broken: ${broken.join(', ')}`;
