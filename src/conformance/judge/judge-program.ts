import { askProbes, askStages } from '../ask-probes.ts';
import { deviationsOf } from '../assumption.ts';
import type { Chosen } from '../choices/choice.ts';
import { type Conventions, conventionsToDeclare, nengoConventions } from '../choices/conventions.ts';
import { readConventions } from '../choices/conventions-schema.ts';
import { conventionalPart, diagnose } from '../choices/diagnose.ts';
import type { Diagnosis } from '../choices/diagnosis.ts';
import { eventsBy, otherThanNeurons, rightForEvents } from '../choices/events.ts';
import { eventStages } from '../choices/events-stages.ts';
import type { ProbeResult } from '../choices/probes.ts';
import { type AskedRequest, diagnoseStages, type Stages } from '../choices/stages.ts';
import { staged, stagesOf } from '../choices/stages-of.ts';
import type { CapabilityName } from '../implementation.ts';
import type { Connection } from '../protocol/driver/connect.ts';
import type { StartAnother } from './case.ts';
import { History } from './exchange.ts';
import { failingRequests } from './failing-requests.ts';
import { requireProtocol } from './first-requests.ts';
import { faultOf, type Judgement, type JudgeOptions, judge, type OnCase } from './judge.ts';
import { makeVerdict } from './make-verdict.ts';
import type { Plan } from './plan.ts';
import type { Verdict } from './verdict.ts';

export type JudgedProgram = Pick<Connection, 'description' | 'implementation' | 'close'> &
  Partial<Pick<Connection, 'stderr'>> & { readonly another?: StartAnother };

/** How a program is judged, and what its neurons do. */
export interface Rules {
  readonly conventions: Conventions;
  readonly source: Verdict['conventions']['source'];
  /** The choices by which networks of events are judged, beside those of the neurons. */
  readonly events?: Chosen;
  readonly diagnosis?: Diagnosis;
  readonly diagnoses?: Verdict['diagnoses'];
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
    let probed: readonly ProbeResult[] = [];
    const history = new History();
    if (judgement.fault === undefined) {
      judgement = await follow(stopped, 'probes', async () => {
        if (program.implementation.neuron === undefined) return;
        probed = await askProbes(program.implementation);
        rules = diagnosedRules(program, probed);
      });
      judgement = await follow(judgement, 'probes', async () => {
        rules = await withEvents(program, rules);
      });
    }
    if (isRefused(rules, plan)) judgement = noneRun(program, plan, undeclared);
    else if (judgement.fault === undefined) {
      judgement = await judgeByRules(program, rules, plan, { history, ...(onCase && { onCase }) });
      [rules, judgement] = await diagnosedAfter(program, rules, probed, judgement, history);
    }
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

/** Whether the nearest set explains nine in ten spike trains, so that a program may be judged by it, or told its rules. */
export const isNear = ({ explained, compared }: NonNullable<Diagnosis['nearest']>): boolean =>
  explained >= 0.9 * compared;

/**
 * The rules of a program whose neurons were asked: those that it declares. If it declares none and follows Nengo's in
 * little, those of the set that explains its answers, or nearly all of them, without its mistakes.
 */
export function diagnosedRules(
  program: Pick<JudgedProgram, 'description' | 'implementation'>,
  probed: readonly ProbeResult[],
): Rules {
  const declared = declaredRules(program);
  const { precision } = program.implementation;
  const diagnosis = diagnose(probed, { precision, conventions: declared.conventions });
  const { nearest } = diagnosis;
  const followed = diagnosis.sets[0] ?? (nearest && isNear(nearest) ? nearest : undefined);
  const conventions = followed && conventionalPart(followed.choices);
  const isDeclarable = diagnosis.sets[0]?.declare !== undefined;
  if (declared.source === 'declared' || isDeclarable || conventions === undefined) return { ...declared, diagnosis };
  const isNengo = Object.keys(conventionsToDeclare(conventions)).length === 0;
  if (isNengo) return { ...declared, diagnosis };
  return { conventions, source: 'nearest', diagnosis: diagnose(probed, { precision, conventions }) };
}

/**
 * The rules with those of networks of events. Of the sets that are right, it is the one that contradicts the fewest answers, and the
 * latest, because programs have one neuron for currents and events, or two.
 */
export async function withEvents(
  { implementation }: Pick<JudgedProgram, 'implementation'>,
  rules: Rules,
): Promise<Rules> {
  if (implementation.events === undefined) return rules;
  const right = rightForEvents(rules.conventions, implementation.eventConventions);
  const asked = right.length === 1 ? [] : ((await askStages(implementation, 'events')) as AskedRequest<never, never>[]);
  const matcher = eventStages.matcherOf(asked, implementation.precision);
  const tried = right.map((events) => {
    const chosen = eventsBy(rules.conventions, events);
    return { events, off: matcher.deviations(chosen).length, depth: matcher.match(chosen).depth };
  });
  const isBetter = (one: (typeof tried)[0], other: (typeof tried)[0]) =>
    one.off < other.off || (one.off === other.off && one.depth > other.depth);
  const { events } = tried.reduce((best, other) => (isBetter(other, best) ? other : best));
  return { ...rules, events };
}

/** The rules with the diagnoses of all that was judged, and the judgement, which has a fault if a probe caused one. */
export async function diagnosedAfter(
  program: Pick<JudgedProgram, 'implementation'>,
  before: Rules,
  probed: readonly ProbeResult[],
  judged: Judgement,
  history: History,
): Promise<[rules: Rules, judgement: Judgement]> {
  let [rules, judgement] = [diagnosedAgain(program, before, probed, judged, history), judged];
  for (const name of staged) {
    let answers: readonly AskedRequest[] = [];
    if (judgement.fault === undefined && haveRun(judgement, name))
      judgement = await follow(judgement, 'probes', async () => {
        answers = await askStages(program.implementation, name);
      });
    rules = diagnosedStages(program, rules, name, answers, failingRequests(name, judgement.results, history));
  }
  return [rules, judgement];
}

/** The rules with a diagnosis that also explains the failing requests of a check. */
function diagnosedAgain(
  { implementation }: Pick<JudgedProgram, 'implementation'>,
  rules: Rules,
  probed: readonly ProbeResult[],
  { results }: Judgement,
  history: History,
): Rules {
  const failing = failingRequests('neuron', results, history);
  // what explains the failing requests, too, explains the probes
  if (failing.length === 0 || rules.diagnosis === undefined || rules.diagnosis.outcome === 'unexplained') return rules;
  const judgedBy = { precision: implementation.precision, conventions: rules.conventions };
  return { ...rules, diagnosis: diagnose(probed, judgedBy, failing) };
}

/** The rules with a diagnosis of a capability with stages, if it was asked. */
function diagnosedStages(
  { implementation: { precision, eventConventions } }: Pick<JudgedProgram, 'implementation'>,
  rules: Rules,
  name: CapabilityName,
  probed: readonly AskedRequest[],
  failing: readonly AskedRequest[],
): Rules {
  if (probed.length + failing.length === 0) return rules;
  const known = { judgedBy: { precision, conventions: rules.conventions }, ofNeurons: rules.diagnosis };
  const declared = name === 'events' ? eventConventions : undefined;
  const found = diagnoseStages(stagesOf[name] as Stages, probed, failing, { ...known, declared });
  return { ...rules, diagnoses: { ...rules.diagnoses, [name]: found } };
}

const haveRun = ({ results }: Judgement, capability: CapabilityName) =>
  results.some(
    ({ case: { needs }, outcome }) => (outcome === 'passed' || outcome === 'failed') && needs.includes(capability),
  );

/** Whether a program is not judged, because it has to declare its conventions first. Chosen cases are judged anyway. */
const isRefused = (rules: Rules, plan: Plan): boolean => plan.isComplete && isUndeclared(rules);

/** Whether a program declares nothing, but follows conventions other than Nengo's. */
export function isUndeclared({ source, diagnosis }: Rules): boolean {
  const declare = diagnosis?.sets[0]?.declare;
  return source === 'Nengo' && declare !== undefined && Object.keys(declare).length > 0;
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
  { conventions, diagnosis, events }: Rules,
  { casesFor, skips, isComplete }: Plan,
  more: Pick<JudgeOptions, 'onCase' | 'history' | 'hasFired'> = {},
): Promise<Judgement> {
  const cases = casesFor(conventions, implementation.precision);
  const deviations = deviationsOf(conventions);
  const isProbed = diagnosis !== undefined && diagnosis.outcome !== 'not asked';
  const hasFired = isProbed ? diagnosis.outcome !== 'never fires' : !isComplete; // chosen cases may ask for no spike
  return await judge(
    { ...implementation, ...(events && { eventConventions: events }) },
    { cases, deviations, skips, another, hasFired, ...more },
  );
}

export function verdictOf(
  { description }: Pick<JudgedProgram, 'description'>,
  rules: Rules,
  judgement: Judgement,
  plan: Plan,
): Verdict {
  const { conventions, source, diagnosis, diagnoses } = rules;
  const events = rules.events && otherThanNeurons(rules.events, conventions);
  const { seed, numRuns } = plan.exploration;
  const { implementation, precision, capabilities } = description;
  const declare = diagnosis?.sets[0]?.declare;
  return makeVerdict(judgement, {
    skips: plan.skips,
    conventions: {
      source,
      differing: conventionsToDeclare(conventions),
      ...(isRefused(rules, plan) && declare && { undeclared: declare }),
      ...(events && Object.keys(events).length > 0 && { events }),
    },
    rules: conventions,
    diagnosis: diagnosis ?? null,
    ...(diagnoses && { diagnoses }),
    exploration: { seed, numRuns, ...(plan.isQuick && { isQuick: true }) },
    implementation: { ...implementation, precision, capabilities },
    environment: `Node ${process.versions.node}, ${process.platform} ${process.arch}`,
  });
}
