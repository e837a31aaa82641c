import { Command } from 'commander';
import { addJudgingOptions, endWith, type JudgingOptions } from './judging-options.ts';
import { requirePlaces, writeReports } from './reports.ts';

/** `lifspec judge` */
export function judgeCommand(): Command {
  const command = new Command('judge')
    .summary('the verdict on answers that were kept in a file')
    .description(
      'Reads what an adapter answered to the requests of lifspec cases, a JSON object a line in any order, and says what lifspec check would say. Laws that fail show the input that was asked: nothing smaller can be tried. Ends with 0 if it conforms, 1 if not, 2 if a file holds something else, 3 if answers are missing.',
    )
    .argument('<answers...>', 'files of answers; those of a second round too');
  return addJudgingOptions(command).addHelpText('after', examples).action(judgeAnswers);
}

const examples = `
Examples:
  lifspec judge answers.jsonl
  lifspec judge answers.jsonl more-answers.jsonl --report html=verdict.html`;

async function judgeAnswers(files: readonly string[], options: JudgingOptions): Promise<void> {
  const { planCheck } = await import('./plan-check.ts'); // slow to load
  const { judgeProgram } = await import('./judge-program.ts');
  const { readAnswerFiles } = await import('./rounds.ts');
  const { Replay } = await import('../conformance/judge/recorded/replay.ts');
  const plan = planCheck(options);
  const replay = new Replay(readAnswerFiles(files));
  requirePlaces(options.report);
  const casesFor: typeof plan.casesFor = (...rules) => plan.casesFor(...rules).map((one) => replay.scoped(one));
  const verdict = await judgeProgram(replay, { ...plan, casesFor });
  writeReports(verdict, options.report);
  const continued = replay.unanswered.filter(({ isContinued }) => isContinued).length;
  if (continued > 0)
    process.stderr.write(
      `lifspec: ${continued} requests go on from a state in these answers: lifspec cases --after ${files.join(' ')} writes them\n`,
    );
  endWith(verdict);
}
