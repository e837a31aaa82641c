import { askProbes, askStages } from '../../src/conformance/ask-probes.ts';
import { areNengos } from '../../src/conformance/assumption.ts';
import type { Chosen } from '../../src/conformance/choices/choice.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { eventStages } from '../../src/conformance/choices/events-stages.ts';
import { type AskedRequest, diagnoseStages } from '../../src/conformance/choices/stages.ts';
import type { EventsInput, EventsOutput } from '../../src/conformance/implementation.ts';
import {
  declaredRules,
  diagnosedRules,
  judgeByRules,
  type Rules,
  verdictOf,
  withEvents,
} from '../../src/conformance/judge/judge-program.ts';
import type { Plan } from '../../src/conformance/judge/plan.ts';
import type { Verdict } from '../../src/conformance/judge/verdict.ts';
import { type Connection, connect } from '../../src/conformance/protocol/driver/connect.ts';
import type { Limits } from '../../src/conformance/protocol/driver/conversation.ts';

/** All results for a simulator. */
export interface Examination {
  /** By the conventions that it declares. */
  readonly own: Verdict;
  /**
   * The verdict by Nengo's conventions. Other simulators run only vectors, because shrinking the inputs of failing laws
   * would be wasted time.
   */
  readonly asNengo: Verdict;
  readonly events?: EventRule;
}

/** What its answers to the probes of events say, of which it may support some kinds of receptors. */
export interface EventRule {
  readonly kinds: readonly string[];
  /** The choices that give every answer, without those of the definition; null if there are none. */
  readonly choices: Chosen | null;
  /** The choices in which they differ from the declared ones. */
  readonly undeclared: readonly string[];
}

/** Receives what begins: `'by its own conventions'`. */
export type OnProgress = (activity: string) => void;

/** Libraries may take a long time to load, and networks to build. */
export const limits: Partial<Limits> = { answerSeconds: 600, stopSeconds: 60 };

/**
 * Runs all tests on a simulator: what its neurons do, and the cases by its own conventions and by Nengo's.
 *
 * @throws {InputError} if there is no such program
 * @throws {ImplementationFault} if it fails before the end
 */
export async function examine(command: readonly string[], plan: Plan, onProgress: OnProgress): Promise<Examination> {
  const connection = await connect(command, limits);
  try {
    return await examineConnected(connection, plan, onProgress);
  } finally {
    await connection.close();
  }
}

async function examineConnected(connection: Connection, plan: Plan, onProgress: OnProgress): Promise<Examination> {
  const { neuron } = connection.implementation;
  onProgress('what its neurons do');
  const ofNeurons = neuron
    ? diagnosedRules(connection, await askProbes(connection.implementation))
    : declaredRules(connection);
  const rules = await withEvents(connection, ofNeurons);
  const own = await examineBy(rules, connection, plan, onProgress);
  const asNengo = areNengos(rules.conventions) ? own : await examineBy(nengoRules, connection, plan, onProgress);
  return { own, asNengo, ...(connection.implementation.events && { events: await eventRuleOf(connection, rules) }) };
}

async function eventRuleOf({ implementation }: Connection, { conventions }: Rules): Promise<EventRule> {
  const { precision, eventConventions: declared } = implementation;
  const asked = (await askStages(implementation, 'events')) as AskedRequest<EventsInput, EventsOutput>[];
  const [found] = diagnoseStages(eventStages, asked, [], { judgedBy: { precision, conventions }, declared }).sets;
  const kinds = asked.flatMap(({ input }) => input.receptors.map(({ kind }) => kind));
  return {
    kinds: [...new Set(kinds)],
    choices: found?.choices ?? null,
    undeclared: (found?.differences ?? []).map(({ words }) => words),
  };
}

const nengoRules: Rules = { conventions: nengoConventions, source: 'Nengo' };

async function examineBy(rules: Rules, connection: Connection, plan: Plan, onProgress: OnProgress): Promise<Verdict> {
  onProgress(`by ${rules === nengoRules ? "Nengo's" : 'its own'} conventions`);
  const planned = rules === nengoRules ? vectorsOf(plan) : plan;
  const judgement = await judgeByRules(connection, rules, planned);
  if (judgement.fault !== undefined) throw new Error(`${judgement.fault.case}: ${judgement.fault.message}`);
  return verdictOf(connection, rules, judgement, plan);
}

const vectorsOf = (plan: Plan): Plan => ({
  ...plan,
  casesFor: (...rules) => plan.casesFor(...rules).filter(({ kind }) => kind === 'vector'),
});
