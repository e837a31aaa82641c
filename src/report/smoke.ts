import { z } from 'zod';
import { type Versions, versionsSchema } from '../base/version.ts';
import {
  notSupported,
  type SmokeOutcome,
  type SmokeReport,
  type SmokeResult,
} from '../conformance/judge/smoke/smoke.ts';
import { faultKinds } from '../conformance/protocol/driver/fault.ts';
import { startAnswer } from '../conformance/protocol/protocol.ts';
import { describeCrash } from './crash.ts';
import { describeProgram } from './fingerprint.ts';

/** What `lifspec smoke --report json` prints. */
export interface SmokeOutput extends SmokeReport {
  readonly versions: Versions;
}

/** Schema of the result of a smoke test. */
export const smokeSchema: z.ZodType<SmokeOutput> = z.object({
  versions: versionsSchema,
  verdict: z.enum(['sound', 'unsound', 'faulty']).describe('faulty: the check could not be completed'),
  description: startAnswer.exactOptional().describe('How it describes itself.'),
  results: z.array(
    z.object({
      id: z.string(),
      statement: z.string(),
      outcome: z.enum(['passed', 'failed', 'skipped', 'not-applicable']),
      message: z.string().exactOptional(),
    }),
  ),
  fault: z
    .object({
      kind: z.enum(faultKinds),
      during: z.enum(['start', 'run', 'stop']),
      message: z.string(),
      request: z.object({ capability: z.string(), input: z.unknown() }).exactOptional(),
    })
    .exactOptional(),
  stderr: z.string().describe('The last lines that it wrote to stderr; not a failure.'),
});

const marks: Readonly<Record<SmokeOutcome, string>> = { passed: '✓', failed: '✗', skipped: '–', 'not-applicable': '–' };

/** Writes the result for the terminal, the conclusion first; control characters from the program are spelled out. */
export function formatSmokeText({ verdict, description, results, fault, stderr }: SmokeReport): string {
  const count = (outcome: SmokeOutcome) => results.filter((result) => result.outcome === outcome).length;
  const passed = count('passed');
  const run = results.length - count('not-applicable');
  const conclusion = {
    sound: `sound: ${passed} of ${run} checks passed, none failed`,
    unsound: `not sound: ${count('failed')} of ${run} checks failed${passed === 0 ? ', none passed' : ''}`,
    faulty: `could not be completed: ${fault?.kind}\n${fault?.message}`,
  }[verdict];
  const blocks = [
    conclusion,
    description ? describeProgram({ implementation: { ...description, ...description.implementation } }) : '',
    [...results.filter(isSupported).map(formatResult), ...formatNotSupported(results)].join('\n'),
    describeCrash({ request: fault?.request, stderr }).join('\n'),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function isSupported({ message }: SmokeResult): boolean {
  return !message?.startsWith(notSupported);
}

function formatNotSupported(results: readonly SmokeResult[]): string[] {
  const names = results.filter((result) => !isSupported(result)).map(({ id }) => id.split('/')[0]);
  return names.length === 0 ? [] : [`– not supported: ${[...new Set(names)].join(', ')}`];
}

function formatResult({ id, statement, outcome, message }: SmokeResult): string {
  const line = `${marks[outcome]} ${id.padEnd(18)} ${statement}`;
  return message === undefined ? line : `${line}\n  ${' '.repeat(19)}${message}`;
}
