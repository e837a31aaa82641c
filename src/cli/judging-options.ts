import { type Command, Option } from 'commander';
import type { Verdict } from '../conformance/judge/verdict.ts';
import { Nonconformity } from './nonconformity.ts';
import { wholeNumber } from './options.ts';
import type { CheckChoice } from './plan-check.ts';
import { type Report, readReport } from './reports.ts';
import { Unjudged } from './unjudged.ts';

/** What a program is judged by, and how it is told: the same behind a pipe and by kept answers. */
export interface JudgingOptions extends CheckChoice {
  readonly report: readonly Report[];
}

/** Inputs for each law: so many that a check of the reference takes less than 10 s on two cores. */
const defaultRuns = 30;

/** Adds the options that choose what is asked. */
export function addChoice(command: Command): Command {
  return command
    .option('--only <ids>', 'cases, claims or clauses, with commas; * stands for anything', (text) => text.split(','))
    .option('--runs <n>', 'inputs for each law', wholeNumber('--runs', 1), defaultRuns);
}

/** Adds the options of a judgement. */
export function addJudgingOptions(command: Command): Command {
  return addChoice(command)
    .option('--skip <file>', 'JSON file of cases known to fail, each with a reason; one that passes is a failure')
    .addOption(
      new Option(
        '--conventions <source>',
        'which rules: those that it declares (else Nengo), or those it is found to follow',
      )
        .choices(['declared', 'auto'])
        .default('declared'),
    )
    .addOption(
      new Option('--report <format[=file]>', 'text, json, junit, markdown or html; may be repeated')
        .argParser(readReport)
        .default([], 'text'),
    );
}

/** Ends the program with 1 for what does not conform, with 3 for what could not be judged. */
export function endWith({ fault, conforming, implementation }: Verdict): void {
  if (fault !== null) throw new Unjudged(fault.message);
  if (!conforming) throw new Nonconformity(`${implementation.name} does not conform`);
}
