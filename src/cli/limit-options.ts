import type { Command } from 'commander';
import { InputError } from '../base/input-error.ts';
import { defaultLimits, type Limits } from '../conformance/protocol/driver/limits.ts';
import { positiveNumber } from './options.ts';

/** How long a program may take, and how much it may say at once, as options. */
export interface LimitOptions {
  readonly timeLimit?: number;
  readonly startLimit?: number;
  readonly answerLimit?: number;
  readonly stopLimit?: number;
  readonly sizeLimit?: number;
}

const mebibyte = 2 ** 20;

/** Adds the options for limits to a command that starts a program. */
export function addLimitOptions(command: Command): Command {
  const { totalSeconds, startSeconds, requestSeconds, stopSeconds, answerBytes } = defaultLimits;
  return command
    .option('--time-limit <seconds>', `for all of it (default: ${totalSeconds})`, seconds('--time-limit'))
    .option('--start-limit <seconds>', `for the first answer (default: ${startSeconds})`, seconds('--start-limit'))
    .option(
      '--answer-limit <seconds>',
      `for every other answer (default: ${requestSeconds})`,
      seconds('--answer-limit'),
    )
    .option('--stop-limit <seconds>', `to end when it is told to (default: ${stopSeconds})`, seconds('--stop-limit'))
    .option('--size-limit <MiB>', `for the size of an answer (default: ${answerBytes / mebibyte})`, size);
}

const seconds = (name: string) => (text: string) => positiveNumber(name, text);

/** As many as become a text of JavaScript. */
const largestSize = 256;

function size(text: string): number {
  const value = positiveNumber('--size-limit', text);
  if (value <= largestSize) return value;
  throw new InputError(`--size-limit must be at most ${largestSize}, but is "${text}"`);
}

/** The limits that were chosen; the others are as they are by default. */
export function limitsOf({ timeLimit, startLimit, answerLimit, stopLimit, sizeLimit }: LimitOptions): Partial<Limits> {
  return {
    ...(timeLimit !== undefined && { totalSeconds: timeLimit }),
    ...(startLimit !== undefined && { startSeconds: startLimit }),
    ...(answerLimit !== undefined && { requestSeconds: answerLimit }),
    ...(stopLimit !== undefined && { stopSeconds: stopLimit }),
    ...(sizeLimit !== undefined && { answerBytes: Math.floor(sizeLimit * mebibyte) }),
  };
}
