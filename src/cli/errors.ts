import { CommanderError } from 'commander';
import { InputError } from '../base/input-error.ts';
import { unreadable } from '../base/read-text.ts';
import { printable } from '../base/text.ts';
import { versions } from '../base/version.ts';
import { ImplementationFault } from '../conformance/protocol/driver/fault.ts';
import { describeCrash } from '../report/verdict-sentences.ts';
import { Interruption } from './progress.ts';

/**
 * Exit codes other than 0. Bugs in lifspec exit with `unjudged`, because they say nothing about the program under test.
 */
export const exitCodes = { failed: 1, badInput: 2, unjudged: 3 };

/** The program under test does not conform. The command exits with 1. */
export class Nonconformity extends Error {
  override readonly name = 'Nonconformity';
}

/** The program under test, or one of two, could not be judged. The command exits with 3. */
export class Unjudged extends Error {
  override readonly name = 'Unjudged';
  readonly program: string;

  constructor(message: string, program = 'the program') {
    super(message);
    this.program = program;
  }
}

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
  if (error instanceof Interruption || error instanceof InputError || error instanceof Nonconformity) {
    say(error.message);
    if (error instanceof Interruption) return error.exitCode;
    return error instanceof InputError ? exitCodes.badInput : exitCodes.failed;
  }
  if (error instanceof ImplementationFault || error instanceof Unjudged) {
    const crash = error instanceof ImplementationFault ? describeCrash(error) : [];
    const lines = [`${error.program} could not be judged: ${error.message}`, ...crash];
    sayInFull(lines.map((line) => printable(line, maxLength.message)).join('\n'));
    return exitCodes.unjudged;
  }
  if (isSystemError(error)) {
    say(describeSystemError(error));
    return exitCodes.badInput;
  }
  sayInFull(describeBug(error));
  return exitCodes.unjudged;
}

/** For example a file system that is full or read-only, or a missing folder for temporary files. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

function describeSystemError({ syscall = '', code = '', path = 'the system' }: NodeJS.ErrnoException): string {
  if (syscall === 'uv_cwd') return 'the current folder no longer exists; change to another one';
  return syscall === 'stat' || syscall === 'scandir'
    ? unreadable(path, code).message
    : `${path}: ${syscall} failed (${code})`;
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
