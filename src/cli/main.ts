#!/usr/bin/env node
import { styleText } from 'node:util';
import { Command, CommanderError } from 'commander';
import { InputError } from '../input-error.ts';
import { versions } from '../version.ts';
import { claimsCommand } from './claims.ts';
import { evaluateCommand } from './evaluate.ts';
import { Interruption } from './interruption.ts';
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
  for (const command of [root, sweepCommand(), evaluateCommand(), trainCommand(), claimsCommand()]) {
    // one line, and no usage: what is wrong stands alone
    command.exitOverride().configureOutput({ outputError: () => {} });
    if (command !== root) root.addCommand(command);
  }
  return root;
}

function describeVersions(): string {
  return `lifspec ${versions.lifspec}, specification ${versions.specification}, protocol ${versions.protocol}`;
}

/** Says in one line what went wrong, and tells the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return reportUsage(error);
  if (error instanceof Interruption) return say(error.message, error.exitCode);
  if (error instanceof InputError) return say(error.message, exitCodes.badInput);
  return say(error instanceof Error ? (error.stack ?? error.message) : String(error), exitCodes.failed);
}

function reportUsage(error: CommanderError): number {
  if (error.exitCode === 0) return 0; // help or version was asked for
  if (error.code === 'commander.help') return exitCodes.badInput; // no command: the help has been printed
  return say(error.message.replace(/^error: /, '').replaceAll('\n', ' '), exitCodes.badInput);
}

function say(message: string, exitCode: number): number {
  process.stderr.write(`${styleText('bold', 'lifspec:', { stream: process.stderr })} ${message}\n`);
  return exitCode;
}

// a reader that has seen enough, such as head, closes the pipe
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  await program().parseAsync();
} catch (error) {
  process.exitCode = report(error);
}
