import type { Command } from 'commander';
import { z } from 'zod';
import { InputError } from '../base/input-error.ts';
import { type Connection, connect } from '../conformance/protocol/driver/connect.ts';
import { defaultLimits } from '../conformance/protocol/driver/conversation.ts';
import { ImplementationFault } from '../conformance/protocol/driver/fault.ts';
import { optionFor } from './options.ts';

export interface ProgramOptions {
  readonly timeout: number;
}

export function addTimeout(command: Command): Command {
  const option = optionFor('--timeout <seconds>', 'for each answer, at most a day', z.number().positive().max(86_400));
  return command.addOption(option.default(defaultLimits.answerSeconds));
}

/** What is judged of a program that runs. */
export type OpenedProgram = Pick<Connection, 'description' | 'implementation'>;

/** Starts a program. If there are several, each has a name, to which its faults are attributed. */
export type OpenProgram = (words: readonly string[], name?: string) => Promise<Connection>;

/** Runs a function with one or several programs, and closes them. */
export async function withPrograms(
  { timeout: answerSeconds }: ProgramOptions,
  act: (open: OpenProgram) => Promise<void>,
): Promise<void> {
  const opened: { readonly connection: Promise<Connection>; readonly name: string | undefined }[] = [];
  const open: OpenProgram = (command, name) => {
    const connection = connect(command, { answerSeconds }).catch((error) => Promise.reject(named(error, name)));
    opened.push({ connection, name });
    return connection;
  };
  try {
    await act(open);
  } finally {
    // closing a program that had a fault throws this fault, which the verdict or the error already contains
    for (const { connection, name } of opened)
      await connection.then((one) => one.close()).catch((fault) => void named(fault, name));
  }
}

/** An error of a program that has a name, if there are several. */
export function named(error: unknown, name: string | undefined): unknown {
  if (name === undefined) return error;
  if (error instanceof InputError) return new InputError(`${name}: ${error.message}`);
  if (error instanceof ImplementationFault) error.program = name;
  return error;
}
