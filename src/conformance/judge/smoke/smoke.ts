import type { Implementation } from '../../implementation.ts';
import type { Connection } from '../../protocol/driver/connect.ts';
import { AnsweredError, ImplementationFault, SkippedCase } from '../../protocol/driver/fault.ts';
import type { StartAnswer } from '../../protocol/protocol.ts';
import { type SmokeCheck, smokeChecks } from './checks.ts';

/** How a check ended. */
export type SmokeOutcome = 'passed' | 'failed' | 'skipped' | 'not-applicable';

/** A check with its outcome. */
export interface SmokeResult extends Pick<SmokeCheck, 'id' | 'statement'> {
  readonly outcome: SmokeOutcome;
  readonly message?: string;
}

/** The result of all checks. */
export interface SmokeReport {
  /** sound: at least one check passed and none failed. faulty: a fault ended the checks. */
  readonly verdict: 'sound' | 'unsound' | 'faulty';
  readonly description?: StartAnswer;
  readonly results: readonly SmokeResult[];
  readonly fault?: Pick<ImplementationFault, 'kind' | 'during' | 'message'> & {
    readonly request?: NonNullable<ImplementationFault['request']>;
  };
  readonly stderr: string;
}

/** Beginning of the message of a check whose capability is missing. */
export const notSupported = 'does not support';

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
    await connection?.close().catch(() => {}); // it is in the report
  }
}

async function run({ id, statement, needs, act }: SmokeCheck, implementation: Implementation): Promise<SmokeResult> {
  const end = (outcome: SmokeOutcome, message?: string) => ({
    ...{ id, statement, outcome },
    ...(message !== undefined && { message }),
  });
  if (implementation[needs] === undefined) return end('not-applicable', `${notSupported} ${needs}`);
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
