import { z } from 'zod';
import type { DataOf } from '../../../base/data-of.ts';
import type { Implementation } from '../../implementation.ts';
import type { Connection } from '../../protocol/driver/connect.ts';
import { AnsweredError, faultKinds, ImplementationFault, SkippedCase } from '../../protocol/driver/fault.ts';
import { startAnswer } from '../../protocol/protocol.ts';
import { type SmokeCheck, smokeChecks } from './checks.ts';

const result = z.object({
  id: z.string(),
  statement: z.string(),
  outcome: z.enum(['passed', 'failed', 'skipped', 'not-applicable']),
  message: z.string().exactOptional(),
  missing: z.string().exactOptional().describe('the capability that it needs and the program lacks'),
});

/** A check with its outcome. */
export interface SmokeResult extends DataOf<typeof result> {}

/** How a check ended. */
export type SmokeOutcome = SmokeResult['outcome'];

/** The schema of the result of all checks. */
export const smokeReport = z.object({
  verdict: z
    .enum(['sound', 'unsound', 'faulty'])
    .describe('sound: at least one check passed and none failed; faulty: a fault ended the checks'),
  description: startAnswer.exactOptional().describe('How it describes itself.'),
  results: z.array(result),
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

/** The result of all checks. */
export interface SmokeReport extends DataOf<typeof smokeReport> {}

/** Checks whether an adapter follows the protocol, regardless of how its neurons behave. */
export async function smoke(open: () => Promise<Connection>): Promise<SmokeReport> {
  let connection: Connection | undefined;
  const results: SmokeResult[] = [];
  try {
    connection = await open();
    for (const check of smokeChecks) results.push(await run(check, connection.implementation));
    await connection.close();
    const { description, stderr } = connection;
    return { verdict: verdictOf(results), description, stderr: stderr(), results };
  } catch (error) {
    if (!(error instanceof ImplementationFault)) throw error;
    const { kind, during, message, stderr, request } = error;
    const said = connection && { description: connection.description, stderr: connection.stderr() };
    return {
      verdict: 'faulty',
      stderr,
      ...said,
      results,
      fault: { kind, during, message, ...(request && { request }) },
    };
  } finally {
    await connection?.close().catch(() => {}); // the report already contains the fault
  }
}

async function run({ id, statement, needs, act }: SmokeCheck, implementation: Implementation): Promise<SmokeResult> {
  const end = (outcome: SmokeOutcome, message?: string) => ({
    ...{ id, statement, outcome },
    ...(message !== undefined && { message }),
  });
  if (implementation[needs] === undefined)
    return { ...end('not-applicable', `does not support ${needs}`), missing: needs };
  try {
    const result = await act(implementation);
    if (result === undefined) return end('passed');
    return 'wrong' in result ? end('failed', result.wrong) : end('not-applicable', result.notApplicable);
  } catch (error) {
    if (error instanceof ImplementationFault && error.isFatal) throw error;
    if (error instanceof SkippedCase) return end('skipped', error.message);
    if (error instanceof RangeError) return end('failed', `a valid input was refused: ${error.message}`);
    if (!(error instanceof AnsweredError || error instanceof ImplementationFault)) throw error;
    return end('failed', error.message);
  }
}

function verdictOf(results: readonly SmokeResult[]): 'sound' | 'unsound' {
  const has = (outcome: SmokeOutcome) => results.some((result) => result.outcome === outcome);
  return has('passed') && !has('failed') ? 'sound' : 'unsound';
}
