import { Command } from 'commander';
import { InputError } from '../base/input-error.ts';
import { judgedVersions, nameSpecification } from '../conformance/clauses.ts';
import { reportError, type Say } from './errors.ts';

const examples = `
Examples:
  lifspec sweep --min-voltage 0,none
  lifspec explain
  lifspec check -- python adapter.py
  lifspec help sweep`;

/** The commands in the order of the help. Loading all of them takes three times as long as loading one. */
const commands: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['sweep', async () => (await import('./sweep.ts')).sweepCommand()],
  ['explain', async () => (await import('./explain.ts')).explainCommand()],
  ['train', async () => (await import('./train.ts')).trainCommand()],
  ['report', async () => (await import('./report.ts')).reportCommand()],
  ['serve', async () => (await import('./serve.ts')).serveCommand()],
  ['check', async () => (await import('./check.ts')).checkCommand()],
  ['compare', async () => (await import('./compare.ts')).compareCommand()],
  ['pipe', async () => (await import('./pipe.ts')).pipeCommand()],
]);

/**
 * The program with its commands.
 *
 * @param name - the only command to load; any other word loads all of them, for the help and for suggestions
 */
export async function program(name = ''): Promise<Command> {
  const root = new Command('lifspec')
    .description(
      'An executable specification of leaky integrate-and-fire (LIF) neurons, and of what their spike amplitude does to a network.',
    )
    .version(
      `lifspec ${judgedVersions.lifspec}, specification ${nameSpecification(judgedVersions)}, protocol ${judgedVersions.protocol}, Node ${process.versions.node}`,
      '-V, --version',
      'the versions of lifspec, specification, protocol and Node',
    )
    .addHelpText('after', examples)
    .enablePositionalOptions()
    .hook('preAction', (_, command) => requireValues(command));
  const only = commands.get(name);
  const loads = only === undefined ? [...commands.values()] : [only];
  for (const command of [root, ...(await Promise.all(loads.map((load) => load())))]) {
    // an error is printed on one line, without usage information
    command.exitOverride().configureOutput({ outputError: () => {} });
    if (command !== root) root.addCommand(command, { hidden: command.name() === 'pipe' });
  }
  return root;
}

/**
 * Runs a command line.
 *
 * @param words - without the names of node and program
 * @param say - receives an error message: one line, unless it is a bug in lifspec
 * @returns exit code
 */
export async function runCommandLine(words: readonly string[], say: Say): Promise<number> {
  try {
    const root = await program(words[0]);
    await root.parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    return reportError(error, say);
  }
}

/** An empty value is often an unset variable: --out "$DIR". */
function requireValues(command: Command): void {
  const isEmpty = (value: unknown) => value === '' || (Array.isArray(value) && value.includes(''));
  const option = command.options.find((one) => isEmpty(command.getOptionValue(one.attributeName())));
  // an argument of a program under test may be empty
  const argument = command.registeredArguments.find(
    (one, index) => !one.name().startsWith('command') && isEmpty(command.processedArgs[index]),
  );
  const empty = option?.long ?? (argument && `argument '${argument.name()}'`);
  if (empty !== undefined) throw new InputError(`${empty}: is empty`);
}
