import { Command, Option } from 'commander';
import { InputError } from '../base/input-error.ts';
import type { PrecisionName } from '../base/precision.ts';
import { versions } from '../base/version.ts';
import type { Implementation } from '../conformance/implementation.ts';
import { describe } from '../conformance/protocol/server/answer.ts';
import { serve } from '../conformance/protocol/server/serve.ts';
import { reference } from '../conformance/reference.ts';

interface ServeOptions {
  readonly mutant?: string;
  readonly precision: PrecisionName;
}

/** `lifspec serve` */
export function serveCommand(): Command {
  return new Command('serve')
    .summary('speaks the protocol on stdin and stdout as an implementation: the reference itself, or a wrong one')
    .description(
      'Answers requests, a JSON object a line, with the reference simulator, so that you can see how an adapter for another simulator has to answer. A wrong implementation, a mutant, shows how a verdict looks.',
    )
    .addOption(new Option('--precision <name>', 'of the reference').choices(['float64', 'float32']).default('float64'))
    .option('--mutant <name>', 'serve a wrong implementation (a name that is none lists them)')
    .addHelpText('after', examples)
    .action(serveChosen);
}

const examples = `
Examples:
  lifspec smoke -- lifspec serve
  lifspec serve --mutant fires-at-threshold
  echo '{"id":0,"command":"start","protocol":1}' | lifspec serve`;

/** For somebody who types requests. */
const byHand = `Type a request on one line, such as {"id":0,"command":"start","protocol":1}; Ctrl-D ends.\n`;

async function serveChosen({ mutant, precision }: ServeOptions): Promise<void> {
  const implementation = mutant === undefined ? reference(precision) : await mutantCalled(mutant);
  const description = describe(implementation, versions.lifspec);
  if (process.stdin.isTTY) process.stderr.write(byHand);
  await serve(implementation, description, { input: process.stdin, output: process.stdout });
}

async function mutantCalled(name: string): Promise<Implementation> {
  const { mutants } = await import('../../properties/mutants/index.ts');
  const mutant = mutants.find((one) => one.name === name);
  if (mutant !== undefined) return mutant;
  throw new InputError(`--mutant ${name}: there is no such mutant, but ${mutants.map((one) => one.name).join(', ')}`);
}
