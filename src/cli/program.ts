import { Command, CommanderError } from 'commander';
import { InputError } from '../base/input-error.ts';
import { printable } from '../base/text.ts';
import { versions } from '../base/version.ts';
import { ImplementationFault } from '../conformance/protocol/driver/fault.ts';
import { describeBug } from './bug.ts';
import { casesCommand } from './cases.ts';
import { checkCommand } from './check.ts';
import { claimsCommand } from './claims.ts';
import { evaluateCommand } from './evaluate.ts';
import { exitCodes, Nonconformity, Unjudged } from './exit-code.ts';
import { explainCommand } from './explain.ts';
import { fingerprintCommand } from './fingerprint.ts';
import { Interruption } from './interruption.ts';
import { judgeCommand } from './judge.ts';
import { matrixCommand } from './matrix.ts';
import { planCommand } from './plan.ts';
import { reportCommand } from './report.ts';
import { serveCommand } from './serve.ts';
import { smokeCommand } from './smoke.ts';
import { summarizeCommand } from './summarize.ts';
import { sweepCommand } from './sweep.ts';
import { trainCommand } from './train.ts';

const examples = `
Examples:
  lifspec sweep --min-voltage 0,none
  lifspec evaluate --amplitude 0.5
  lifspec help sweep`;

function program(): Command {
  const root = new Command('lifspec')
    .description('An executable specification of what the spike amplitude of a LIF neuron does to a spiking network.')
    .version(describeVersions(), '-V, --version', 'the versions of lifspec, of the specification and of the protocol')
    .addHelpText('after', examples)
    .hook('preAction', (_, command) => requireValues(command));
  const commands = [
    sweepCommand(),
    evaluateCommand(),
    explainCommand(),
    trainCommand(),
    summarizeCommand(),
    reportCommand(),
    planCommand(),
    claimsCommand(),
    serveCommand(),
    smokeCommand(),
    checkCommand(),
    casesCommand(),
    judgeCommand(),
    fingerprintCommand(),
    matrixCommand(),
  ];
  for (const command of [root, ...commands]) {
    // an error is printed on one line, without usage information
    command.exitOverride().configureOutput({ outputError: () => {} });
    if (command !== root) root.addCommand(command);
  }
  return root;
}

function describeVersions(): string {
  return `lifspec ${versions.lifspec}, specification ${versions.specification}, protocol ${versions.protocol}`;
}

/** Writes a line of text to stderr. */
type Say = (line: string) => void;

/**
 * Runs a command line.
 *
 * @param words - without the names of node and program
 * @param say - receives an error message: one line, unless it is a bug in lifspec
 * @returns exit code
 */
export async function runCommandLine(words: readonly string[], say: Say): Promise<number> {
  try {
    await program().parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    return report(error, say);
  }
}

/** Longest message, characters: enough for a list of all mutants. */
const longestLine = 20_000;

/** An empty value is often an unset variable: --out "$DIR". */
function requireValues(command: Command): void {
  const empty = command.options.find((option) => command.getOptionValue(option.attributeName()) === '');
  if (empty !== undefined) throw new InputError(`${empty.long}: is empty`);
}

function report(error: unknown, sayInFull: Say): number {
  const say: Say = (line) => sayInFull(printable(line, longestLine));
  if (error instanceof CommanderError) return reportUsage(error, say);
  if (error instanceof Interruption || error instanceof InputError || error instanceof Nonconformity) {
    say(error.message);
    if (error instanceof Interruption) return error.exitCode;
    return error instanceof InputError ? exitCodes.badInput : exitCodes.failed;
  }
  if (error instanceof ImplementationFault || error instanceof Unjudged) {
    say(`the program could not be judged: ${error.message}`);
    return exitCodes.unjudged;
  }
  if (isSystemError(error)) {
    say(`${error.path ?? 'the system'}: ${error.syscall} failed (${error.code})`);
    return exitCodes.badInput;
  }
  sayInFull(describeBug(error));
  return exitCodes.unjudged;
}

/** For example a file system that is full or read-only, or a missing folder for temporary files. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

function reportUsage(error: CommanderError, say: Say): number {
  if (error.exitCode === 0) return 0; // --help or --version
  if (error.code === 'commander.help') return exitCodes.badInput; // no command: commander has printed the help
  const message = error.message.replace(/^error: /, '').replaceAll('\n', ' ');
  const isUnknown = error.code === 'commander.unknownCommand' || error.code === 'commander.unknownOption';
  say(isUnknown && !message.includes('(Did you mean') ? `${message} (lifspec --help lists all)` : message);
  return exitCodes.badInput;
}
