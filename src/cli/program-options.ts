import type { Command } from 'commander';
import { type Connection, connect } from '../conformance/protocol/driver/connect.ts';
import { defaultLimits } from '../conformance/protocol/driver/options.ts';
import { positiveNumber } from './options.ts';
import { type OutputOption, prepareOutputs } from './output.ts';
import { openTranscript } from './transcript.ts';

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
    .option('--transcript <file>', 'write every message to a file, a JSON object per line; long ones are shortened')
    .option('--time-limit <seconds>', 'for the whole run', positiveNumber, totalSeconds)
    .option('--start-limit <seconds>', 'for the first answer', positiveNumber, startSeconds)
    .option('--answer-limit <seconds>', 'for every other answer', positiveNumber, requestSeconds);
}

/** The files that a command with a program writes. */
export function outputsOfProgram({ transcript }: ProgramOptions): OutputOption[] {
  return transcript === undefined ? [] : [{ option: `--transcript ${transcript}`, file: transcript }];
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
  prepareOutputs(outputsOfProgram(options), words);
  const transcript = options.transcript === undefined ? undefined : openTranscript(options.transcript);
  const limits = {
    totalSeconds: options.timeLimit,
    startSeconds: options.startLimit,
    requestSeconds: options.answerLimit,
  };
  const connections: Connection[] = [];
  const open = async () => {
    const connection = await connect(words, limits, transcript?.write);
    connections.push(connection);
    return connection;
  };
  try {
    await act(open);
  } finally {
    for (const { close } of connections) await close().catch(() => {}); // its fault is in the verdict
    transcript?.end();
    for (const warning of connections.flatMap((one) => one.warnings()))
      process.stderr.write(`lifspec: warning: the program ${warning}\n`);
  }
}
