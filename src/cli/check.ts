import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { InputError } from '../base/input-error.ts';
import { isThere, readText } from '../base/read-text.ts';
import { formatJson } from '../base/text.ts';
import type { CheckChoice } from '../conformance/judge/plan.ts';
import type { Verdict } from '../conformance/judge/verdict.ts';
import type { Connection } from '../conformance/protocol/driver/connect.ts';
import { formatsOf } from '../report/formats.ts';
import { formatText } from '../report/text.ts';
import { reportVerdict } from '../report/verdict.ts';
import { failingCase, isJudged } from '../report/verdict-sentences.ts';
import { requireFolder, writeWhole } from '../study/folder/write-file.ts';
import { Nonconformity, Unjudged } from './errors.ts';
import { optionFor } from './options.ts';
import { type Formats, prepareOutputs, type ReportOption, reportOption, writeReports } from './output.ts';
import { addTimeout, type ProgramOptions, withPrograms } from './program-options.ts';
import { Interruption, untilInterrupted, withProgress } from './progress.ts';

type VerdictFormat = 'text' | 'json' | 'markdown' | 'html';

const formats: Formats<VerdictFormat, Verdict> = {
  ...formatsOf((verdict: Verdict) => reportVerdict(verdict)),
  json: formatJson,
};

interface VerdictOptions {
  readonly report: readonly ReportOption<VerdictFormat>[];
  readonly saveFailures?: string;
}

interface CheckOptions extends CheckChoice, VerdictOptions, ProgramOptions {
  readonly list?: true;
}

export function checkCommand(): Command {
  const command = new Command('check')
    .summary('test a simulator in any language against all vectors and laws')
    .description(
      'Starts a program that speaks the protocol (see lifspec serve), runs all vectors and laws that apply, and reports a level for each clause: bits, steps, shifted, counts, rates or none. Cases that do not apply are listed and do not count as passes. If the program does not speak the protocol, the check names the field of the answer that is wrong, and ends. Exit code: 0 if the program conforms, 1 if not or if it follows conventions that it does not declare, 2 if the command line or a file is wrong, 3 if it could not be judged.',
    )
    .argument('[command...]', 'the program and its arguments, after --')
    .option('--only <ids>', 'cases or clauses, comma-separated; * matches anything', (text) => text.split(','))
    .addOption(optionFor('--runs <n>', 'inputs per law', z.int().min(1)).default(defaultRuns))
    .option(
      '--skip <file>',
      'JSON file of cases known to fail, each with a reason; a listed case that passes is a failure',
    )
    .addOption(
      new Option('--conventions <source>', "judge by the declared conventions, or by Nengo's")
        .choices(['declared', 'nengo'])
        .default('declared'),
    )
    .option(
      '--save-failures <dir>',
      'write the smallest failing inputs as files, and delete those of cases that no longer fail',
    )
    .addOption(reportOption(formats, 'text'))
    .addOption(
      new Option('--vector <file>', 'judge only by the vector and the answer in this file; may be repeated')
        .argParser((file, others: readonly string[] = []) => [...others, file])
        .conflicts(['runs', 'quick', 'conventions']),
    )
    .addOption(
      new Option('--quick', 'run a few cases per clause, fewer than 300 requests, for a first verdict').conflicts(
        'runs',
      ),
    )
    .addOption(new Option('--list', 'list the cases instead of running them').conflicts(['report', 'saveFailures']))
    .addHelpText('after', examples)
    .action(check);
  return addTimeout(command);
}

/** With this number of inputs per law, a check of the reference takes about 8 s on two idle cores. */
const defaultRuns = 30;

const examples = `
Examples:
  lifspec check -- lifspec serve
  lifspec check -- lifspec serve --mutant resets-by-subtraction
  lifspec check --report html=report.html --report json=verdict.json -- python my-adapter.py
  lifspec check --quick -- ./my-slow-adapter                         or --runs 3: fewer inputs per law
  lifspec check --vector mine.json -- ./my-adapter                   vectors of your own
  lifspec check --only 'spike-height,neuron/lif/amplitude-*' --skip skips.json -- ./my-adapter
  lifspec check --list --only threshold

A skip file: {"skips":[{"id":"lif/continues-from-state","reason":"has no state yet","issue":"https://…","flaky":true}]}
Only id and reason are required.`;

async function check(words: readonly string[], options: CheckOptions): Promise<void> {
  const { list } = options;
  if (list === undefined && words.length === 0)
    throw new InputError('the program to check is missing, such as lifspec check -- python my-adapter.py');
  const { loadSuite } = await import('./suite.ts'); // slow to load
  const { listCases, planCheck } = await import('../conformance/judge/plan.ts');
  const { judgeProgram } = await import('../conformance/judge/judge-program.ts');
  const plan = planCheck(loadSuite(), options);
  if (list !== undefined) {
    for (const { id, clause, kind, title } of listCases(plan))
      process.stdout.write(`${[id, clause, kind, title].join('\t')}\n`);
    return;
  }
  const { vector = [], skip } = options;
  const inputs = [...words, ...vector, ...(skip === undefined ? [] : [skip])];
  prepareVerdictOutputs(options, inputs);
  await withPrograms(options, async (open) => {
    const program = await open(words);
    let second: Promise<Connection> | undefined;
    const another = async () => {
      second ??= open(words, 'another process');
      return (await second).implementation;
    };
    await untilInterrupted(program.interrupt, async (signalled) => {
      const verdict = await withProgress('requests (estimated)', (onCase) =>
        judgeProgram({ ...program, another }, plan, onCase),
      );
      printVerdict(verdict, options, signalled());
    });
  });
}

/**
 * Checks that the outputs of a verdict can be written and that none replaces an input or a file of the user.
 *
 * @throws {InputError} naming the option
 */
function prepareVerdictOutputs({ report, saveFailures }: VerdictOptions, inputs: readonly string[]): void {
  prepareOutputs(report, inputs);
  if (saveFailures === undefined) return;
  requireFolder(saveFailures);
  const foreign = readdirSync(saveFailures).find((name) => !isSavedCase(saveFailures, name));
  if (foreign !== undefined)
    throw new InputError(
      `--save-failures ${saveFailures}: contains ${foreign}, which lifspec did not write; choose another folder`,
    );
}

/** The name of the file with the smallest failing input of a case. */
const fileOf = (id: string) => `${id.replaceAll('/', '-')}.failing.json`;

/** Whether lifspec wrote a file: it contains the id in its name, or a kill left it incomplete. */
function isSavedCase(folder: string, name: string): boolean {
  if (/\.failing\.json\.part\d*$/.test(name)) return true;
  if (!name.endsWith(fileOf('')) || !isThere(join(folder, name))) return false;
  const id = /^\{"id":"([^"]+)"/.exec(readText(join(folder, name)))?.[1];
  return id !== undefined && fileOf(id) === name;
}

/** Writes the smallest failing inputs, a file per case. Deletes those that no longer fail. */
function saveCases({ clauses }: Verdict, folder: string): void {
  for (const one of clauses.flatMap(({ cases }) => cases)) {
    const found = failingCase(one);
    const file = fileOf(one.id);
    if (found !== undefined) writeWhole(folder, file, `${found}\n`);
    else if (one.outcome !== 'not run') rmSync(join(folder, file), { force: true });
  }
}

/**
 * Prints a verdict, as text unless another format goes to stdout, and ends the command with its exit code.
 *
 * @param signal - the signal that stopped the judgement, if any
 * @throws {Unjudged} if the program could not be judged
 * @throws {Nonconformity} if it does not conform
 */
function printVerdict(
  verdict: Verdict,
  { report, saveFailures }: VerdictOptions,
  signal: NodeJS.Signals = 'SIGINT',
): void {
  if (saveFailures !== undefined) saveCases(verdict, saveFailures);
  const text = (one: Verdict) => formatText(reportVerdict(one, { folder: saveFailures }));
  writeReports({ ...formats, text }, verdict, report);
  const { fault, conforming, implementation } = verdict;
  if (fault?.kind === 'interrupted') throw new Interruption(signal, 'stopped; the verdict covers what was run');
  if (fault !== null) throw new Unjudged(fault.message);
  if (!isJudged(verdict))
    throw new Nonconformity(`${implementation.name} does not follow Nengo's rules, and declares no others`);
  if (!conforming) throw new Nonconformity(`${implementation.name} does not conform`);
}
