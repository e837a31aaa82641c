import { closeSync, openSync, writeSync } from 'node:fs';
import type { Command } from 'commander';
import { InputError } from '../base/input-error.ts';
import { type Connection, connect } from '../conformance/protocol/driver/connect.ts';
import { defaultLimits, type TranscriptListener } from '../conformance/protocol/driver/options.ts';
import { positiveNumber } from './options.ts';

/** Options of the commands that start a program. */
export interface ProgramOptions {
  readonly timeLimit: number;
  readonly startLimit: number;
  readonly answerLimit: number;
  readonly transcript?: string;
}

/** Adds the program to start, and the options for it. */
export function addProgramOptions(command: Command): Command {
  const { totalSeconds, startSeconds, requestSeconds } = defaultLimits;
  return command
    .argument('<command...>', 'the program and its arguments, after --')
    .option('--transcript <file>', 'write every message to a file, a JSON object per line')
    .option('--time-limit <seconds>', 'for the whole run', positiveNumber, totalSeconds)
    .option('--start-limit <seconds>', 'for the first answer', positiveNumber, startSeconds)
    .option('--answer-limit <seconds>', 'for every other answer', positiveNumber, requestSeconds);
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
  const limits = {
    totalSeconds: options.timeLimit,
    startSeconds: options.startLimit,
    requestSeconds: options.answerLimit,
  };
  const connections: Connection[] = [];
  const open = async () => {
    const connection = await connect(words, limits, write);
    connections.push(connection);
    return connection;
  };
  try {
    await act(open);
  } finally {
    close();
    for (const warning of connections.flatMap((one) => one.warnings()))
      process.stderr.write(`lifspec: warning: the program ${warning}\n`);
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
