import { Command } from 'commander';
import { addJudgingOptions, type JudgingOptions, prepareJudgingOutputs, printVerdict } from './judging-options.ts';
import { withProgress } from './progress.ts';

/** `lifspec judge` */
export function judgeCommand(): Command {
  const command = new Command('judge')
    .summary('test recorded answers, from a machine without Node')
    .description(
      'Reads the answers of an adapter to the requests of lifspec cases, one JSON object per line in any order, and gives the same verdict as lifspec check. The failing inputs of laws are not shrunk. Exit code: 0 if the answers conform, 1 if not, 2 if a file is invalid, 3 if answers are missing.',
    )
    .argument('<answers...>', 'files of answers, including those of a second round');
  return addJudgingOptions(command).addHelpText('after', examples).action(judge);
}

const examples = `
Examples:
  lifspec judge answers.jsonl
  lifspec judge answers.jsonl more-answers.jsonl --report html=verdict.html`;

async function judge(files: readonly string[], options: JudgingOptions): Promise<void> {
  const { loadSuite } = await import('./suite.ts'); // slow to load
  const { planCheck } = await import('../conformance/judge/plan.ts');
  const { judgeAnswers } = await import('../conformance/judge/recorded/rounds.ts');
  const plan = planCheck(loadSuite(), options);
  prepareJudgingOutputs(options, files);
  const { verdict, continuedRequests } = await withProgress('requests (estimated)', (onCase) =>
    judgeAnswers(plan, files, onCase),
  );
  if (continuedRequests > 0)
    process.stderr.write(
      `lifspec: ${continuedRequests} requests continue from a state in these answers; write them with lifspec cases --after ${files.join(' ')}\n`,
    );
  printVerdict(verdict, options);
}
