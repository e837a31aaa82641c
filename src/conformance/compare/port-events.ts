import { z } from 'zod';
import type { DataOf } from '../../base/data-of.ts';
import { ask } from '../ask.ts';
import { askStages } from '../ask-stages.ts';
import { type Chosen, choiceIn, differingFields } from '../choices/choice.ts';
import { nengoConventions } from '../choices/conventions.ts';
import { eventFields } from '../choices/events.ts';
import { eventCoefficients, eventStages } from '../choices/events-run.ts';
import { type AskedRequest, diagnoseStages } from '../choices/stages.ts';
import type { EventsInput, EventsOutput, Implementation } from '../implementation.ts';
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

type Asked = AskedRequest<EventsInput, EventsOutput>;

/** The fields whose difference a conversion cancels. */
const convertible = ['currentInStep', 'currentLag', 'currentWeight', 'deltaLag', 'refractorySteps', 'inputScale'];

/**
 * Finds out how a network of events is moved from A to B, converts the probes so, and runs them in both. For an exponential
 * current that decays exactly, every way to integrate within a step is the same rule in another unit of weight; definition: E3.
 *
 * @returns null if one of them has no events or follows no known rules in them, or if both follow the same rules
 * @throws {ImplementationFault} if one of them has stopped
 */
export async function portEvents(pair: Pair<Implementation>): Promise<Port | null> {
  if (pair.a.events === undefined || pair.b.events === undefined) return null;
  const asked = await forBoth(async (side) => (await askStages(pair[side], 'events')) as Asked[]);
  const rules = mapPair((side): Chosen | undefined => {
    const judgedBy = { conventions: nengoConventions, precision: pair[side].precision };
    const declared = pair[side].eventConventions;
    return diagnoseStages(eventStages, asked[side], [], { judgedBy, declared }).sets[0]?.choices;
  });
  const { a, b } = rules;
  if (a === undefined || b === undefined) return null;
  const fields = differingFields(a, b, eventFields);
  if (fields.length === 0) return null;
  const others = fields.filter((field) => !convertible.includes(field));
  if (others.length > 0)
    return { advice: [], without: others.map((field) => tell(field, { a, b })), requests: 0, sameSpikes: 0 };
  return { ...describePort({ a, b }), ...(await confirm(pair.b, asked.a, { a, b })) };
}

/** Runs the converted probes of A in B. */
async function confirm(
  { events }: Implementation,
  asked: readonly Asked[],
  rules: Pair<Chosen>,
): Promise<Pick<Port, 'requests' | 'sameSpikes' | 'differs'>> {
  let [requests, sameSpikes] = [0, 0];
  let differs: string | undefined;
  for (const { id, input, answer } of asked) {
    const converted = convert(input, rules);
    const response = converted && (await ask(events as NonNullable<typeof events>, converted));
    if (response?.is !== 'answer') continue;
    requests++;
    const isSame = JSON.stringify(response.output.spikes) === JSON.stringify(answer.spikes);
    if (isSame) sameSpikes++;
    else differs ??= id;
  }
  return { requests, sameSpikes, ...(differs !== undefined && { differs }) };
}

/** A request to A as a request to B; undefined if it cannot be converted. */
export function convert(input: EventsInput, rules: Pair<Chosen>): EventsInput | undefined {
  const changes = input.receptors.map((receptor) => changeOf(receptor, input, rules));
  if (changes.includes(undefined)) return undefined;
  const connections = input.connections.map((one) => {
    const { factor = 1, delay = 0 } = changes[one.receptor] ?? {};
    return { ...one, weight: factor * one.weight, delaySteps: one.delaySteps + delay };
  });
  const refractorySteps = input.refractorySteps + inactiveSteps(rules.a) - inactiveSteps(rules.b);
  if (refractorySteps < 0 || connections.some(({ delaySteps }) => delaySteps < 1)) return undefined;
  return { ...input, connections, refractorySteps };
}

interface Change {
  readonly factor: number;
  readonly delay: number;
}

/** What a connection to a receptor is changed by. Alpha currents have two states, so a factor converts their unit only. */
export function changeOf(
  receptor: EventsInput['receptors'][number],
  input: Pick<EventsInput, 'dtSeconds' | 'tauRcSeconds' | 'minVoltage'>,
  { a, b }: Pair<Chosen>,
): Change | undefined {
  const [ofA, ofB] = [a, b].map((chosen) => eventCoefficients(chosen, receptor, input));
  if (ofA === undefined || ofB === undefined) return undefined;
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

function describePort(rules: Pair<Chosen>): Pick<Port, 'advice' | 'without'> {
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
      ...(delta && delta.delay !== 0 ? [`make the delays of deltas ${later(delta.delay)}`] : []),
      ...(inactive === 0 ? [] : [`make refractory periods ${later(inactive)}`]),
    ],
    without: isOtherGain ? ['alpha currents: they have two states, so no factor converts them'] : [],
  };
}

const tell = (field: string, { a, b }: Pair<Chosen>) =>
  `${field}: ${choiceIn(eventFields, field, a)} in A, ${choiceIn(eventFields, field, b)} in B`;
