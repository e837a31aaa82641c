import type { ValuesOf } from '../../frame/fields.ts';
import type { ChannelInput, ChannelOutput } from '../../worker/jobs/channel.ts';
import type { fields } from './fields.ts';

type Values = ValuesOf<typeof fields>;

/** What the handles ask of the channel. */
export function inputOf({ which, factor, weights, seed }: Values): ChannelInput {
  const first = which === 'first' || which === 'both' ? factor : 1;
  const second = which === 'second' || which === 'both' ? factor : 1;
  return { seed, amplitudes: [first, second], weights: weights as ChannelInput['weights'] };
}

/** What came of it in numbers. */
export interface ChannelFacts {
  /** The input nearest to the one that is looked at, and its output. */
  readonly input: number;
  readonly before: number;
  readonly now: number;
  /** Root mean square of output − input over all inputs. */
  readonly errorBefore: number;
  readonly errorNow: number;
  /** Outputs that are the same to the last bit. */
  readonly same: number;
  readonly points: number;
}

/** Reads the numbers off. */
export function factsOf({ inputs, before, now }: ChannelOutput, input: number): ChannelFacts {
  const place = Math.round((input + 1) * 40);
  const error = (outputs: readonly number[]) =>
    Math.sqrt(outputs.reduce((sum, output, index) => sum + (output - (inputs[index] ?? 0)) ** 2, 0) / inputs.length);
  return {
    input: inputs[place] ?? 0,
    before: before[place] ?? 0,
    now: now[place] ?? 0,
    errorBefore: error(before),
    errorNow: error(now),
    same: now.filter((output, index) => Object.is(output, before[index])).length,
    points: inputs.length,
  };
}

/** What is to be seen, in a sentence; of what was asked, as meanwhile something else may be set. */
export function describe(facts: ChannelFacts, { amplitudes }: ChannelInput): string {
  const { input, before, now, errorBefore, errorNow, same, points } = facts;
  const out = `Input ${input} comes out as ${now.toFixed(2)}`;
  if (amplitudes.every((amplitude) => amplitude === 1))
    return `${out}: the channel passes its input on, with an error of ${errorBefore.toFixed(3)} (rms).`;
  const bits = same === points ? ' Every output is the same to the last bit.' : '';
  return `${out}; before it was ${before.toFixed(2)}. The error over all inputs is ${errorNow.toFixed(3)}, before ${errorBefore.toFixed(3)}.${bits}`;
}
