import { existsSync, statSync } from 'node:fs';
import { InputError } from '../../../base/input-error.ts';
import { printable } from '../../../base/text.ts';
import { versions } from '../../../base/version.ts';
import type { Implementation } from '../../implementation.ts';
import type { StartAnswer } from '../protocol.ts';
import { readStart } from './answer.ts';
import { Conversation, defaultLimits, type Limits } from './conversation.ts';
import { ImplementationFault } from './fault.ts';
import { remoteImplementation } from './remote.ts';

/** A running program that speaks the protocol. */
export interface Connection {
  readonly description: StartAnswer;
  /**
   * Its capabilities. They throw a `Refusal` if an input was refused, `SkippedCase`, `ProgramError` or
   * `ImplementationFault`. After a fatal fault every call throws the same fault.
   */
  readonly implementation: Implementation;
  stderr(): string;
  /** Kills its process group because the user stopped lifspec. The pending request ends with a fault. */
  interrupt(): void;
  /**
   * Asks it to exit, then kills its process group.
   *
   * @throws {ImplementationFault} if it does not exit properly, or had a fault before
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
export async function connect(command: readonly string[], limits: Partial<Limits> = {}): Promise<Connection> {
  const [file] = command;
  if (!file) throw new InputError('the command to start is missing');
  let conversation: Conversation | undefined;
  try {
    conversation = new Conversation(command, { ...defaultLimits, ...limits });
    await conversation.program.started;
    return connectionOf(conversation, await introduce(conversation));
  } catch (error) {
    conversation?.abandon();
    const { code } = error as NodeJS.ErrnoException;
    if (code !== undefined) throw new InputError(`${printable(file)}: ${whyNotStarted(file, code)}`);
    if (error instanceof ImplementationFault) error.stderr = conversation?.program.stderr ?? '';
    throw error;
  }
}

function connectionOf(conversation: Conversation, description: StartAnswer): Connection {
  return {
    description,
    implementation: remoteImplementation(conversation, description),
    stderr: () => conversation.program.stderr,
    interrupt: () => conversation.interrupt(),
    close: () => conversation.close(),
  };
}

function whyNotStarted(file: string, code: string): string {
  if (code === 'E2BIG') return 'its arguments are too long for the system (E2BIG)';
  if (code !== 'ENOENT' && code !== 'EACCES') return `it cannot be run (${code})`;
  const isHere = existsSync(file);
  if (!isHere && code === 'EACCES') return 'it cannot be run (EACCES)';
  if (isHere && statSync(file).isDirectory()) return 'it is a folder, not a program';
  if (code === 'EACCES') return 'it is not executable (EACCES); make it executable with chmod +x';
  if (isHere && file.includes('/')) return 'the interpreter in its first line does not exist';
  if (isHere)
    return `there is no such program; names without / are looked up in PATH, so write ./${printable(file)} for the file in this folder`;
  const advice = '; it is started without a shell, so the program and each argument must be separate words';
  return `there is no such program${/\s/.test(file) ? advice : ''}`;
}

async function introduce(conversation: Conversation): Promise<StartAnswer> {
  const reading = await conversation.ask({ command: 'start', protocol: versions.protocol }, 'start');
  const start = readStart(reading);
  if (!('flaw' in start)) return start.known;
  throw new ImplementationFault(start.flaw.kind, 'start', `at the start: ${start.flaw.message}`);
}
