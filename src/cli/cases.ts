import { closeSync, openSync, writeSync } from 'node:fs';
import { Command } from 'commander';
import { InputError } from '../base/input-error.ts';
import { addChoice } from './judging-options.ts';

interface CasesOptions {
  readonly only?: readonly string[];
  readonly runs: number;
  readonly list?: true;
  readonly after?: readonly string[];
  readonly out?: string;
}

/** `lifspec cases` */
export function casesCommand(): Command {
  const command = new Command('cases')
    .summary('the questions of a check as a file, for a simulator on a machine without Node')
    .description(
      'Writes what lifspec check asks, vectors and laws, as requests of the protocol, a JSON object a line. Feed the file to an adapter wherever it runs, keep what it answers, and lifspec judge says the verdict. What goes on from a state of an answer takes a second round: --after writes it.',
    )
    .option('--list', 'only name the cases: id, claim or clause, kind, and what each says')
    .option('--after <files...>', 'answers that came: write what is still to be asked')
    .option('--out <file>', 'in place of stdout');
  return addChoice(command).addHelpText('after', examples).action(writeCases);
}

const examples = `
Examples:
  lifspec cases --out cases.jsonl
  python my-adapter.py < cases.jsonl > answers.jsonl
  lifspec cases --after answers.jsonl --out more.jsonl
  lifspec judge answers.jsonl
  lifspec cases --list`;

async function writeCases({ only, runs, list, after, out }: CasesOptions): Promise<void> {
  const { listCases, firstRound, nextRound } = await import('./rounds.ts'); // slow to load
  const choice = { runs, ...(only && { only }) };
  const output = openOutput(out);
  try {
    if (list) listCases(choice, output.write);
    else if (after !== undefined) await nextRound(choice, after, output.write);
    else await firstRound(choice, output.write);
  } finally {
    output.close();
  }
}

/** Takes lines without their ends. */
function openOutput(path: string | undefined): { readonly write: (line: string) => void; readonly close: () => void } {
  if (path === undefined) return { write: writeToStdout, close: () => {} };
  try {
    const file = openSync(path, 'w');
    return { write: (line) => writeSync(file, `${line}\n`), close: () => closeSync(file) };
  } catch (error) {
    throw new InputError(`--out ${path}: cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** Ends the program when nobody reads any more: nothing else would come of it. */
function writeToStdout(line: string): void {
  process.stdout.write(`${line}\n`);
  const { errored } = process.stdout as { errored?: NodeJS.ErrnoException | null };
  if (errored?.code === 'EPIPE') process.exit();
}
