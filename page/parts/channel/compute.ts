import type { ValuesOf } from '../../frame/fields.ts';
import type { ChannelInput, ChannelOutput } from '../../worker/jobs/channel.ts';
import type { fields } from './fields.ts';

type Values = ValuesOf<typeof fields>;

/** The input of the job for the current settings. */
export function inputOf({ which, factor, weights, seed }: Values): ChannelInput {
  const first = which === 'first' || which === 'both' ? factor : 1;
  const second = which === 'second' || which === 'both' ? factor : 1;
  return { seed, amplitudes: [first, second], weights: weights as ChannelInput['weights'] };
}

/** Numbers for the sentence below the drawing. */
export interface ChannelFacts {
  /** The input nearest to the chosen one, and its outputs. */
  readonly input: number;
  readonly before: number;
  readonly now: number;
  /** Root mean square of output − input over all inputs. */
  readonly errorBefore: number;
  readonly errorNow: number;
  /** Outputs that are bit-identical. */
  readonly same: number;
  readonly points: number;
}

/** Computes these numbers. */
export function factsOf({ inputs, before, now }: ChannelOutput, input: number): ChannelFacts {
  const index = Math.round((input + 1) * 40);
  const error = (outputs: readonly number[]) =>
    Math.sqrt(outputs.reduce((sum, output, index) => sum + (output - (inputs[index] ?? 0)) ** 2, 0) / inputs.length);
  return {
    input: inputs[index] ?? 0,
    before: before[index] ?? 0,
    now: now[index] ?? 0,
    errorBefore: error(before),
    errorNow: error(now),
    same: now.filter((output, index) => Object.is(output, before[index])).length,
    points: inputs.length,
  };
}

/** Describes the output for the settings with which it was computed. */
export function describeChannel(facts: ChannelFacts, { amplitudes }: ChannelInput): string {
  const { input, before, now, errorBefore, errorNow, same, points } = facts;
  const out = `Input ${input} comes out as ${now.toFixed(2)}`;
  if (amplitudes.every((amplitude) => amplitude === 1))
    return `${out}: the channel passes its input on, with a root-mean-square error of ${errorBefore.toFixed(3)}.`;
  const bits = same === points ? ' Every output is bit-identical.' : '';
  return `${out}; originally ${before.toFixed(2)}. The error over all inputs is ${errorNow.toFixed(3)}, originally ${errorBefore.toFixed(3)}.${bits}`;
}
