import type { PrecisionName } from '../base/precision.ts';
import { versions } from '../base/version.ts';
import { departuresOf } from '../conformance/assumption.ts';
import { contradictions } from '../conformance/conventions/contradiction.ts';
import type { Conventions } from '../conformance/conventions/conventions.ts';
import { readConventions } from '../conformance/conventions/declared.ts';
import { fingerprint } from '../conformance/conventions/fingerprint.ts';
import type { Fingerprint } from '../conformance/conventions/fingerprint-schema.ts';
import type { Case } from '../conformance/judge/case.ts';
import { type Judgement, judge } from '../conformance/judge/judge.ts';
import type { KnownMutant } from '../conformance/judge/likeness.ts';
import { makeVerdict } from '../conformance/judge/make-verdict.ts';
import type { Skip } from '../conformance/judge/skip.ts';
import type { JudgedConventions, Verdict } from '../conformance/judge/verdict.ts';
import type { Exploration } from '../conformance/law.ts';
import type { Connection } from '../conformance/protocol/driver/connect.ts';
import { ImplementationFault } from '../conformance/protocol/driver/fault.ts';
import { subjects } from '../conformance/subjects.ts';
import { describeContradiction } from '../report/fingerprint.ts';
import { startProgress } from './progress.ts';

/** How a program is to be judged. */
export interface ProgramTrial {
  /** Whether it is judged by what it declares or by what it is found to do. */
  readonly conventions: 'declared' | 'auto';
  /** Whether it is found out which conventions it follows even if nothing fails and that was not asked. */
  readonly isFingerprinted: boolean;
  readonly casesFor: (conventions: Conventions, precision: PrecisionName) => readonly Case[];
  readonly skips: readonly Skip[];
  readonly mutants: readonly KnownMutant[];
  readonly exploration: Exploration;
}

/** A program that can be asked: behind a pipe, or by its kept answers. */
export type Asked = Pick<Connection, 'description' | 'implementation' | 'close'>;

/** The rules to judge by, and how they were found. */
interface Rules {
  readonly conventions: Conventions;
  readonly source: JudgedConventions['source'];
  readonly fingerprint?: Fingerprint;
}

/**
 * Judges a program, and ends it.
 *
 * @throws {ImplementationFault} if it fails before the first case
 */
export async function judgeProgram(asked: Asked, trial: ProgramTrial): Promise<Verdict> {
  let rules: Rules;
  let judgement: Judgement;
  try {
    rules = await rulesOf(asked, trial.conventions);
    judgement = await judgeBy(rules, asked, trial);
    [rules, judgement] = await withFingerprint(rules, judgement, asked, trial);
  } catch (error) {
    await asked.close().catch(() => {});
    throw error;
  }
  return verdictOf(asked, rules, await closed(asked, judgement), trial);
}

/** Where no known conventions are found, those that are declared count. */
async function rulesOf({ description, implementation }: Asked, wanted: ProgramTrial['conventions']): Promise<Rules> {
  const source = description.conventions === undefined ? 'Nengo' : 'declared';
  const declared: Rules = { conventions: readConventions(description.conventions), source };
  if (wanted === 'declared' || implementation.neuron === undefined) return declared;
  const found = await fingerprint(implementation);
  if (found.conventions === null) return { ...declared, fingerprint: found };
  return { conventions: found.conventions, source: 'fingerprint', fingerprint: found };
}

/** Who fails wants to know which rules it follows. A fault in between counts as one in a case. */
async function withFingerprint(
  rules: Rules,
  judgement: Judgement,
  { implementation }: Asked,
  { isFingerprinted }: ProgramTrial,
): Promise<[Rules, Judgement]> {
  const isWanted = isFingerprinted || judgement.results.some(({ outcome }) => outcome === 'failed');
  const isDone = rules.fingerprint !== undefined || judgement.fault !== undefined;
  if (isDone || !isWanted || implementation.neuron === undefined) return [rules, judgement];
  try {
    return [{ ...rules, fingerprint: await fingerprint(implementation) }, judgement];
  } catch (error) {
    if (!(error instanceof ImplementationFault)) throw error;
    const { kind, message } = error;
    return [rules, { ...judgement, fault: { kind, message, case: 'fingerprint' } }];
  }
}

async function judgeBy(
  { conventions }: Rules,
  { implementation }: Asked,
  { casesFor, skips }: ProgramTrial,
): Promise<Judgement> {
  const cases = casesFor(conventions, implementation.precision);
  // a pipe gets nothing: reports and messages are read by programs there
  const progress = process.stderr.isTTY ? startProgress(process.stderr, cases.length, 'cases') : undefined;
  const departures = departuresOf(conventions);
  try {
    return await judge(implementation, { cases, departures, skips, onCase: (done) => progress?.update(done) });
  } finally {
    progress?.end();
  }
}

/** Ends the program. One that does not end as it should could be judged, and still does not keep to the protocol. */
async function closed(asked: Asked, judgement: Judgement): Promise<Judgement> {
  try {
    await asked.close();
    return judgement;
  } catch (error) {
    if (!(error instanceof ImplementationFault)) throw error;
    const { kind, message } = error;
    return { ...judgement, fault: judgement.fault ?? { kind, message, case: 'stop' } };
  }
}

function verdictOf(
  { description }: Asked,
  { conventions, source, fingerprint: found }: Rules,
  judgement: Judgement,
  { mutants, exploration }: ProgramTrial,
): Verdict {
  const { implementation, precision, capabilities } = description;
  const contradicted = found ? contradictions(description.conventions, found).map(describeContradiction) : [];
  const judged = {
    source,
    departures: Object.values(departuresOf(conventions)),
    ...(contradicted.length > 0 && { contradictions: contradicted }),
  };
  return makeVerdict(judgement, {
    ...{ versions, subjects, mutants, exploration, conventions: judged },
    ...(found && { fingerprint: found }),
    implementation: { ...implementation, precision, capabilities },
    environment: `Node ${process.versions.node}, ${process.platform} ${process.arch}`,
  });
}
