import { closeSync, openSync, writeSync } from 'node:fs';
import type { Command } from 'commander';
import { InputError } from '../base/input-error.ts';
import { type Connection, connect } from '../conformance/protocol/driver/connect.ts';
import { defaultLimits, type Limits, type TranscriptListener } from '../conformance/protocol/driver/options.ts';
import { positiveNumber } from './options.ts';

/** Options of the commands that start a program. */
export interface ProgramOptions extends Partial<Readonly<Record<LimitOption, number>>> {
  readonly transcript?: string;
}

type LimitOption = 'timeLimit' | 'startLimit' | 'answerLimit' | 'stopLimit' | 'sizeLimit';

const mebibyte = 2 ** 20;

/** Adds the program to start, and the options for it. */
export function addProgramOptions(command: Command): Command {
  const { totalSeconds, startSeconds, requestSeconds, stopSeconds, answerBytes } = defaultLimits;
  const limit = (flags: string, what: string, preset: number, parse = positiveNumber) => {
    const [name = ''] = flags.split(' ');
    command.option(flags, `${what} (default: ${preset})`, (text) => parse(name, text));
  };
  command
    .argument('<command...>', 'the program and its arguments, after --')
    .option('--transcript <file>', 'write every message to a file, a JSON object per line');
  limit('--time-limit <seconds>', 'for the whole run', totalSeconds);
  limit('--start-limit <seconds>', 'for the first answer', startSeconds);
  limit('--answer-limit <seconds>', 'for every other answer', requestSeconds);
  limit('--stop-limit <seconds>', 'to end after stop', stopSeconds);
  limit('--size-limit <MiB>', 'largest size of an answer', answerBytes / mebibyte, parseSize);
  return command;
}

/** The longest string in JavaScript is slightly longer. */
const largestSize = 256;

function parseSize(name: string, text: string): number {
  const value = positiveNumber(name, text);
  if (value <= largestSize) return value;
  throw new InputError(`${name} must be at most ${largestSize}, but is "${text}"`);
}

function limitsOf({ timeLimit, startLimit, answerLimit, stopLimit, sizeLimit }: ProgramOptions): Partial<Limits> {
  const chosen = {
    totalSeconds: timeLimit,
    startSeconds: startLimit,
    requestSeconds: answerLimit,
    stopSeconds: stopLimit,
    answerBytes: sizeLimit && Math.floor(sizeLimit * mebibyte),
  };
  return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
}

/**
 * Runs a function with a program from the command line while a transcript is written.
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
 * Opens a transcript. Every line is written at once, so that it survives a crash. If the disk is full, the transcript
 * ends with a warning and the command continues.
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
