import { Command } from 'commander';
import { connect } from '../conformance/protocol/driver/connect.ts';
import { addJudgingOptions, endWith, type JudgingOptions } from './judging-options.ts';
import { addLimitOptions, type LimitOptions, limitsOf } from './limit-options.ts';
import { requirePlaces, writeReports } from './reports.ts';
import { openTranscript } from './transcript.ts';

interface CheckOptions extends JudgingOptions, LimitOptions {
  readonly transcript?: string;
}

/** `lifspec check` */
export function checkCommand(): Command {
  const command = new Command('check')
    .summary('judge a simulator in any language: how near does it come, and which claims hold for it')
    .description(
      'Starts a program that speaks the protocol (lifspec serve shows how), holds it to all vectors and laws that apply, and says for each claim how near it comes: bits, steps, shifted, counts, rates or none. What is not applicable is listed, and is no pass. Ends with 0 if it conforms, 1 if not, 3 if it could not be judged.',
    )
    .argument('<command...>', 'the program and its arguments, after --')
    .option(
      '--vector <file>',
      'judge by this vector, of your own or from a report, in place of all others; may be repeated',
      (file: string, others: readonly string[] = []) => [...others, file],
    )
    .option('--transcript <file>', 'keep all that is said, a JSON object a line')
    .addHelpText('after', examples)
    .action(check);
  return addLimitOptions(addJudgingOptions(command));
}

const examples = `
Examples:
  lifspec check -- lifspec serve
  lifspec check -- lifspec serve --mutant resets-by-subtraction
  lifspec check --report junit=report.xml --report html=report.html -- python my-adapter.py
  lifspec check --vector found.json -- ./my-adapter                  a failing case that a report holds
  lifspec check --only 'C4,neuron/lif/amplitude-*' --skip skips.json -- ./my-adapter

A skip file: {"skips":[{"id":"lif/continues-from-state","reason":"cannot be stopped yet"}]}`;

async function check(command: readonly string[], options: CheckOptions): Promise<void> {
  const { planCheck } = await import('./plan-check.ts'); // slow to load
  const { judgeProgram } = await import('./judge-program.ts');
  const { transcript: file, report } = options;
  const plan = planCheck(options);
  requirePlaces(report, file);
  const transcript = openTranscript(file);
  try {
    const verdict = await judgeProgram(await connect(command, limitsOf(options), transcript.listeners), plan);
    writeReports(verdict, report);
    endWith(verdict);
  } finally {
    transcript.close();
  }
}
