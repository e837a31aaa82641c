import { z } from 'zod';
import type { DataOf } from '../../base/data-of.ts';
import { exp, expm1, log } from '../../base/elementary.ts';
import { ask } from '../ask.ts';
import { askStages } from '../ask-probes.ts';
import { type Chosen, choiceIn, differingFields } from '../choices/choice.ts';
import { type Conventions, nengoConventions } from '../choices/conventions.ts';
import { eventFields } from '../choices/events.ts';
import { eventCoefficients, eventGain } from '../choices/events-run.ts';
import { eventStages } from '../choices/events-stages.ts';
import { type AskedRequest, diagnoseStages } from '../choices/stages.ts';
import type { Capability, EventsInput, EventsOutput, Implementation } from '../implementation.ts';
import { forBoth, mapPair, type Pair } from './pair.ts';

export const portSchema = z.object({
  advice: z.array(z.string()).describe('what to change in a model of A, one thing each'),
  without: z.array(z.string()).describe('what cannot be converted'),
  requests: z.int().min(0).describe('probes that were converted and run in both'),
  sameSpikes: z.int().min(0),
  differs: z.string().exactOptional().describe('the first probe whose spikes differ'),
});

/** How a network of events moves from A to B. */
export interface Port extends DataOf<typeof portSchema> {}

export const eventsSchema = z.object({
  compared: z.int().min(0).describe('probes that both answered'),
  sameSpikes: z.int().min(0).describe('of these, those with the same spikes'),
  unknown: z.array(z.enum(['a', 'b'])).describe('those that follow no known rules'),
});

/** Whether the events of two simulators agree, and what to change if not. */
interface EventsFindings {
  readonly events: DataOf<typeof eventsSchema> | null;
  readonly port: Port | null;
}

type Asked = AskedRequest<EventsInput, EventsOutput>;

/** The fields whose difference a conversion cancels, or that change no spike of most models, which running both confirms. */
const convertible = [
  ...['currentInStep', 'currentLag', 'currentWeight', 'currentDecay', 'deltaLag', 'deltaSlot', 'refractorySteps'],
  ...['integrator', 'inputScale', 'comparison', 'floor'],
];

/**
 * Finds out how a network of events is moved from A to B, converts the probes so, and runs them in both. For an exponential
 * current that decays exactly, every way to integrate within a step is the same rule in another unit of weight; definition: E3.
 *
 * @returns `events` is null if one of them has none; `port` also if one follows no known rules, or both follow the same
 * @throws {ImplementationFault} if one of them has stopped
 */
export async function portEvents(
  pair: Pair<Implementation>,
  conventions: Pair<Conventions> = { a: nengoConventions, b: nengoConventions },
): Promise<EventsFindings> {
  if (pair.a.events === undefined || pair.b.events === undefined) return { events: null, port: null };
  const asked = await forBoth(async (side) => (await askStages(pair[side], 'events')) as Asked[]);
  const rules = mapPair((side): Chosen | undefined => {
    const judgedBy = { conventions: conventions[side], precision: pair[side].precision };
    const declared = pair[side].eventConventions;
    return diagnoseStages(eventStages, asked[side], [], { judgedBy, declared }).sets[0]?.choices;
  });
  const { a, b } = rules;
  const events = agreementOf(asked, rules);
  return { events, port: a === undefined || b === undefined ? null : await portKnown(pair, { a, b }) };
}

/** Compares the spikes of the probes that both answered. */
function agreementOf(asked: Pair<readonly Asked[]>, rules: Pair<Chosen | undefined>): DataOf<typeof eventsSchema> {
  const answersOf = (all: readonly Asked[]) =>
    new Map(all.map(({ input, answer }) => [JSON.stringify(input), JSON.stringify(answer.spikes)]));
  const [ofA, ofB] = [answersOf(asked.a), answersOf(asked.b)];
  const shared = [...ofA].filter(([input]) => ofB.has(input));
  return {
    compared: shared.length,
    sameSpikes: shared.filter(([input, spikes]) => spikes === ofB.get(input)).length,
    unknown: (['a', 'b'] as const).filter((side) => rules[side] === undefined),
  };
}

async function portKnown(pair: Pair<Implementation>, { a, b }: Pair<Chosen>): Promise<Port | null> {
  const fields = differingFields(a, b, eventFields);
  if (fields.length === 0) return null;
  const others = fields.filter((field) => !convertible.includes(field) || !isKnown(field, { a, b }));
  if (others.length > 0)
    return { advice: [], without: others.map((field) => tell(field, { a, b })), requests: 0, sameSpikes: 0 };
  const ran = await confirm(pair, { a, b });
  const ofDeltas = ran.filter(({ hasDeltas }) => hasDeltas);
  const areDeltasSame = ofDeltas.length > 0 && ofDeltas.every(({ isSame }) => isSame);
  const told = areDeltasSame ? ran : ran.filter(({ hasDeltas }) => !hasDeltas);
  const differs = told.find(({ isSame }) => !isSame)?.id;
  return {
    ...describePort({ a, b }, { areDeltasSame, areDeltasTold: ofDeltas.length > 0 }),
    requests: told.length,
    sameSpikes: told.filter(({ isSame }) => isSame).length,
    ...(differs !== undefined && { differs }),
  };
}

/** Whether a conversion exists between the choices of a field. */
function isKnown(field: string, { a, b }: Pair<Chosen>): boolean {
  const known = { integrator: ['exact', 'euler'], deltaSlot: ['before-threshold', 'after-threshold'] }[field];
  return [a, b].every((chosen) => known?.includes(choiceIn(eventFields, field, chosen)) ?? true);
}

interface Ran {
  readonly id: string;
  readonly hasDeltas: boolean;
  readonly isSame: boolean;
}

/** Runs the converted probes of A in B. */
async function confirm(pair: Pair<Implementation>, rules: Pair<Chosen>): Promise<Ran[]> {
  const ran: Ran[] = [];
  for (const { id, input } of eventStages.probes) {
    for (const request of [input, ...(eventStages.lessOf ? [eventStages.lessOf(input)] : [])]) {
      const converted = convert(request, rules);
      const answers = converted && (await answersTo({ a: request, b: converted }, pair));
      if (answers === undefined) continue;
      const isSame = JSON.stringify(answers.a.spikes) === JSON.stringify(answers.b.spikes);
      ran.push({ id, hasDeltas: request.receptors.some(({ kind }) => kind === 'delta'), isSame });
      break;
    }
  }
  return ran;
}

/** The answers of both to a request each; undefined if one of them gives none. */
async function answersTo(
  requests: Pair<EventsInput>,
  pair: Pair<Implementation>,
): Promise<Pair<EventsOutput> | undefined> {
  const { a, b } = await forBoth((side) =>
    ask(pair[side].events as Capability<EventsInput, EventsOutput>, requests[side]),
  );
  return a.is === 'answer' && b.is === 'answer' ? { a: a.output, b: b.output } : undefined;
}

/** How many steps later B tests a voltage with a delta than A does. */
function laterTest({ a, b }: Pair<Chosen>): number {
  const isLate = (chosen: Chosen) => Number(choiceIn(eventFields, 'deltaSlot', chosen) === 'after-threshold');
  return isLate(b) - isLate(a);
}

const isEuler = (field: 'integrator' | 'currentDecay', chosen: Chosen) =>
  choiceIn(eventFields, field, chosen) === 'euler';

/** The time constant in B that keeps as much in a step: e^(−dt/τ) is 1 − dt/τ' if τ' = dt/(1 − e^(−dt/τ)). */
function timeConstant(
  seconds: number,
  dtSeconds: number,
  field: 'integrator' | 'currentDecay',
  { a, b }: Pair<Chosen>,
): number {
  if (isEuler(field, a) === isEuler(field, b)) return seconds;
  const x = dtSeconds / seconds;
  return isEuler(field, b) ? dtSeconds / -expm1(-x) : -dtSeconds / log(1 - x);
}

/** The time constants of a model of A in B. */
function timesIn(input: Times, rules: Pair<Chosen>): Times {
  return { ...input, tauRcSeconds: timeConstant(input.tauRcSeconds, input.dtSeconds, 'integrator', rules) };
}

const receptorIn = (receptor: Receptor, { dtSeconds }: Times, rules: Pair<Chosen>): Receptor =>
  receptor.tauSeconds === undefined
    ? receptor
    : { ...receptor, tauSeconds: timeConstant(receptor.tauSeconds, dtSeconds, 'currentDecay', rules) };

type Receptor = EventsInput['receptors'][number];
type Times = Pick<EventsInput, 'dtSeconds' | 'tauRcSeconds' | 'minVoltage'>;

/** A request to A as a request to B; undefined if it cannot be converted. */
export function convert(input: EventsInput, rules: Pair<Chosen>): EventsInput | undefined {
  const changes = input.receptors.map((receptor) => changeOf(receptor, input, rules));
  if (changes.includes(undefined)) return undefined;
  const connections = input.connections.map((one) => {
    const { factor = 1, delay = 0 } = changes[one.receptor] ?? {};
    return { ...one, weight: factor * one.weight, delaySteps: one.delaySteps + delay };
  });
  const later = input.receptors.some(({ kind }) => kind === 'delta') ? laterTest(rules) : 0;
  const isMixed = later !== 0 && (input.receptors.some(({ kind }) => kind !== 'delta') || input.bias?.some(Boolean));
  const floors = [rules.a, rules.b].map((chosen) => choiceIn(eventFields, 'floor', chosen));
  const isFloored = input.minVoltage > Number.NEGATIVE_INFINITY && floors[0] !== floors[1];
  const refractorySteps = input.refractorySteps + inactiveSteps(rules.a) - inactiveSteps(rules.b) - later;
  const isShort = refractorySteps < 0 || connections.some(({ delaySteps }) => delaySteps < 1);
  if (isMixed || isFloored || isShort) return undefined;
  const times = timesIn(input, rules);
  const receptors = input.receptors.map((one) => receptorIn(one, input, rules));
  if (![times.tauRcSeconds, ...receptors.map(({ tauSeconds = 1 }) => tauSeconds)].every((one) => one > 0))
    return undefined; // Euler's decay of A leaves nothing, or reverses the sign
  const bias = input.bias?.map((one) => (one * eventGain(rules.a, input)) / eventGain(rules.b, times));
  return { ...input, ...times, receptors, connections, refractorySteps, ...(bias && { bias }) };
}

interface Change {
  readonly factor: number;
  readonly delay: number;
}

/** What a connection to a receptor is changed by. Alpha currents have two states, so a factor converts their unit only. */
export function changeOf(receptor: Receptor, input: Times, { a, b }: Pair<Chosen>): Change | undefined {
  const ofA = eventCoefficients(a, receptor, input);
  const ofB = eventCoefficients(b, receptorIn(receptor, input, { a, b }), timesIn(input, { a, b }));
  if (receptor.kind === 'delta') {
    const [later, x] = [laterTest({ a, b }), input.dtSeconds / input.tauRcSeconds];
    const kept = isEuler('integrator', a) ? 1 - x : exp(-x);
    return { factor: { [-1]: kept, 0: 1, 1: 1 / kept }[later] ?? 1, delay: ofA.lag - ofB.lag - later };
  }
  const factor = (ofA.gain * ofA.unit) / (ofB.gain * ofB.unit);
  const isOneState =
    receptor.kind !== 'alpha' ||
    choiceIn(eventFields, 'currentInStep', a) === choiceIn(eventFields, 'currentInStep', b);
  return isOneState ? { factor, delay: ofA.lag - ofB.lag } : undefined;
}

const inactiveSteps = (chosen: Chosen): number =>
  ({ 'one-less': -1, 'one-more': 1 })[chosen.refractorySteps as string] ?? 0;

/** The gain of a step by name; a = dt/τ, b = dt/τ_s, E = e^(−a), A = 1 − E, β = e^(−b). */
const formulas: Readonly<Record<string, string>> = {
  exact: 'a·E·(1 − e^(a − b))/(b − a)',
  start: 'A',
  end: 'A·β',
  mean: 'A·(1 − β)/b',
};

function describePort(
  rules: Pair<Chosen>,
  { areDeltasSame, areDeltasTold }: { readonly areDeltasSame: boolean; readonly areDeltasTold: boolean },
): Pick<Port, 'advice' | 'without'> {
  const example = eventStages.probes.find(({ id }) => id === 'exponential')?.input as EventsInput;
  const [receptor] = example.receptors as [EventsInput['receptors'][number]];
  const current = changeOf(receptor, example, rules);
  const delta = changeOf({ kind: 'delta' }, example, rules);
  const of = mapPair((side) => formulas[choiceIn(eventFields, 'currentInStep', rules[side])] ?? '?');
  const units = mapPair((side) => choiceIn(eventFields, 'currentWeight', rules[side]));
  const ms = (seconds = 0) => `${Number((1000 * seconds).toPrecision(6))} ms`;
  const times = `tau ${ms(example.tauRcSeconds)}, tau_s ${ms(receptor.tauSeconds)}, steps of ${ms(example.dtSeconds)}`;
  const scaled = units.a === units.b ? '' : `, in B for the ${units.b} where A has the ${units.a}`;
  const later = (steps: number) =>
    `${Math.abs(steps)} ${Math.abs(steps) === 1 ? 'step' : 'steps'} ${steps > 0 ? 'longer' : 'shorter'}`;
  const inactive = inactiveSteps(rules.a) - inactiveSteps(rules.b);
  const isOtherGain = of.a !== of.b;
  return {
    advice: [
      ...(current && current.factor !== 1
        ? [
            `multiply the weights of exponential currents by (${of.a})/(${of.b})${scaled}: ${current.factor.toPrecision(12)} for ${times}`,
          ]
        : []),
      ...(current && current.delay !== 0 ? [`make the delays of currents ${later(current.delay)}`] : []),
      ...(areDeltasSame && delta && delta.factor !== 1
        ? [
            `multiply the weights of deltas by e^(${laterTest(rules) < 0 ? '−' : ''}dt/tau), and where neurons receive only deltas, make refractory periods ${later(-laterTest(rules))}`,
          ]
        : []),
      ...(areDeltasSame && delta && delta.delay !== 0 ? [`make the delays of deltas ${later(delta.delay)}`] : []),
      ...changedTimes(rules),
      ...(inactive === 0 ? [] : [`make refractory periods ${later(inactive)}`]),
    ],
    without: [
      ...(isOtherGain ? ['alpha currents: they have two states, so no factor converts them'] : []),
      ...(areDeltasTold && !areDeltasSame ? ['deltas: the spikes of a converted probe differ'] : []),
    ],
  };
}

/** What to use as time constants, if one decays by Euler and the other exactly. */
function changedTimes(rules: Pair<Chosen>): string[] {
  const all = { tau: 'integrator', tau_s: 'currentDecay' } as const;
  return Object.entries(all).flatMap(([tau, field]) => {
    if (isEuler(field, rules.a) === isEuler(field, rules.b)) return [];
    const formula = isEuler(field, rules.b) ? `dt/(1 − e^(−dt/${tau}))` : `−dt/ln(1 − dt/${tau})`;
    return [`replace ${tau} by ${formula}`];
  });
}

const tell = (field: string, { a, b }: Pair<Chosen>) =>
  `${field}: ${choiceIn(eventFields, field, a)} in A, ${choiceIn(eventFields, field, b)} in B`;
