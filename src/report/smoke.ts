import { z } from 'zod';
import { versionsSchema } from '../base/version.ts';
import {
  type SmokeOutcome,
  type SmokeReport,
  type SmokeResult,
  smokeReport,
} from '../conformance/judge/smoke/smoke.ts';
import { describeCrash } from './crash.ts';
import { describeProgram } from './fingerprint.ts';

/** The schema of what `lifspec smoke --report json` prints. */
export const smokeSchema = z.object({ versions: versionsSchema, ...smokeReport.shape });

const marks: Readonly<Record<SmokeOutcome, string>> = { passed: '✓', failed: '✗', skipped: '–', 'not-applicable': '–' };

/** Writes the result for the terminal, the conclusion first; control characters from the program are spelled out. */
export function formatSmokeText({ verdict, description, results, fault, stderr }: SmokeReport): string {
  const count = (outcome: SmokeOutcome) => results.filter((result) => result.outcome === outcome).length;
  const passed = count('passed');
  const run = results.length - count('not-applicable');
  const conclusion = {
    sound: `sound: ${passed} of ${run} checks passed, none failed`,
    unsound: `not sound: ${count('failed')} of ${run} checks failed${passed === 0 ? ', none passed' : ''}`,
    faulty: `could not be completed: ${fault?.kind}`, // the command ends with the message
  }[verdict];
  const blocks = [
    conclusion,
    description ? describeProgram({ implementation: { ...description, ...description.implementation } }) : '',
    [...formatResults(results.filter(({ missing }) => missing === undefined)), ...formatNotSupported(results)].join(
      '\n',
    ),
    describeCrash({ message: fault?.message, request: fault?.request, stderr }).join('\n'),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function formatNotSupported(results: readonly SmokeResult[]): string[] {
  const names = results.flatMap(({ missing }) => missing ?? []);
  return names.length === 0 ? [] : [`– not supported: ${[...new Set(names)].join(', ')}`];
}

/** A message is printed below the last of successive checks that end with it. */
function formatResults(results: readonly SmokeResult[]): string[] {
  return results.map(({ id, statement, outcome, message }, index) => {
    const line = `${marks[outcome]} ${id.padEnd(18)} ${statement}`;
    const isLast = results[index + 1]?.message !== message;
    return message === undefined || !isLast ? line : `${line}\n  ${' '.repeat(19)}${message}`;
  });
}
