import { Command, CommanderError } from 'commander';
import { InputError } from '../input-error.ts';
import { versions } from '../version.ts';
import { claimsCommand } from './claims.ts';
import { evaluateCommand } from './evaluate.ts';
import { explainCommand } from './explain.ts';
import { Interruption } from './interruption.ts';
import { Nonconformity } from './nonconformity.ts';
import { reportCommand } from './report.ts';
import { summariseCommand } from './summarise.ts';
import { sweepCommand } from './sweep.ts';
import { trainCommand } from './train.ts';

/** Exit codes besides 0, all is well. */
const exitCodes = { failed: 1, badInput: 2 };

const examples = `
Examples:
  lifspec sweep --min-voltage 0,none
  lifspec evaluate --amplitude 0.5
  lifspec help sweep`;

function program(): Command {
  const root = new Command('lifspec')
    .description('An executable specification of what the spike amplitude of a LIF neuron does to a spiking network.')
    .version(describeVersions(), '-V, --version', 'the versions of lifspec, of the specification and of the protocol')
    .addHelpText('after', examples);
  const commands = [
    sweepCommand(),
    evaluateCommand(),
    explainCommand(),
    trainCommand(),
    summariseCommand(),
    reportCommand(),
    claimsCommand(),
  ];
  for (const command of [root, ...commands]) {
    // one line, and no usage: what is wrong stands alone
    command.exitOverride().configureOutput({ outputError: () => {} });
    if (command !== root) root.addCommand(command);
  }
  return root;
}

function describeVersions(): string {
  return `lifspec ${versions.lifspec}, specification ${versions.specification}, protocol ${versions.protocol}`;
}

/** Takes a line of text, without its end, for stderr. */
type Say = (line: string) => void;

/**
 * Does what the words of a command line ask for.
 *
 * @param words - without the names of node and program
 * @param say - receives what went wrong: one line, unless it is a mistake of lifspec itself
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

function report(error: unknown, say: Say): number {
  if (error instanceof CommanderError) return reportUsage(error, say);
  if (error instanceof Interruption || error instanceof InputError || error instanceof Nonconformity) {
    say(error.message);
    if (error instanceof Interruption) return error.exitCode;
    return error instanceof InputError ? exitCodes.badInput : exitCodes.failed;
  }
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return exitCodes.failed;
}

function reportUsage(error: CommanderError, say: Say): number {
  if (error.exitCode === 0) return 0; // help or version was asked for
  if (error.code === 'commander.help') return exitCodes.badInput; // no command: the help has been printed
  const message = error.message.replace(/^error: /, '').replaceAll('\n', ' ');
  const isUnknown = error.code === 'commander.unknownCommand' || error.code === 'commander.unknownOption';
  say(isUnknown && !message.includes('(Did you mean') ? `${message} (lifspec --help lists what there is)` : message);
  return exitCodes.badInput;
}
