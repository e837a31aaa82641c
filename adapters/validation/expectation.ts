import type { Verdict } from '../../src/conformance/judge/verdict.ts';
import { isAtLeast } from '../../src/conformance/level.ts';
import { describeNir, nameImplementation } from '../../src/report/fingerprint.ts';
import { describeVerdict } from '../../src/report/verdict-sentences.ts';
import type { Adapter } from './adapters.ts';
import { type Baseline, columnOf } from './baseline.ts';

/**
 * The problems of a result: a simulator that does not reach `steps` by its own conventions (Nengo's family: by Nengo's),
 * follows no known conventions, or is an importer whose defects are no longer reproduced.
 *
 * @returns one sentence per problem
 */
export function unexpectedIn({ isOf, isNengo }: Adapter, result: Baseline): string[] {
  const { asNengo, fingerprint, defects = 'reproduced' } = result;
  if (isOf === 'nir') return defects === 'reproduced' ? [] : [`its defects are ${defects}`];
  const isKnown = fingerprint === null || fingerprint.outcome === 'member';
  return [
    ...(reachesSteps(result) ? [] : [`by its own conventions: ${describeVerdict(result)}`]),
    ...(!isNengo || reachesSteps(asNengo) ? [] : [`by Nengo's conventions: ${describeVerdict(asNengo)}`]),
    ...(isKnown ? [] : [`its fingerprint is not of known conventions: ${fingerprint.words}`]),
  ];
}

const reachesSteps = ({ conforming, level }: Pick<Verdict, 'conforming' | 'level'>): boolean =>
  conforming && level !== null && isAtLeast({ name: level }, 'steps');

/** A result in a few lines for the terminal. */
export function summarizeResult(name: string, result: Baseline): string[] {
  const { fingerprint, asNengo } = result;
  const broken = asNengo.broken.length === 0 ? '' : `; broken: ${asNengo.broken.join(', ')}`;
  return [
    `${name}: ${nameImplementation(result)} (${columnOf(result).environment})`,
    ...(fingerprint ? [`  fingerprint: ${fingerprint.words}`] : []),
    `  by its own conventions: ${describeVerdict(result)}`,
    `  by Nengo's conventions: ${describeVerdict(asNengo)}${broken}`,
    ...(result.nir ? describeNir(result.nir).map((line) => `  ${line}`) : []),
  ];
}
