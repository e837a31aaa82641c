import { Command } from 'commander';
import { InputError } from '../base/input-error.ts';
import { versions } from '../base/version.ts';
import { casesCommand } from './cases.ts';
import { checkCommand } from './check.ts';
import { claimsCommand } from './claims.ts';
import { compareCommand } from './compare.ts';
import { reportError, type Say } from './errors.ts';
import { evaluateCommand } from './evaluate.ts';
import { explainCommand } from './explain.ts';
import { fingerprintCommand } from './fingerprint.ts';
import { requireEffects } from './idle-options.ts';
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

/** The program with all its commands. */
export function program(): Command {
  const root = new Command('lifspec')
    .description('An executable specification of what the spike amplitude of a LIF neuron does to a spiking network.')
    .version(describeVersions(), '-V, --version', 'the versions of lifspec, specification, protocol and Node')
    .addHelpText('after', examples)
    .enablePositionalOptions()
    .hook('preAction', (_, command) => {
      requireValues(command);
      requireEffects(command);
    });
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
    compareCommand(),
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
  const { lifspec, specification, protocol } = versions;
  return `lifspec ${lifspec}, specification ${specification}, protocol ${protocol}, Node ${process.versions.node}`;
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
    await program().parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    return reportError(error, say);
  }
}

/** An empty value is often an unset variable: --out "$DIR". */
function requireValues(command: Command): void {
  const empty = command.options.find((option) => command.getOptionValue(option.attributeName()) === '');
  if (empty !== undefined) throw new InputError(`${empty.long}: is empty`);
}
