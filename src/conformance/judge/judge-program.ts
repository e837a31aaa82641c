import { areNengos, deviationsOf } from '../assumption.ts';
import { type Conventions, conventionsToDeclare, nengoConventions } from '../conventions/conventions.ts';
import { readConventions } from '../conventions/conventions-schema.ts';
import { fingerprint } from '../conventions/fingerprint.ts';
import { type Fingerprint, neverFires } from '../conventions/fingerprint-schema.ts';
import { describeMismatches } from '../conventions/mismatch.ts';
import type { Connection } from '../protocol/driver/connect.ts';
import type { StartAnother } from './case.ts';
import { requireProtocol } from './first-requests.ts';
import { faultOf, type Judgement, type JudgeOptions, judge, type OnCase } from './judge.ts';
import { makeVerdict } from './make-verdict.ts';
import { type Plan, rightUnder } from './plan.ts';
import type { Verdict } from './verdict.ts';

export type JudgedProgram = Pick<Connection, 'description' | 'implementation' | 'close'> &
  Partial<Pick<Connection, 'stderr'>> & { readonly another?: StartAnother };

export interface Rules {
  readonly conventions: Conventions;
  readonly source: Verdict['conventions']['source'];
  readonly fingerprint?: Fingerprint;
}

/**
 * Judges a program and terminates it. A program that does not speak the protocol is not judged. A program that follows conventions other than Nengo's without declaring any is
 * not judged by Nengo's, because almost every case would fail for the same reason.
 *
 * @throws {ImplementationFault} if the program fails before the first request
 */
export async function judgeProgram(program: JudgedProgram, plan: Plan, onCase?: OnCase): Promise<Verdict> {
  try {
    let rules = declaredRules(program);
    const stopped = noneRun(program, plan, 'the implementation had stopped');
    let judgement = await follow(stopped, 'protocol', () =>
      requireProtocol(program.implementation, neededBy(stopped), plan.suite.vectors),
    );
    if (judgement.fault === undefined) {
      judgement = await follow(stopped, 'fingerprint', async () => {
        if (program.implementation.neuron === undefined) return;
        rules = { ...rules, fingerprint: await fingerprint(program.implementation) };
      });
    }
    if (isRefused(rules, plan)) judgement = noneRun(program, plan, undeclared);
    else if (judgement.fault === undefined)
      judgement = await judgeByRules(program, rules, plan, { ...(onCase && { onCase }) });
    // a program that does not exit properly has a fault, even if every case was judged
    judgement = await follow(judgement, 'stop', () => program.close());
    const verdict = verdictOf(program, rules, judgement, plan);
    const stderr = program.stderr?.() ?? '';
    return verdict.fault && stderr.trim() !== '' ? { ...verdict, fault: { ...verdict.fault, stderr } } : verdict;
  } catch (error) {
    await program.close().catch(() => {});
    throw error;
  }
}

/** The conventions that a program declares, or Nengo's if it declares none. */
export function declaredRules({ description: { conventions } }: Pick<JudgedProgram, 'description'>): Rules {
  return { conventions: readConventions(conventions), source: conventions === undefined ? 'Nengo' : 'declared' };
}

/** Whether a program is not judged, because it has to declare its conventions first. Chosen cases are judged anyway. */
const isRefused = (rules: Rules, plan: Plan): boolean => plan.isComplete && isUndeclared(rules);

/** Whether a program declares nothing, but follows conventions other than Nengo's. */
export function isUndeclared({ source, fingerprint: found }: Rules): boolean {
  return source === 'Nengo' && !!found?.conventions && !areNengos(found.conventions);
}

const undeclared = "it declares no conventions, but does not follow Nengo's";

function noneRun({ implementation }: JudgedProgram, { casesFor }: Plan, reason: string): Judgement {
  const cases = casesFor(nengoConventions, implementation.precision);
  const results = cases.map((one) => ({ case: one, outcome: 'not run', reason }) as const);
  return { results };
}

const neededBy = ({ results }: Judgement) => new Set(results.flatMap((result) => result.case.needs));

/** Runs a step that is not a case. A fault in it is the fault of the judgement, unless there is one already. */
async function follow(judgement: Judgement, during: string, act: () => Promise<void>): Promise<Judgement> {
  try {
    await act();
    return judgement;
  } catch (error) {
    return { ...judgement, fault: judgement.fault ?? faultOf(error, during) };
  }
}

export async function judgeByRules(
  { implementation, another }: Pick<JudgedProgram, 'implementation' | 'another'>,
  { conventions, fingerprint: found }: Rules,
  { casesFor, skips, suite: { mutants } }: Plan,
  more: Pick<JudgeOptions, 'onCase' | 'history' | 'hasFired'> = {},
): Promise<Judgement> {
  const cases = casesFor(conventions, implementation.precision);
  const deviations = deviationsOf(conventions);
  const right = rightUnder(conventions, implementation.precision);
  const hasFired = found !== undefined && found.words !== neverFires;
  return await judge(implementation, { cases, deviations, skips, mutants, right, another, hasFired, ...more });
}

export function verdictOf(
  { description }: Pick<JudgedProgram, 'description'>,
  rules: Rules,
  judgement: Judgement,
  plan: Plan,
): Verdict {
  const { conventions, source, fingerprint: found } = rules;
  const { seed, numRuns } = plan.exploration;
  const { implementation, precision, capabilities } = description;
  const mismatches = found ? describeMismatches(description.conventions, found) : [];
  const judged = {
    source,
    differing: conventionsToDeclare(conventions),
    ...(mismatches.length > 0 && { mismatches }),
    ...(isRefused(rules, plan) && { undeclared: conventionsToDeclare(found?.conventions as Conventions) }),
  };
  return makeVerdict(judgement, {
    mutants: plan.suite.mutants,
    conventions: judged,
    rules: conventions,
    fingerprint: found ?? null,
    exploration: { seed, numRuns, ...(plan.isQuick && { isQuick: true }) },
    implementation: { ...implementation, precision, capabilities },
    environment: `Node ${process.versions.node}, ${process.platform} ${process.arch}`,
  });
}
