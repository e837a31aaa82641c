import type { PrecisionName } from '../../base/precision.ts';
import { areNengos } from '../assumption.ts';
import { type Conventions, nengoConventions } from '../choices/conventions.ts';
import type { NeuronOutput } from '../implementation.ts';
import type { Case, Finding } from '../judge/case.ts';
import { type Exchange, type Recording, showExchanges } from '../judge/exchange.ts';
import { negligibleDifference } from '../judge/negligible.ts';
import type { Failure } from '../judge/verdict.ts';
import { type Drawing, drawTrains, SpikeTrain } from '../spike-trains.ts';
import type { Divergence } from './comparison.ts';
import { judgeVector } from './judge-vector.ts';
import { assumptionsOf, expectUnder } from './other-conventions.ts';
import type { Vector } from './vector.ts';

/** Makes a case for the judge from a vector, for an implementation with the given conventions. */
export function vectorCase(vector: Vector, conventions: Conventions = nengoConventions): Case {
  const { id, clause, capability } = vector;
  const title = titleUnder(vector, conventions);
  return {
    id,
    clause,
    kind: 'vector',
    title,
    needs: [capability],
    assumes: assumptionsOf(vector),
    run: (recording) => run({ ...vector, title }, recording, conventions),
  };
}

/** The title, unless it may contradict the rules: a neuron that fires at 1 does not stay there. */
function titleUnder({ title, capability }: Vector, conventions: Conventions): string {
  const isTold = areNengos(conventions) || capability !== 'neuron';
  return isTold ? title : `answers by its declared rules; under Nengo's, it ${title}`;
}

async function run(published: Vector, recording: Recording, conventions: Conventions): Promise<Finding> {
  const { implementation, exchanges } = recording;
  const vector = expectUnder(published, conventions, implementation.precision);
  if (vector === undefined)
    return { outcome: 'not applicable', reason: 'fires in steps that rounding decides under these conventions' };
  const { id: _, divergence, ...found } = await judgeVector(vector, implementation);
  if (found.outcome === 'passed') return found;
  const negligible = negligibleOf(vector, exchanges, implementation.precision);
  if (negligible && divergence) return { outcome: 'passed', rounding: divergence, negligible };
  return { ...found, failure: await failureOf(vector, exchanges, divergence), exchanges };
}

/** How voltages differ from the expected ones, if that is so little that spikes decide. */
function negligibleOf(vector: Vector, [first]: readonly Exchange[], precision: PrecisionName) {
  if (vector.capability !== 'neuron' || first?.output === undefined) return undefined;
  return negligibleDifference(vector.input, vector.expected, first.output as NeuronOutput, precision);
}

async function failureOf(
  vector: Vector,
  exchanges: readonly Exchange[],
  divergence: Divergence | undefined,
): Promise<Failure> {
  const { id, clause, title, capability } = vector;
  const { expected, got, ...place } = divergence ?? {};
  const { state: _, ...right } = vector.expected as { readonly state?: unknown };
  const { exchanges: shown, ...omitted } = await showExchanges(exchanges);
  return {
    message: title,
    ...(drawSpikes(vector, exchanges[0]?.output, divergence) ?? drawTrains(expected, got)),
    ...place,
    ...clauseOf(capability, divergence),
    smallest: {
      id,
      clause,
      title,
      exchanges: shown.length === 1 ? shown.map((one) => ({ ...one, expected: right })) : shown,
    },
    ...omitted,
  };
}

/** The clause that a deviation breaks if not that of the vector: the spikes before a wrong read-out are right. */
function clauseOf(capability: Vector['capability'], { stage }: Partial<Divergence> = {}): Pick<Failure, 'clause'> {
  if (stage === 'spike height') return { clause: 'spike-height' };
  const ofNetwork = Object.entries({ filtered: 'read-out', class: 'class' });
  const [, clause] = ofNetwork.find(([name]) => stage?.startsWith(`${name}[`)) ?? [];
  return capability === 'network' && clause !== undefined ? { clause } : {};
}

/** Draws the trains of the deviating neuron, if the answer has trains, with a note on any other deviation. */
function drawSpikes(vector: Vector, output: unknown, divergence: Divergence | undefined): Drawing | undefined {
  if (vector.capability !== 'neuron') return undefined;
  const got = output as NeuronOutput | undefined;
  if (!Array.isArray(got?.spikes)) return undefined;
  const { stage = 'spikes', step, neuron = 0 } = divergence ?? {};
  const when = step === undefined ? '' : ` after step ${step}`;
  const train = ({ spikes }: Pick<NeuronOutput, 'spikes'>, value: unknown) => {
    const note = stage === 'spikes' ? '' : `${stage} ${value}${when}`;
    return new SpikeTrain(spikes[neuron] ?? [], vector.input.current.length, note);
  };
  const [expected, came] = [train(vector.expected, divergence?.expected), train(got, divergence?.got)];
  const { stage: _, step: __, ...drawing } = drawTrains(expected, came); // the divergence says where
  return drawing;
}
