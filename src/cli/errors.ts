import { CommanderError } from 'commander';
import { InputError } from '../base/input-error.ts';
import { printable } from '../base/text.ts';
import { versions } from '../base/version.ts';
import { ImplementationFault } from '../conformance/protocol/driver/fault.ts';
import { describeCrash } from '../report/verdict-sentences.ts';

/**
 * Exit codes other than 0. Bugs in lifspec exit with `unjudged`, because they say nothing about the program under test.
 */
export const exitCodes = { failed: 1, badInput: 2, unjudged: 3 };

/** Ends a command with an exit code and a line that gives the reason. */
export class Exit extends Error {
  readonly exitCode: number;

  constructor(exitCode: number, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The program under test, or one of two, does not conform. */
export const nonconformity = (message: string): Exit => new Exit(exitCodes.failed, message);

/** The program under test, or one of two, could not be judged. */
export const unjudged = (message: string, program = 'the program'): Exit =>
  new Exit(exitCodes.unjudged, `${program} could not be judged: ${message}`);

export type Say = (line: string) => void;

/** Longest message and longest line of a stack trace, in characters. A message may contain the last lines of a program. */
const maxLength = { message: 20_000, trace: 600 };

/**
 * Reports an error in one line, unless it is a bug in lifspec.
 *
 * @returns exit code
 */
export function reportError(error: unknown, sayInFull: Say): number {
  const say: Say = (line) => sayInFull(printable(line, maxLength.message));
  if (error instanceof CommanderError) return reportUsage(error, say);
  if (error instanceof ImplementationFault) {
    const lines = [unjudged(error.message, error.program).message, ...describeCrash(error)];
    sayInFull(lines.map((line) => printable(line, maxLength.message)).join('\n'));
    return exitCodes.unjudged;
  }
  if (error instanceof Exit) {
    say(error.message);
    return error.exitCode;
  }
  const refusal = describeRefusal(error);
  if (refusal !== undefined) {
    say(refusal);
    return exitCodes.badInput;
  }
  sayInFull(describeBug(error));
  return exitCodes.unjudged;
}

/** What is wrong with an input, or why the system refuses to read or write a file; undefined for other errors. */
export function describeRefusal(error: unknown): string | undefined {
  if (error instanceof InputError) return error.message;
  const isOfSystem = error instanceof Error && 'syscall' in error && 'code' in error;
  return isOfSystem ? describeSystemError(error as NodeJS.ErrnoException) : undefined;
}

/** The meaning of error codes that the user can act on. */
const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the limit on file sizes is reached',
  EROFS: 'the file system is read-only',
  ELOOP: 'it is a symbolic link',
  ENOTDIR: 'a file is in the place of a folder',
  EEXIST: 'a file is in the place of a folder',
  EACCES: 'permission is missing',
  EPERM: 'permission is missing',
  ENOENT: 'a folder in its path, or the target of a link, is missing',
};

function describeSystemError({ syscall = '', code = '', path = 'the system' }: NodeJS.ErrnoException): string {
  if (syscall === 'uv_cwd') return 'the current folder no longer exists; change to another one';
  return `${path}: ${reasons[code] ?? `${syscall} failed`} (${code})`;
}

function reportUsage(error: CommanderError, say: Say): number {
  if (error.exitCode === 0) return 0; // --help or --version
  if (error.code === 'commander.help') return exitCodes.badInput; // no command: commander has printed the help
  const message = error.message.replace(/^error: /, '').replaceAll('\n', ' ');
  const isUnknown = error.code === 'commander.unknownCommand' || error.code === 'commander.unknownOption';
  say(isUnknown && !message.includes('(Did you mean') ? `${message} (--help lists all)` : message);
  return exitCodes.badInput;
}

/**
 * The message for an unexpected error: it is a bug in lifspec. The message contains everything that a bug report needs.
 */
export function describeBug(error: unknown): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const lines = trace.split('\n').map((line) => printable(line, maxLength.trace));
  const environment = `lifspec ${versions.lifspec}, Node ${process.versions.node}, ${process.platform}`;
  return `This is a bug in lifspec, not in the program under test. Please report it with the command and these lines (${environment}): ${lines.join('\n')}`;
}
