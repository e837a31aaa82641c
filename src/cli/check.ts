import { Command, Option } from 'commander';
import { InputError } from '../base/input-error.ts';
import { nengoConventions } from '../conformance/choices/conventions.ts';
import { type CheckChoice, runsSchema } from '../conformance/judge/choice.ts';
import { defaultRuns } from '../conformance/judge/plan.ts';
import type { Verdict } from '../conformance/judge/verdict.ts';
import type { Connection } from '../conformance/protocol/driver/connect.ts';
import { formatsOf } from '../report/formats.ts';
import { reportVerdict } from '../report/verdict.ts';
import { isJudged } from '../report/verdict-sentences.ts';
import { nonconformity, unjudged } from './errors.ts';
import { optionFor } from './options.ts';
import { prepareOutputs, type ReportOptions, reportOption, writeReports } from './output.ts';
import { addTimeout, type ProgramOptions, withPrograms } from './programs.ts';
import { interruptible, withProgress } from './progress.ts';

const formats = formatsOf(reportVerdict);

interface CheckOptions extends CheckChoice, ProgramOptions, ReportOptions {
  readonly list?: true;
}

export function checkCommand(): Command {
  const command = new Command('check')
    .summary('test a simulator in any language against all vectors and laws')
    .description(
      'Starts a program that speaks the protocol (see lifspec serve), runs all vectors and laws that apply, and reports which clauses hold. Cases that do not apply are listed and do not count as passes. If the program does not speak the protocol, the check names the field of the answer that is wrong, and ends. Exit code: 0 if the program conforms, 1 if not or if it follows conventions that it does not declare, 2 if the command line or a file is wrong, 3 if it could not be judged.',
    )
    .argument('[command...]', 'the program and its arguments, after --')
    .option('--only <ids>', 'cases or clauses, comma-separated; * matches anything', (text) => text.split(','))
    .addOption(optionFor('--runs <n>', 'inputs per law', runsSchema).default(defaultRuns))
    .option(
      '--skip <file>',
      'JSON file of cases known to fail, each with a reason; a listed case that passes is a failure',
    )
    .addOption(reportOption(Object.keys(formats)))
    .option('--specification <version>', 'judge only if lifspec has this specification, such as 0.4.0')
    .addOption(new Option('--quick', 'run a few cases per clause, for a first verdict').conflicts('runs'))
    .addOption(new Option('--list', 'list the cases instead of running them').conflicts(['report']))
    .addHelpText('after', examples)
    .action(check);
  return addTimeout(command);
}

const examples = `
Examples:
  lifspec check -- lifspec serve
  lifspec check -- lifspec serve --mutant reset=subtract
  lifspec check --report html=report.html --report json=verdict.json -- python my-adapter.py
  lifspec check --quick -- ./my-slow-adapter                         or --runs 2: fewer inputs per law
  lifspec check --only 'spike-height,neuron/lif/amplitude-*' --skip skips.json -- ./my-adapter
  lifspec check --specification 0.4.0 -- ./my-adapter                 so that an update changes no verdict unnoticed
  lifspec check --list --only threshold

A skip file: {"skips":[{"id":"lif/continues-from-state","reason":"has no state yet: https://…"}]}`;

async function check(words: readonly string[], options: CheckOptions): Promise<void> {
  const { list, skip } = options;
  if (list === undefined && words.length === 0)
    throw new InputError('the program to check is missing, such as lifspec check -- python my-adapter.py');
  if (list !== undefined) {
    const { plan } = await planWith(options);
    for (const { id, clause, kind, title } of plan.casesFor(nengoConventions, 'float64'))
      process.stdout.write(`${[id, clause, kind, title].join('\t')}\n`);
    return;
  }
  prepareOutputs(options, [...words, ...(skip === undefined ? [] : [skip])]);
  await withPrograms(options, async (open) => {
    const starting = open(words); // while the laws are loaded
    starting.catch(() => {}); // a wrong option is reported first
    const { plan, judgeProgram } = await planWith(options);
    const program = await starting;
    let second: Promise<Connection> | undefined;
    const another = async () => {
      second ??= open(words, 'another process');
      return (await second).implementation;
    };
    await interruptible('the verdict covers what was run', async (signal) => {
      signal.addEventListener('abort', program.interrupt);
      const verdict = await withProgress((show) =>
        judgeProgram({ ...program, another }, plan, (done, total) => show(done, total, 'requests (estimated)')),
      );
      printVerdict(verdict, options, signal);
    });
  });
}

/** Loads the laws, which takes half a second, and plans a check. */
async function planWith(options: CheckOptions) {
  const { loadSuite } = await import('./suite.ts');
  const { planCheck } = await import('../conformance/judge/plan.ts');
  const { judgeProgram } = await import('../conformance/judge/judge-program.ts');
  return { plan: planCheck(loadSuite(), options), judgeProgram };
}

/** Prints a verdict, as text unless another format goes to stdout, and ends the command with its exit code. */
function printVerdict(verdict: Verdict, options: ReportOptions, signal: AbortSignal): void {
  writeReports(formats, verdict, options);
  const { fault, conforming, implementation } = verdict;
  if (fault?.kind === 'interrupted') signal.throwIfAborted();
  if (fault !== null) throw unjudged(fault.message);
  if (!isJudged(verdict))
    throw nonconformity(`${implementation.name} does not follow Nengo's rules, and declares no others`);
  if (!conforming) throw nonconformity(`${implementation.name} does not conform`);
}
