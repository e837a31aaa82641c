import { Command, Option } from 'commander';
import { InputError } from '../base/input-error.ts';
import { didYouMean } from '../base/near-name.ts';
import type { PrecisionName } from '../base/precision.ts';
import { versions } from '../base/version.ts';
import type { Implementation } from '../conformance/implementation.ts';
import { writeLine } from '../conformance/protocol/json-line.ts';
import { describeImplementation, serve } from '../conformance/protocol/serve.ts';
import { reference } from '../conformance/reference.ts';
import { createEngine } from '../engine/engine.ts';

interface ServeOptions {
  readonly mutant?: string;
  readonly precision: PrecisionName;
}

export function serveCommand(): Command {
  return new Command('serve')
    .summary('speak the protocol on stdin and stdout, as the reference or as a mutant')
    .description(
      'Answers requests, one JSON object per line, with the reference simulator, to show how an adapter must answer. With --mutant it answers wrongly, to show what a failing verdict looks like.',
    )
    .addOption(new Option('--precision <name>', 'of the reference').choices(['float64', 'float32']).default('float64'))
    .addOption(new Option('--mutant <name>', 'answer as a mutant of fixtures/kills.json').conflicts('precision'))
    .addHelpText('after', examples)
    .action(serveChosen);
}

const startRequest = writeLine({ id: 0, command: 'start', protocol: versions.protocol });

const examples = `
Examples:
  lifspec check --quick -- lifspec serve
  lifspec serve --mutant reset=subtract
  echo '${startRequest}' | lifspec serve`;

async function serveChosen({ mutant, precision }: ServeOptions): Promise<void> {
  const implementation =
    mutant === undefined ? reference(precision, (await createEngine()).prepare) : await findMutant(mutant);
  if (process.stdin.isTTY) process.stderr.write(`Type a request on one line, such as ${startRequest}. Ctrl-D ends.\n`);
  await serve(implementation, describeImplementation(implementation, versions.lifspec), {
    input: process.stdin,
    output: process.stdout,
  });
}

async function findMutant(name: string): Promise<Implementation> {
  const { mutants } = await import('../../properties/mutants/index.ts'); // slow to load
  const mutant = mutants.find((one) => one.name === name);
  if (mutant !== undefined) return mutant;
  const names = mutants.map((one) => one.name);
  throw new InputError(
    `--mutant ${name}: is not a mutant${didYouMean(name, names) || '; all are in fixtures/kills.json'}`,
  );
}
