import type { Capability, CapabilityName, Implementation } from '../implementation.ts';
import { isAtLeast, type Level } from '../level.ts';
import { compareNetworks } from './compare-networks.ts';
import { compareFiltered, compareSpread, compareTuned } from './compare-numbers.ts';
import { compareRelated } from './compare-related.ts';
import type { Comparison } from './comparison.ts';
import { compareNeurons, type Divergence } from './level-of-output.ts';
import { runInPieces, steadyRatesPerStep } from './neuron-case.ts';
import type { AnswerVector, GaugeVector, RefusalVector, Vector } from './vector.ts';

/** What came of holding an implementation to a vector. */
export interface VectorOutcome {
  readonly id: string;
  /** `not applicable`: it does not offer what the vector needs, which is no pass. */
  readonly outcome: 'pass' | 'fail' | 'not applicable';
  /** How near it came, of answers; numbers that are within their tolerance are as good as spikes in their steps. */
  readonly level?: Level;
  /** Spikes that came, of neurons and networks: silence proves nothing. */
  readonly spikes: number;
  /** Where it first leaves what was expected; also where all spikes are in their steps and a voltage is off. */
  readonly divergence?: Divergence;
}

/**
 * Holds an implementation to a vector. It passes if everything that it gives is as expected, numbers within the
 * tolerance of its precision.
 *
 * @throws whatever the implementation throws, but for a `RangeError`, which is a refusal
 * @example (await judgeVector(keptVectors()[0], reference())).outcome // 'pass'
 */
export async function judgeVector(vector: Vector, implementation: Implementation): Promise<VectorOutcome> {
  const { id, capability } = vector;
  if (implementation[capability] === undefined) return { id, outcome: 'not applicable', spikes: 0 };
  try {
    const comparison = await compare(vector, implementation);
    if (comparison === undefined) return { id, outcome: 'not applicable', spikes: 0 };
    const isRight = comparison.divergence === undefined && isAtLeast(comparison.level ?? { name: 'steps' }, 'steps');
    return { id, outcome: isRight ? 'pass' : 'fail', spikes: 0, ...comparison };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refused(vector, error);
  }
}

function refused({ id, kind }: Vector, { message }: RangeError): VectorOutcome {
  if (kind === 'refusal') return { id, outcome: 'pass', spikes: 0 };
  const divergence = { stage: 'refusal', expected: 'an answer', got: `a refusal: ${message}` };
  return { id, outcome: 'fail', spikes: 0, divergence, ...(kind === 'answer' && { level: { name: 'none' } }) };
}

/** Undefined if the implementation leaves out what the vector looks at. */
async function compare(vector: Vector, implementation: Implementation): Promise<Comparison | undefined> {
  if (vector.kind === 'answer') return await compareAnswer(vector, implementation);
  if (vector.kind === 'gauge') return await compareGauge(vector, implementation);
  await run(vector, vector.input, implementation);
  return { divergence: { stage: 'refusal', expected: 'a refusal', got: 'an answer' } };
}

async function compareAnswer(vector: AnswerVector, implementation: Implementation): Promise<Comparison | undefined> {
  const allowed = <Tolerance>(tolerance: Readonly<Record<Implementation['precision'], Tolerance>>) =>
    tolerance[implementation.precision];
  switch (vector.capability) {
    case 'neuron': {
      const { input, expected, tolerance, continuedAt } = vector;
      const got = await runInPieces(offered(implementation.neuron), input, continuedAt);
      if (got === undefined) return undefined;
      const rates = steadyRatesPerStep(input);
      const found = compareNeurons(expected, got, input.current.length, allowed(tolerance), rates);
      return { ...found, spikes: got.spikes.flat().length };
    }
    case 'tuning':
      return compareTuned(
        vector.expected,
        await offered(implementation.tuning)(vector.input),
        allowed(vector.tolerance),
      );
    case 'synapse':
      return compareFiltered(
        vector.expected,
        await offered(implementation.synapse)(vector.input),
        allowed(vector.tolerance),
      );
    case 'network':
      return compareNetworks(vector, await offered(implementation.network)(vector.input), allowed(vector.tolerance));
    case 'seeded':
      return compareSpread(vector, await offered(implementation.seeded)(vector.input), allowed(vector.tolerance));
  }
}

async function compareGauge(vector: GaugeVector, implementation: Implementation): Promise<Comparison | undefined> {
  const first = await run(vector, vector.input, implementation);
  const second = await run(vector, vector.secondInput, implementation);
  return compareRelated(vector.expected, first, second, vector.tolerance[implementation.precision]);
}

async function run(
  { capability }: GaugeVector | RefusalVector,
  input: unknown,
  implementation: Implementation,
): Promise<Readonly<Record<string, unknown>>> {
  const offer = offered(implementation[capability] as Capability<unknown, object> | undefined, capability);
  return (await offer(input)) as Readonly<Record<string, unknown>>;
}

function offered<Offer>(offer: Offer | undefined, capability?: CapabilityName): Offer {
  if (offer === undefined) throw new Error(`the implementation does not offer ${capability ?? 'this'}`);
  return offer;
}
