import { z } from 'zod';
import type { Versions } from '../base/version.ts';
import { notOffered, type SmokeOutcome, type SmokeReport, type SmokeResult } from '../conformance/judge/smoke/smoke.ts';
import { faultKinds } from '../conformance/protocol/driver/fault.ts';
import { printable } from '../conformance/protocol/driver/printable.ts';
import { description } from '../conformance/protocol/message.ts';

/** What `lifspec smoke --report json` prints. */
export const smokeSchema: z.ZodType<SmokeReport & { versions: Versions }> = z.object({
  versions: z.object({ lifspec: z.string(), specification: z.string(), protocol: z.int() }),
  verdict: z.enum(['sound', 'unsound', 'faulty']).describe('faulty: it could not be asked to the end'),
  description: description.exactOptional().describe('Who it says that it is.'),
  results: z.array(
    z.object({
      id: z.string(),
      statement: z.string(),
      outcome: z.enum(['passed', 'failed', 'skipped', 'not-applicable']),
      message: z.string().exactOptional(),
    }),
  ),
  fault: z
    .object({ kind: z.enum(faultKinds), during: z.enum(['start', 'run', 'stop']), message: z.string() })
    .exactOptional(),
  stderr: z.string().describe('The end of what it wrote there, which is no failure.'),
});

const marks: Readonly<Record<SmokeOutcome, string>> = { passed: '✓', failed: '✗', skipped: '–', 'not-applicable': '–' };

/** How many lines of stderr are shown. */
const stderrLines = 10;

/** The report for people. Nothing of what the program said moves their cursor. */
export function formatSmokeText({ verdict, description, results, fault, stderr }: SmokeReport): string {
  const count = (outcome: SmokeOutcome) => results.filter((result) => result.outcome === outcome).length;
  const passed = count('passed');
  const asked = results.length - count('not-applicable');
  const conclusion = {
    sound: `sound: ${passed} of ${asked} checks passed, none failed`,
    unsound: `not sound: ${count('failed')} of ${asked} checks failed${passed === 0 ? ', none passed' : ''}`,
    faulty: `could not be asked to the end: ${fault?.kind}\n${fault?.message}`,
  }[verdict];
  const blocks = [
    description === undefined ? '' : introduce(description),
    [...results.filter(isAsked).map(formatResult), ...formatNotOffered(results)].join('\n'),
    stderr.trim() === '' ? '' : `It wrote on stderr:\n${lastLines(stderr)}`,
    conclusion,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** Whether it offers what the check is about. */
function isAsked({ message }: SmokeResult): boolean {
  return !message?.startsWith(notOffered);
}

function formatNotOffered(results: readonly SmokeResult[]): string[] {
  const names = results.filter((result) => !isAsked(result)).map(({ id }) => id.split('/')[0]);
  return names.length === 0 ? [] : [`– not offered, so not asked: ${[...new Set(names)].join(', ')}`];
}

function introduce({ implementation, precision, capabilities }: NonNullable<SmokeReport['description']>): string {
  const { name, version, language } = implementation;
  const written = language === undefined ? '' : `, ${language}`;
  return `${name} ${version}${written}, ${precision}, offers ${capabilities.join(', ')}`;
}

function formatResult({ id, statement, outcome, message }: SmokeResult): string {
  const line = `${marks[outcome]} ${id.padEnd(18)} ${statement}`;
  return message === undefined ? line : `${line}\n  ${' '.repeat(19)}${message}`;
}

function lastLines(text: string): string {
  const lines = text.trimEnd().split('\n').slice(-stderrLines);
  return lines.map((line) => `  ${printable(line.trimEnd())}`).join('\n');
}
