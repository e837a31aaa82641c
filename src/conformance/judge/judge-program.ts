import { versions } from '../../base/version.ts';
import { deviationsOf } from '../assumption.ts';
import type { Conventions } from '../conventions/conventions.ts';
import { readConventions } from '../conventions/conventions-schema.ts';
import { fingerprint } from '../conventions/fingerprint.ts';
import type { Fingerprint } from '../conventions/fingerprint-schema.ts';
import { describeMismatch, findMismatches } from '../conventions/mismatch.ts';
import type { Connection } from '../protocol/driver/connect.ts';
import { ImplementationFault } from '../protocol/driver/fault.ts';
import { subjects } from '../subjects.ts';
import { type Judgement, judge } from './judge.ts';
import { makeVerdict } from './make-verdict.ts';
import type { Plan } from './plan.ts';
import type { JudgedConventions, Verdict } from './verdict.ts';

/** A program behind a pipe, or recorded answers instead of it. */
export type JudgedProgram = Pick<Connection, 'description' | 'implementation' | 'close'>;

/** The conventions to judge by. */
export interface Rules {
  readonly conventions: Conventions;
  readonly source: JudgedConventions['source'];
  readonly fingerprint?: Fingerprint;
}

/** Called after each case. */
export type OnCase = (done: number, total: number) => void;

/**
 * Judges a program and terminates it.
 *
 * @throws {ImplementationFault} if the program fails before the first case
 */
export async function judgeProgram(program: JudgedProgram, plan: Plan, onCase?: OnCase): Promise<Verdict> {
  let rules: Rules;
  let judgement: Judgement;
  try {
    rules = await findRules(program, plan);
    judgement = await judgeByRules(program, rules, plan, onCase);
    [rules, judgement] = await addFingerprint(program, rules, judgement, plan);
  } catch (error) {
    await program.close().catch(() => {});
    throw error;
  }
  return verdictOf(program, rules, await close(program, judgement), plan);
}

/** The conventions that a program declares. */
export function declaredRules({ description: { conventions } }: Pick<JudgedProgram, 'description'>): Rules {
  return { conventions: readConventions(conventions), source: conventions === undefined ? 'Nengo' : 'declared' };
}

async function findRules(program: JudgedProgram, { conventions }: Plan): Promise<Rules> {
  const declared = declaredRules(program);
  if (conventions === 'declared' || program.implementation.neuron === undefined) return declared;
  const found = await fingerprint(program.implementation);
  if (found.conventions === null) return { ...declared, fingerprint: found };
  return { conventions: found.conventions, source: 'fingerprint', fingerprint: found };
}

/** Runs all cases of the plan. */
export async function judgeByRules(
  { implementation }: Pick<JudgedProgram, 'implementation'>,
  { conventions }: Rules,
  { casesFor, skips }: Plan,
  onCase?: OnCase,
): Promise<Judgement> {
  const cases = casesFor(conventions, implementation.precision);
  const deviations = deviationsOf(conventions);
  return await judge(implementation, { cases, deviations, skips, onCase: (done) => onCase?.(done, cases.length) });
}

/** Takes the fingerprint if a case failed or the plan requests it. */
async function addFingerprint(
  { implementation }: JudgedProgram,
  rules: Rules,
  judgement: Judgement,
  { isFingerprinted }: Plan,
): Promise<[Rules, Judgement]> {
  const isWanted = isFingerprinted || judgement.results.some(({ outcome }) => outcome === 'failed');
  const isDone = rules.fingerprint !== undefined || judgement.fault !== undefined;
  if (isDone || !isWanted || implementation.neuron === undefined) return [rules, judgement];
  try {
    return [{ ...rules, fingerprint: await fingerprint(implementation) }, judgement];
  } catch (error) {
    return [rules, withFault(judgement, error, 'fingerprint')];
  }
}

/** Stops the program. If it does not exit properly, that is a fault, even if every case was judged. */
async function close(program: JudgedProgram, judgement: Judgement): Promise<Judgement> {
  try {
    await program.close();
    return judgement;
  } catch (error) {
    return withFault(judgement, error, 'stop');
  }
}

function withFault(judgement: Judgement, error: unknown, during: string): Judgement {
  if (!(error instanceof ImplementationFault)) throw error;
  const { kind, message } = error;
  return { ...judgement, fault: judgement.fault ?? { kind, message, case: during } };
}

/** The verdict on a program. */
export function verdictOf(
  { description }: Pick<JudgedProgram, 'description'>,
  { conventions, source, fingerprint: found }: Rules,
  judgement: Judgement,
  { suite: { mutants }, exploration }: Plan,
): Verdict {
  const { implementation, precision, capabilities } = description;
  const mismatches = found ? findMismatches(description.conventions, found).map(describeMismatch) : [];
  const judged = {
    source,
    deviations: Object.values(deviationsOf(conventions)),
    ...(mismatches.length > 0 && { mismatches }),
  };
  return makeVerdict(judgement, {
    ...{ versions, subjects, mutants, exploration, conventions: judged },
    ...(found && { fingerprint: found }),
    implementation: { ...implementation, precision, capabilities },
    environment: `Node ${process.versions.node}, ${process.platform} ${process.arch}`,
  });
}
