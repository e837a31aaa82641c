import { versions } from '../../src/base/version.ts';
import type { planCheck } from '../../src/cli/plan-check.ts';
import { departuresOf } from '../../src/conformance/assumption.ts';
import { probeCount } from '../../src/conformance/conventions/answers.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { readConventions } from '../../src/conformance/conventions/declared.ts';
import { fingerprint } from '../../src/conformance/conventions/fingerprint.ts';
import type { Fingerprint } from '../../src/conformance/conventions/fingerprint-schema.ts';
import { judge } from '../../src/conformance/judge/judge.ts';
import { makeVerdict } from '../../src/conformance/judge/make-verdict.ts';
import { type SmokeReport, smoke } from '../../src/conformance/judge/smoke/smoke.ts';
import type { JudgedConventions, Verdict } from '../../src/conformance/judge/verdict.ts';
import { type Connection, connect } from '../../src/conformance/protocol/driver/connect.ts';
import { subjects } from '../../src/conformance/subjects.ts';
import { compareDigits, type DigitsResult } from './digits.ts';

/** All that is found out about a simulator. */
export interface Examination {
  readonly smoke: SmokeReport['verdict'];
  /** Against the conventions that it declares. */
  readonly own: Verdict;
  /** Against those of Nengo; of a simulator with others, by vectors alone: every law would be made small in vain. */
  readonly asNengo: Verdict;
  /** Null where no neurons are offered. */
  readonly fingerprint: Fingerprint | null;
  /** Null where no networks are offered. */
  readonly digits: readonly DigitsResult[] | null;
}

/** What everybody is judged by. */
export type Plan = ReturnType<typeof planCheck>;

/** Told what is going on, how much of it is done, and of how much: `'against its own conventions', 12, 'cases', 363`. */
export type Watch = (activity: string, done: number, unit: string, of: number) => void;

/** A library may take its time to load, and a network to be built. */
const limits = { startSeconds: 600, requestSeconds: 600, stopSeconds: 60, totalSeconds: 7200 };

/**
 * Has a simulator go through everything: smoke, the cases against its own conventions and against Nengo's, the fingerprint,
 * and digits.
 *
 * @throws {InputError} if there is no such program
 * @throws {ImplementationFault} if it fails before the end
 */
export async function examine(command: readonly string[], plan: Plan, watch: Watch): Promise<Examination> {
  watch('smoke', 0, 'programs', 1);
  const { verdict, fault } = await smoke(() => connect(command, limits));
  if (fault !== undefined) throw new Error(`smoke: ${fault.message}`);
  const connection = await connect(command, limits);
  try {
    return { smoke: verdict, ...(await examineConnected(connection, plan, watch)) };
  } finally {
    await connection.close();
  }
}

async function examineConnected(connection: Connection, plan: Plan, watch: Watch): Promise<Omit<Examination, 'smoke'>> {
  const { description, implementation } = connection;
  const { neuron, network } = implementation;
  const found = neuron
    ? await fingerprint(implementation, (asked) => watch('fingerprint', asked, 'probes', probeCount))
    : null;
  const conventions = readConventions(description.conventions);
  const source = description.conventions === undefined ? 'Nengo' : 'declared';
  const own = await judgeBy(connection, conventions, source, plan, watch);
  const isNengo = Object.keys(departuresOf(conventions)).length === 0;
  const asNengo = isNengo ? own : await judgeBy(connection, nengoConventions, 'Nengo', vectorsOf(plan), watch);
  const digits = network
    ? await compareDigits(network, (shown, of) => watch('a whole network', shown, 'digits', of))
    : null;
  return { own: { ...own, fingerprint: found }, asNengo, fingerprint: found, digits };
}

const vectorsOf = (plan: Plan): Plan => ({
  ...plan,
  casesFor: (...those) => plan.casesFor(...those).filter(({ kind }) => kind === 'vector'),
});

async function judgeBy(
  { description, implementation }: Connection,
  conventions: Conventions,
  source: JudgedConventions['source'],
  { casesFor, mutants, exploration }: Plan,
  watch: Watch,
): Promise<Verdict> {
  const cases = casesFor(conventions, implementation.precision);
  const departures = departuresOf(conventions);
  const against = source === 'Nengo' ? 'against the conventions of Nengo' : 'against its own conventions';
  const onCase = (done: number) => watch(against, done, 'cases', cases.length);
  const judgement = await judge(implementation, { cases, departures, onCase });
  if (judgement.fault !== undefined) throw new Error(`${judgement.fault.case}: ${judgement.fault.message}`);
  const { implementation: names, precision, capabilities } = description;
  return makeVerdict(judgement, {
    ...{ versions, subjects, mutants, exploration },
    conventions: { source, departures: Object.values(departures) },
    implementation: { ...names, precision, capabilities },
  });
}
