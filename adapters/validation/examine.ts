import { askProbes } from '../../src/conformance/ask-probes.ts';
import { areNengos } from '../../src/conformance/assumption.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
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
  return { own, asNengo };
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
