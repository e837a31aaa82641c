import type { Command } from 'commander';
import { z } from 'zod';
import { InputError } from '../base/input-error.ts';
import { type Connection, connect } from '../conformance/protocol/driver/connect.ts';
import { ImplementationFault } from '../conformance/protocol/driver/fault.ts';
import { defaultLimits } from '../conformance/protocol/driver/options.ts';
import { optionFor } from './options.ts';

export interface ProgramOptions {
  readonly timeout: number;
}

export function addProgramOptions(command: Command): Command {
  return addTimeout(command.argument('<command...>', 'the program and its arguments, after --'));
}

export function addTimeout(command: Command): Command {
  const option = optionFor('--timeout <seconds>', 'for each answer', z.number().positive());
  return command.addOption(option.default(defaultLimits.answerSeconds));
}

/** Starts a program. If there are several, each has a name, to which its faults are attributed. */
export type OpenProgram = (words: readonly string[], name?: string) => Promise<Connection>;

/** Runs a function with one or several programs, and closes them. */
export async function withPrograms(
  { timeout: answerSeconds }: ProgramOptions,
  act: (open: OpenProgram) => Promise<void>,
): Promise<void> {
  const opened: Connection[] = [];
  const open: OpenProgram = async (command, name) => {
    const connection = await attributed(name, () => connect(command, { answerSeconds }));
    opened.push(connection);
    return name === undefined ? connection : attributeFaults(connection, name);
  };
  try {
    await act(open);
  } finally {
    for (const connection of opened) await connection.close().catch(() => {}); // the verdict already contains the fault
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
