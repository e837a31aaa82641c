import type { Command } from 'commander';
import { InputError } from '../base/input-error.ts';
import { type Connection, connect } from '../conformance/protocol/driver/connect.ts';
import { ImplementationFault } from '../conformance/protocol/driver/fault.ts';
import { defaultLimits, type TranscriptListener } from '../conformance/protocol/driver/options.ts';
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
  return addLimits(command.argument('<command...>', 'the program and its arguments, after --'));
}

/** Adds the options for programs that are started. */
export function addLimits(command: Command): Command {
  const { totalSeconds, startSeconds, requestSeconds } = defaultLimits;
  return command
    .option(
      '--transcript <file>',
      'write every message to a file, one JSON object per line; long messages are shortened',
    )
    .option('--time-limit <seconds>', 'for the whole run', positiveNumber, totalSeconds)
    .option('--start-limit <seconds>', 'for the first answer', positiveNumber, startSeconds)
    .option('--answer-limit <seconds>', 'for every other answer', positiveNumber, requestSeconds);
}

/** The files that a command with a program writes. */
export function outputsOfProgram({ transcript }: ProgramOptions): OutputOption[] {
  return transcript === undefined ? [] : [{ option: `--transcript ${transcript}`, file: transcript }];
}

/** Starts a program. If there are several, each has a name, to which its faults are attributed. */
export type OpenProgram = (words: readonly string[], name?: string) => Promise<Connection>;

/**
 * Runs a function with one or several programs while a transcript is written.
 *
 * @param words - the words of all programs
 * @throws {InputError} if the transcript cannot be opened
 */
export async function withPrograms(
  words: readonly string[],
  options: ProgramOptions,
  act: (open: OpenProgram) => Promise<void>,
): Promise<void> {
  prepareOutputs(outputsOfProgram(options), words);
  const transcript = options.transcript === undefined ? undefined : openTranscript(options.transcript);
  const limits = {
    totalSeconds: options.timeLimit,
    startSeconds: options.startLimit,
    requestSeconds: options.answerLimit,
  };
  const opened: { readonly name: string; readonly connection: Connection }[] = [];
  const open: OpenProgram = async (command, name) => {
    const record: TranscriptListener = (entry) => transcript?.write(name ? { program: name, ...entry } : entry);
    const connection = await attributed(name, () => connect(command, limits, transcript && record));
    opened.push({ name: name ?? 'the program', connection });
    return name === undefined ? connection : attributeFaults(connection, name);
  };
  try {
    await act(open);
  } finally {
    for (const { connection } of opened) await connection.close().catch(() => {}); // the verdict already contains the fault
    transcript?.end();
    for (const { name, connection } of opened)
      for (const warning of connection.warnings()) process.stderr.write(`lifspec: warning: ${name} ${warning}\n`);
  }
}

/** The connection to a program whose faults name it. */
function attributeFaults(connection: Connection, name: string): Connection {
  const capabilities = Object.entries(connection.implementation).map(([field, value]) => [
    field,
    typeof value === 'function' ? (input: unknown) => attributed(name, () => value(input)) : value,
  ]);
  return {
    ...connection,
    implementation: Object.fromEntries(capabilities),
    close: () => attributed(name, () => connection.close()),
  };
}

async function attributed<Value>(name: string | undefined, act: () => Promise<Value>): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    if (name === undefined) throw error;
    if (error instanceof InputError) throw new InputError(`${name}: ${error.message}`);
    if (error instanceof ImplementationFault) error.program = name;
    throw error;
  }
}
