import { type Stats, statSync } from 'node:fs';
import { InputError } from '../../../base/input-error.ts';
import { versions } from '../../../base/version.ts';
import type { Implementation } from '../../implementation.ts';
import { type Description, description } from '../message.ts';
import { fitTo } from './answer.ts';
import { Conversation } from './conversation.ts';
import { ImplementationFault } from './fault.ts';
import { defaultLimits, type Limits } from './limits.ts';
import type { ConnectOptions } from './listeners.ts';
import { printable } from './printable.ts';
import { remoteImplementation } from './remote.ts';

/** A program that speaks the protocol, started and asked who it is. */
export interface Connection {
  /** What it says of itself. */
  readonly description: Description;
  /**
   * What it offers, in the port that laws take. A capability throws a `RangeError` for an input that was refused,
   * `SkippedCase`, `AnsweredError` or `ImplementationFault`; after a fault that `isFatal` every call throws that.
   */
  readonly implementation: Implementation;
  /** The end of what it wrote there. */
  stderr(): string;
  /**
   * Asks it to end and sees to it that no process is left.
   *
   * @throws {ImplementationFault} if it does not end as it should, or of a fault that nobody has been told of
   */
  close(): Promise<void>;
}

/**
 * Starts a program, without a shell, and asks who it is. Whatever it does, this ends within the limits, and so does it.
 *
 * @param command - file and arguments
 * @throws {InputError} if there is no such program, or it cannot be run
 * @throws {ImplementationFault} if it does not answer as the protocol says
 */
export async function connect(
  command: readonly string[],
  limits: Partial<Limits> = {},
  options: ConnectOptions = {},
): Promise<Connection> {
  if (!command[0]) throw new InputError('the command to start is missing');
  const conversation = begin(command, { ...defaultLimits, ...limits }, options);
  try {
    await requireStarted(command, conversation);
    const description = await introduce(conversation);
    return {
      description,
      implementation: remoteImplementation(conversation, description),
      stderr: () => conversation.stderr,
      close: () => conversation.close(),
    };
  } catch (error) {
    conversation.abandon();
    if (error instanceof ImplementationFault) error.stderr = conversation.stderr;
    throw error;
  }
}

/** Some reasons for which a program cannot be started are known at once. */
function begin(command: readonly string[], limits: Limits, options: ConnectOptions): Conversation {
  try {
    return new Conversation(command, limits, options);
  } catch (error) {
    throw notStarted(command, error);
  }
}

/** The others are heard of later. */
async function requireStarted(command: readonly string[], conversation: Conversation): Promise<void> {
  try {
    await conversation.started;
  } catch (error) {
    throw notStarted(command, error);
  }
}

function notStarted([file = '']: readonly string[], error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) return error;
  return new InputError(`${printable(file)}: ${whyNotStarted(file, code)}`);
}

function whyNotStarted(file: string, code: string): string {
  if (code === 'E2BIG') return 'its arguments are longer than the system takes (E2BIG)';
  if (code !== 'ENOENT' && code !== 'EACCES') return `it cannot be run (${code})`;
  const found = look(file);
  if (found === undefined && code === 'EACCES') return 'it cannot be run (EACCES)';
  if (found?.isDirectory()) return 'it is a folder, not a program';
  if (code === 'EACCES') return 'it may not be executed (EACCES); chmod +x allows it';
  if (found !== undefined && file.includes('/')) return 'the interpreter that its first line names is missing';
  return `there is no such program${adviceFor(file, found !== undefined)}`;
}

function look(file: string): Stats | undefined {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
}

function adviceFor(file: string, isHere: boolean): string {
  if (isHere) return ` (a name without / is looked for in PATH; ./${printable(file)} is the file in this folder)`;
  return /\s/.test(file) ? ' (no shell is asked: the program and each argument are words of their own)' : '';
}

async function introduce(conversation: Conversation): Promise<Description> {
  const reading = await conversation.ask({ command: 'start', protocol: versions.protocol }, 'start');
  if ('flaw' in reading)
    throw new ImplementationFault(reading.flaw.kind, 'start', `at the start: ${reading.flaw.message}`);
  const { answer } = reading;
  if (answer.error !== undefined && answer.error !== null) {
    throw new ImplementationFault('start-refused', 'start', `at the start: an error, ${JSON.stringify(answer.error)}`);
  }
  const fit = fitTo(description, answer);
  if ('flaw' in fit) throw new ImplementationFault(fit.flaw.kind, 'start', `at the start: ${fit.flaw.message}`);
  return fit.known as Description;
}
