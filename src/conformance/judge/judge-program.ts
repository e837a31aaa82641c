import { deviationsOf } from '../assumption.ts';
import type { Conventions } from '../conventions/conventions.ts';
import { readConventions } from '../conventions/conventions-schema.ts';
import { fingerprint } from '../conventions/fingerprint.ts';
import type { Fingerprint } from '../conventions/fingerprint-schema.ts';
import { describeMismatch, findMismatches } from '../conventions/mismatch.ts';
import type { Connection } from '../protocol/driver/connect.ts';
import { faultOf, type Judgement, judge, type OnCase } from './judge.ts';
import { makeVerdict } from './make-verdict.ts';
import type { Plan } from './plan.ts';
import type { Verdict } from './verdict.ts';

/** A program behind a pipe, or recorded answers instead of it. */
export type JudgedProgram = Pick<Connection, 'description' | 'implementation' | 'close'>;

/** The conventions to judge by. */
export interface Rules {
  readonly conventions: Conventions;
  readonly source: Verdict['conventions']['source'];
  readonly fingerprint?: Fingerprint;
}

/**
 * Judges a program and terminates it.
 *
 * @throws {ImplementationFault} if the program fails before the first case
 */
export async function judgeProgram(program: JudgedProgram, plan: Plan, onCase?: OnCase): Promise<Verdict> {
  try {
    let rules = await findRules(program, plan);
    let judgement = await judgeByRules(program, rules, plan, onCase);
    if (needsFingerprint(rules, judgement, plan)) {
      judgement = await follow(judgement, 'fingerprint', async () => {
        rules = await addFingerprint(program, rules);
      });
    }
    // a program that does not exit properly has a fault, even if every case was judged
    judgement = await follow(judgement, 'stop', () => program.close());
    return verdictOf(program, rules, judgement, plan);
  } catch (error) {
    await program.close().catch(() => {});
    throw error;
  }
}

/** The conventions that a program declares. */
export function declaredRules({ description: { conventions } }: Pick<JudgedProgram, 'description'>): Rules {
  return { conventions: readConventions(conventions), source: conventions === undefined ? 'Nengo' : 'declared' };
}

async function findRules(program: JudgedProgram, { conventions }: Plan): Promise<Rules> {
  const declared = declaredRules(program);
  if (conventions === 'declared') return declared;
  const rules = await addFingerprint(program, declared);
  const found = rules.fingerprint?.conventions ?? null;
  return found === null ? rules : { ...rules, conventions: found, source: 'fingerprint' };
}

async function addFingerprint({ implementation }: JudgedProgram, rules: Rules): Promise<Rules> {
  return implementation.neuron === undefined ? rules : { ...rules, fingerprint: await fingerprint(implementation) };
}

/** The fingerprint is taken if a case failed or the plan requests it. */
function needsFingerprint(rules: Rules, { results, fault }: Judgement, { isFingerprinted }: Plan): boolean {
  if (rules.fingerprint !== undefined || fault !== undefined) return false;
  return isFingerprinted || results.some(({ outcome }) => outcome === 'failed');
}

/** Runs a step that follows the cases. A fault in it is the fault of the judgement, unless there is one already. */
async function follow(judgement: Judgement, during: string, act: () => Promise<void>): Promise<Judgement> {
  try {
    await act();
    return judgement;
  } catch (error) {
    return { ...judgement, fault: judgement.fault ?? faultOf(error, during) };
  }
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
  return await judge(implementation, { cases, deviations, skips, ...(onCase && { onCase }) });
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
    ...{ mutants, exploration, conventions: judged },
    ...(found && { fingerprint: found }),
    implementation: { ...implementation, precision, capabilities },
    environment: `Node ${process.versions.node}, ${process.platform} ${process.arch}`,
  });
}
