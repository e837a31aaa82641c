import { Command } from 'commander';
import type { Connection } from '../conformance/protocol/driver/connect.ts';
import { addJudgingOptions, type JudgingOptions, prepareJudgingOutputs, printVerdict } from './judging-options.ts';
import { addProgramOptions, outputsOfProgram, type ProgramOptions, withPrograms } from './program-options.ts';
import { untilInterrupted, withProgress } from './progress.ts';

/** `lifspec check` */
export function checkCommand(): Command {
  const command = new Command('check')
    .summary('test a simulator in any language against all vectors and laws')
    .description(
      'Starts a program that speaks the protocol (see lifspec serve), runs all vectors and laws that apply, and reports a level for each claim: bits, steps, shifted, counts, rates or none. Cases that do not apply are listed and do not count as passes. Exit code: 0 if the program conforms, 1 if not, 2 if the command line or a file is wrong, 3 if it could not be judged.',
    )
    .option(
      '--vector <file>',
      'judge only by the vector and the answer in this file; may be repeated',
      (file: string, others: readonly string[] = []) => [...others, file],
    )
    .option('--quick', 'run a few cases per claim or clause, fewer than 300 requests, for a first verdict')
    .addHelpText('after', examples)
    .action(check);
  return addProgramOptions(addJudgingOptions(command));
}

const examples = `
Examples:
  lifspec check -- lifspec serve
  lifspec check -- lifspec serve --mutant resets-by-subtraction
  lifspec check --report junit=report.xml --report html=report.html -- python my-adapter.py
  lifspec check --quick -- ./my-slow-adapter                         or --runs 3: fewer inputs per law
  lifspec check --vector found.json -- ./my-adapter                  a saved failing case, if its right answer is exact
  lifspec check --only 'C4,neuron/lif/amplitude-*' --skip skips.json -- ./my-adapter

A skip file: {"skips":[{"id":"lif/continues-from-state","reason":"has no state yet","issue":"https://…","flaky":true}]}
Only id and reason are required.`;

async function check(words: readonly string[], options: JudgingOptions & ProgramOptions): Promise<void> {
  const { loadSuite } = await import('./suite.ts'); // slow to load
  const { planCheck } = await import('../conformance/judge/plan.ts');
  const { judgeProgram } = await import('../conformance/judge/judge-program.ts');
  const plan = planCheck(loadSuite(), options);
  prepareJudgingOutputs(options, words, outputsOfProgram(options));
  await withPrograms(words, options, async (open) => {
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
