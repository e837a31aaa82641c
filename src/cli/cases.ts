import { Command, InvalidArgumentError } from 'commander';
import type { Implementation } from '../conformance/implementation.ts';
import type { CheckChoice } from '../conformance/judge/plan.ts';
import { capabilityNames } from '../conformance/protocol/protocol.ts';
import { writeNamedFile } from '../study/folder/write-file.ts';
import { fastReference } from './fast-reference.ts';
import { addChoice } from './judging-options.ts';
import { prepareOutputs } from './output.ts';

interface CasesOptions extends Pick<CheckChoice, 'only' | 'runs'> {
  readonly capabilities?: readonly string[];
  readonly list?: true;
  readonly after?: readonly string[];
  readonly out?: string;
}

/** `lifspec cases` */
export function casesCommand(): Command {
  const command = new Command('cases')
    .summary('write the requests of a check to a file, for a machine without Node')
    .description(
      'Writes the requests of lifspec check, for all vectors and laws, as protocol messages: one JSON object per line. Pass the file to an adapter wherever it runs, record its answers, and test them with lifspec judge. Requests that continue from a state in an answer need a second round, which --after writes.',
    )
    .option('--capabilities <names>', 'write only requests for these, comma-separated', readNames)
    .option('--list', 'list the cases: id, claim or clause, kind and title')
    .option('--after <files...>', 'recorded answers: write only the requests that they do not answer')
    .option('--out <file>', 'write to a file instead of stdout');
  return addChoice(command).addHelpText('after', examples).action(writeCases);
}

const examples = `
Examples:
  lifspec cases --capabilities neuron --out cases.jsonl              for an adapter of neurons alone
  python my-adapter.py < cases.jsonl > answers.jsonl
  lifspec cases --after answers.jsonl --out more.jsonl
  lifspec judge answers.jsonl
  lifspec cases --list`;

function readNames(text: string): string[] {
  const names = text.split(',');
  if (names.every((name) => capabilityNames.some((known) => known === name))) return names;
  throw new InvalidArgumentError(`must list names among ${capabilityNames.join(', ')}`);
}

async function writeCases({
  only,
  runs,
  capabilities = capabilityNames,
  list,
  after,
  out,
}: CasesOptions): Promise<void> {
  const { loadSuite } = await import('./suite.ts'); // slow to load
  const { listCases, planCheck } = await import('../conformance/judge/plan.ts');
  const { writeFirstRound, writeNextRound } = await import('../conformance/judge/recorded/rounds.ts');
  const choice = { runs, conventions: 'declared', endOnFailure: true, ...(only && { only }) } as const;
  const plan = planCheck(loadSuite(), choice);
  if (out !== undefined) prepareOutputs([{ option: `--out ${out}`, file: out }], after ?? []);
  const lines: string[] = [];
  const write = (line: string) => void lines.push(`${line}\n`);
  if (list) listCases(plan).forEach(write);
  else if (after !== undefined) await writeNextRound(plan, after, write);
  else {
    const answering = await fastReference();
    await writeFirstRound(plan, write, (precision) => withOnly(capabilities, answering(precision)));
  }
  if (out === undefined) process.stdout.write(lines.join(''));
  else writeNamedFile(out, lines.join(''));
}

function withOnly(capabilities: readonly string[], implementation: Implementation): Implementation {
  const others = capabilityNames.filter((name) => !capabilities.includes(name));
  return { ...implementation, ...Object.fromEntries(others.map((name) => [name, undefined])) };
}
