import type { PrecisionName } from '../../base/precision.ts';
import type { CapabilityName, Implementation } from '../implementation.ts';
import { worstLevel } from '../level.ts';
import type { Numbers } from '../vectors/comparison.ts';
import type { AnswerVector } from '../vectors/vector.ts';
import { judgeVector } from '../vectors/vectors.ts';
import { type CapabilityAgreement, countLevels } from './findings.ts';
import { forBoth, mapPair, type Pair, type Reply, reply } from './pair.ts';

/** The capabilities whose answers can be compared, because no random numbers are involved. */
export const comparable = ['neuron', 'tuning', 'synapse', 'network'] as const;

/** Compares two simulators by vectors of a capability. The answer of A is the expected one. */
export async function compareByVectors(
  pair: Pair<Implementation>,
  capability: CapabilityName,
  vectors: readonly AnswerVector[],
  onAsked: () => void,
): Promise<CapabilityAgreement> {
  const precision = mapPair((side) => pair[side].precision);
  const reached = [];
  const all: Pair<Reply<object>>[] = [];
  for (const vector of vectors) {
    const replies = await forBoth((side) => reply<object>(pair[side], capability, vector.input));
    onAsked();
    all.push(replies);
    const level = await levelOf(vector, replies, precision);
    if (level !== undefined) reached.push({ level, spikes: 1 });
  }
  const count = (how: string) => mapPair((side) => all.filter((replies) => how in replies[side]).length);
  const { name, shift } = worstLevel(reached);
  return {
    ...{ capability, level: reached.length === 0 ? null : name, ...(shift && { shift }) },
    ...{ inputs: vectors.length, compared: reached.length, turned: 0 },
    ...{ failed: count('failed'), skipped: count('skipped') },
    levels: countLevels(reached),
  };
}

async function levelOf(vector: AnswerVector, { a, b }: Pair<Reply<object>>, precision: Pair<PrecisionName>) {
  if ('skipped' in a || 'skipped' in b || ('failed' in a && 'failed' in b)) return undefined;
  if (!('output' in a && 'output' in b)) return { name: 'none' } as const;
  const { tolerance } = vector;
  const summed = sumOf(tolerance[precision.a] as never, tolerance[precision.b] as never);
  const held = { ...vector, expected: a.output, tolerance: { ...tolerance, [precision.b]: summed } } as AnswerVector;
  const answered = { name: '', precision: precision.b, [vector.capability]: () => b.output } as Implementation;
  return (await judgeVector(held, answered)).level;
}

type Tolerances = Numbers | { readonly [field: string]: Tolerances };

/** Each answer may be off by its own tolerance. */
function sumOf(one: Tolerances, other: Tolerances): unknown {
  if (typeof one === 'number') return one + (other as number);
  const pairs = Object.entries(one).map(([key, value]) => [key, sumOf(value, (other as never)[key])]);
  return Array.isArray(one) ? pairs.map(([, value]) => value) : Object.fromEntries(pairs);
}
