import { type Stats, statSync } from 'node:fs';
import { InputError } from '../../../base/input-error.ts';
import { printable } from '../../../base/text.ts';
import { versions } from '../../../base/version.ts';
import type { Implementation } from '../../implementation.ts';
import { checkProtocol, type StartAnswer, startAnswer } from '../protocol.ts';
import { fitTo } from './answer.ts';
import { Conversation } from './conversation.ts';
import { type FaultKind, ImplementationFault } from './fault.ts';
import { defaultLimits, type Limits, type TranscriptListener } from './options.ts';
import { remoteImplementation } from './remote.ts';

/** A running program that speaks the protocol. */
export interface Connection {
  readonly description: StartAnswer;
  /**
   * Its capabilities. They throw a `RangeError` if an input was refused, `SkippedCase`, `AnsweredError` or
   * `ImplementationFault`. After a fatal fault every call throws the same fault.
   */
  readonly implementation: Implementation;
  stderr(): string;
  /**
   * Asks it to exit, then kills its process group.
   *
   * @throws {ImplementationFault} if it does not exit properly, or for a fault that was not thrown before
   */
  close(): Promise<void>;
}

/**
 * Starts a program, without a shell, and sends the start request. Always ends within the limits.
 *
 * @param command - file and arguments
 * @throws {InputError} if there is no such program, or it cannot be run
 * @throws {ImplementationFault} if it breaks the protocol
 */
export async function connect(
  command: readonly string[],
  limits: Partial<Limits> = {},
  transcript?: TranscriptListener,
): Promise<Connection> {
  if (!command[0]) throw new InputError('the command to start is missing');
  const conversation = await start(command as [string, ...string[]], { ...defaultLimits, ...limits }, transcript);
  try {
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

async function start(
  command: readonly [string, ...string[]],
  limits: Limits,
  transcript: TranscriptListener | undefined,
): Promise<Conversation> {
  let conversation: Conversation | undefined;
  try {
    conversation = new Conversation(command, limits, transcript);
    await conversation.started;
    return conversation;
  } catch (error) {
    conversation?.abandon();
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const [file] = command;
    throw new InputError(`${printable(file)}: ${whyNotStarted(file, code)}`);
  }
}

function whyNotStarted(file: string, code: string): string {
  if (code === 'E2BIG') return 'its arguments are too long for the system (E2BIG)';
  if (code !== 'ENOENT' && code !== 'EACCES') return `it cannot be run (${code})`;
  const found = look(file);
  if (found === undefined && code === 'EACCES') return 'it cannot be run (EACCES)';
  if (found?.isDirectory()) return 'it is a folder, not a program';
  if (code === 'EACCES') return 'it is not executable (EACCES); chmod +x makes it so';
  if (found !== undefined && file.includes('/')) return 'the interpreter in its first line does not exist';
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
  if (isHere)
    return `; names without / are looked up in PATH, so write ./${printable(file)} for the file in this folder`;
  return /\s/.test(file)
    ? '; it is started without a shell, so the program and each argument must be separate words'
    : '';
}

async function introduce(conversation: Conversation): Promise<StartAnswer> {
  const refuse = (kind: FaultKind, message: string) =>
    new ImplementationFault(kind, 'start', `at the start: ${message}`);
  const reading = await conversation.ask({ command: 'start', protocol: versions.protocol }, 'start');
  if ('flaw' in reading) throw refuse(reading.flaw.kind, reading.flaw.message);
  const { answer } = reading;
  if (answer.error !== undefined && answer.error !== null)
    throw refuse('start-refused', `answered with an error: ${JSON.stringify(answer.error)}`);
  const wrongProtocol = checkProtocol('the program', answer.protocol);
  if (wrongProtocol !== undefined) throw refuse('wrong-protocol', wrongProtocol);
  const fit = fitTo(startAnswer, answer);
  if ('flaw' in fit) throw refuse(fit.flaw.kind, fit.flaw.message);
  return fit.known as StartAnswer;
}
