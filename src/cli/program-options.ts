import { closeSync, openSync, writeSync } from 'node:fs';
import type { Command } from 'commander';
import { InputError } from '../base/input-error.ts';
import { type Connection, connect } from '../conformance/protocol/driver/connect.ts';
import { defaultLimits, type Limits, type TranscriptListener } from '../conformance/protocol/driver/options.ts';
import { positiveNumber } from './options.ts';

/** Options of the commands that start a program. */
export interface ProgramOptions {
  readonly transcript?: string;
  readonly timeLimit?: number;
  readonly startLimit?: number;
  readonly answerLimit?: number;
  readonly stopLimit?: number;
  readonly sizeLimit?: number;
}

const mebibyte = 2 ** 20;

/** Adds the program to start, and the options for it. */
export function addProgramOptions(command: Command): Command {
  const { totalSeconds, startSeconds, requestSeconds, stopSeconds, answerBytes } = defaultLimits;
  const seconds = (name: string, what: string, preset: number) =>
    command.option(`${name} <seconds>`, `${what} (default: ${preset})`, (text) => positiveNumber(name, text));
  command
    .argument('<command...>', 'the program and its arguments, after --')
    .option('--transcript <file>', 'write every message to a file, a JSON object per line');
  seconds('--time-limit', 'for the whole run', totalSeconds);
  seconds('--start-limit', 'for the first answer', startSeconds);
  seconds('--answer-limit', 'for every other answer', requestSeconds);
  seconds('--stop-limit', 'to end after stop', stopSeconds);
  return command.option(
    '--size-limit <MiB>',
    `largest size of an answer (default: ${answerBytes / mebibyte})`,
    readSize,
  );
}

/** The longest string of JavaScript is a little longer. */
const largestSize = 256;

function readSize(text: string): number {
  const value = positiveNumber('--size-limit', text);
  if (value <= largestSize) return value;
  throw new InputError(`--size-limit must be at most ${largestSize}, but is "${text}"`);
}

function limitsOf({ timeLimit, startLimit, answerLimit, stopLimit, sizeLimit }: ProgramOptions): Partial<Limits> {
  return {
    ...(timeLimit !== undefined && { totalSeconds: timeLimit }),
    ...(startLimit !== undefined && { startSeconds: startLimit }),
    ...(answerLimit !== undefined && { requestSeconds: answerLimit }),
    ...(stopLimit !== undefined && { stopSeconds: stopLimit }),
    ...(sizeLimit !== undefined && { answerBytes: Math.floor(sizeLimit * mebibyte) }),
  };
}

/**
 * Does something with a program that was named on the command line, while a transcript is written.
 *
 * @throws {InputError} if the transcript cannot be opened
 */
export async function withProgram(
  words: readonly string[],
  options: ProgramOptions,
  act: (open: () => Promise<Connection>) => Promise<void>,
): Promise<void> {
  const { write, close } = openTranscript(options.transcript);
  try {
    await act(() => connect(words, limitsOf(options), write));
  } finally {
    close();
  }
}

/**
 * Opens a transcript. Every line is written at once, so that it survives a crash. If the disk is full, the transcript ends
 * with a warning and the command goes on.
 */
function openTranscript(path: string | undefined): { readonly write?: TranscriptListener; readonly close: () => void } {
  if (path === undefined) return { close: () => {} };
  const file = openForWriting('--transcript', path);
  let isBroken = false;
  const write: TranscriptListener = (entry) => {
    if (isBroken) return;
    try {
      writeSync(file, `${JSON.stringify(entry)}\n`);
    } catch (error) {
      isBroken = true;
      const { code } = error as NodeJS.ErrnoException;
      process.stderr.write(`lifspec: --transcript ${path}: ends here because it cannot be written (${code})\n`);
    }
  };
  return { write, close: () => closeSync(file) };
}

/**
 * Opens the file of an option.
 *
 * @throws {InputError} if it cannot be written
 */
export function openForWriting(option: string, path: string): number {
  try {
    return openSync(path, 'w');
  } catch (error) {
    throw new InputError(`${option} ${path}: cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}
