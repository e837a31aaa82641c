import { smallestNormal } from '../../base/precision.ts';
import { randomStream } from '../../base/random.ts';
import type { EventsInput, EventsOutput } from '../implementation.ts';
import type { Chosen } from './choice.ts';
import { eventFields, eventStepFields, eventsBy, rightForEvents } from './events.ts';
import { followEvents, runChosenEvents } from './events-run.ts';
import { matchingNumbers } from './numbers-match.ts';
import { partsOfNeurons } from './recorded.ts';
import type { Stages } from './stages.ts';

type Receptor = EventsInput['receptors'][number];

/** Neurons of 2.5 to 3.3 time constants per step, weights in odd multiples of 1/128, delays of two steps. */
function probe(
  name: string,
  kinds: readonly Receptor['kind'][],
  more: Partial<EventsInput> & { readonly size?: number; readonly negative?: number },
): EventsInput {
  const { size = 1, negative = 0.2, ...own } = more;
  const stream = randomStream(`events/${name}`);
  const between = (least: number, most: number) => least + (most - least) * stream();
  const steps = own.steps ?? 32;
  const taus = { delta: [], exponential: [0.0055, 0.0021], alpha: [0.0031, 0.0047] } as const;
  const neurons = 6;
  const receptors = kinds.flatMap((kind): Receptor[] =>
    kind === 'delta' ? [{ kind }] : taus[kind].map((tauSeconds) => ({ kind, tauSeconds })),
  );
  const sources = Array.from({ length: Math.max(3, receptors.length) * neurons }, () => {
    const often = between(0.2, 0.45);
    return Array.from({ length: steps }, (_, step) => step).filter(() => stream() < often);
  });
  const weight = () => {
    const value = (2 * Math.round(between(13, 102)) + 1) / 128;
    return (stream() < negative ? -value : value) * size;
  };
  const connections = sources.map((_, source) => ({
    source,
    target: source % neurons,
    receptor: Math.floor(source / neurons) % receptors.length,
    weight: weight() * (receptors[Math.floor(source / neurons) % receptors.length]?.kind === 'alpha' ? 2 : 1),
    delaySteps: 2,
  }));
  return {
    dtSeconds: 0.002,
    tauRcSeconds: 0.006,
    refractorySteps: 0,
    minVoltage: Number.NEGATIVE_INFINITY,
    steps,
    initialVoltage: Array<number>(neurons).fill(0),
    receptors,
    sources,
    connections,
    ...own,
  };
}

/** One event of each of several weights and delays, each to a neuron of its own. */
const alone = (kind: Receptor, weights: readonly (readonly [weight: number, delaySteps: number])[]): EventsInput => ({
  dtSeconds: 0.001,
  tauRcSeconds: 0.02,
  refractorySteps: 1,
  minVoltage: Number.NEGATIVE_INFINITY,
  steps: 76,
  initialVoltage: weights.map(() => 0),
  receptors: [kind],
  sources: [[0], [2, 2]],
  connections: weights.flatMap(([weight, delaySteps], target) =>
    [0, 1].map((source) => ({ source, target, receptor: 0, weight, delaySteps })),
  ),
});

/** Neurons in a ring, one of which also inhibits itself and the one before it. */
const ring = (kind: 'delta' | 'exponential'): EventsInput => {
  const start = probe(`ring of ${kind}`, [kind], { steps: 48, refractorySteps: 2, minVoltage: -0.25 });
  const size = kind === 'delta' ? 1.4 : 4;
  const among = start.initialVoltage.map((_, neuron) => {
    const target = (neuron + 1) % start.initialVoltage.length;
    return { neuron, target, receptor: 0, weight: size, delaySteps: 2 + (neuron % 2) };
  });
  const itself = { neuron: 0, target: 0, receptor: 0, weight: -size / 2, delaySteps: 2 };
  const back = { neuron: 1, target: 0, receptor: 0, weight: -size / 4, delaySteps: 4 };
  return { ...start, connections: [...start.connections, ...among, itself, back, ...among.slice(1, 3)] };
};

/** Requests that distinguish the choices of events, the smallest first. */
const eventProbes: Readonly<Record<string, EventsInput>> = {
  'single deltas': alone({ kind: 'delta' }, [
    [0.9, 1],
    ...([1, 0.4, 1e-9, 300, -300, -0.7].map((weight) => [weight, 2]) as [number, number][]),
    [0.8, 70],
  ]),
  'deltas in steps of 0.1 ms': {
    ...alone({ kind: 'delta' }, [
      [0.5, 43],
      [0.5, 49],
    ]),
    dtSeconds: 0.0001,
  },
  'single currents': alone({ kind: 'exponential', tauSeconds: 0.02 }, [
    ...([1, 1e-9, 300, -7].map((weight) => [weight, 2]) as [number, number][]),
    [5, 70],
  ]),
  deltas: probe('deltas', ['delta'], {}),
  'deltas and a floor': probe('floor', ['delta'], { minVoltage: -0.25, negative: 0.5 }),
  'deltas and a refractory period': probe('refractory deltas', ['delta'], { steps: 40, refractorySteps: 3 }),
  exponential: probe('exponential', ['exponential'], { steps: 40, size: 2 }),
  'exponential and a refractory period': probe('refractory exponential', ['exponential'], {
    steps: 40,
    refractorySteps: 2,
    size: 4,
    bias: [0, 0, 0.5, 0.5, 0.9, 0.9],
  }),
  alpha: probe('alpha', ['alpha'], { steps: 48, refractorySteps: 2, size: 2 }),
  mixed: probe('mixed', ['delta', 'exponential', 'alpha'], { steps: 48, refractorySteps: 1, minVoltage: -0.25 }),
  'ring of deltas': ring('delta'),
  'ring of currents': ring('exponential'),
};

/** A request with its first receptor only, for neurons without a refractory period, a floor or a bias. */
function forOneReceptor({ bias: _, ...request }: EventsInput): EventsInput {
  const connections = request.connections.filter(({ receptor }) => receptor === 0);
  const nothing = { refractorySteps: 0, minVoltage: Number.NEGATIVE_INFINITY };
  return { ...request, ...nothing, connections, receptors: request.receptors.slice(0, 1) };
}

const hasKind =
  (kind: Receptor['kind']) =>
  ({ receptors }: EventsInput) =>
    receptors.some((one) => one.kind === kind);

/** The stages of events. */
export const eventStages: Stages<EventsInput, EventsOutput> = {
  fields: eventFields,
  combined: eventStepFields,
  clauses: {
    connections: ['connections'],
    weight: ['receptor', 'connections'],
    receptor: ['receptor', 'connections'],
    together: ['receptor'],
    currentWeight: ['receptor'],
  },
  lessOf: forOneReceptor,
  probes: Object.entries(eventProbes).map(([id, input]) => ({ id, input })),
  ofNeurons: (neurons, declared) => rightForEvents(neurons, declared).map((one) => eventsBy(neurons, one)),
  mostSize: 5000,
  shown: {
    run: runChosenEvents,
    partsOf: ({ steps }, answer) => partsOfNeurons(answer, steps),
    traits: {
      'with deltas': hasKind('delta'),
      'with exponential currents': hasKind('exponential'),
      'with alpha currents': hasKind('alpha'),
      'with several receptors': ({ receptors }) => receptors.length > 1,
      'with connections among neurons': ({ connections }) => connections.some(({ neuron }) => neuron !== undefined),
      'with delays above one step': ({ connections }) => connections.some(({ delaySteps }) => delaySteps > 1),
      'with negative weights': ({ connections }) => connections.some(({ weight }) => weight < 0),
      'with a refractory period': ({ refractorySteps }) => refractorySteps > 0,
      'with a floor': ({ minVoltage }) => Number.isFinite(minVoltage),
      'with a bias': ({ bias = [] }) => bias.some((one) => one !== 0),
      'with several spikes of a source in a step': ({ sources }) =>
        sources.some((all) => new Set(all).size < all.length),
      'in steps other than 1 ms': ({ dtSeconds }) => dtSeconds !== 0.001,
    },
  },
  matcherOf: matchingNumbers(function* (chosen, { input, answer }, precision) {
    const fired = (step: number, neuron: number) => answer.spikes[neuron]?.includes(step) === true;
    let step = 0;
    for (const row of followEvents(chosen, input, precision, fired)) {
      for (const [neuron, { fires, voltage }] of row.entries()) {
        const place = { step, neuron };
        const at = `neuron ${neuron}, step ${step}`;
        const told = () => ({ expected: fires ? 'a spike' : 'none', got: fires ? 'none' : 'a spike' });
        const got = answer.voltage?.[step]?.[neuron];
        const clause = () => eventClauseOf(chosen, { input, answer, ...place });
        yield { where: () => at, expected: Number(fires), error: 0, got: Number(fired(step, neuron)), told, clause };
        const error = voltage.error + smallestNormal[precision];
        if (got !== undefined) yield { where: () => `voltage of ${at}`, expected: voltage.value, error, got, clause };
      }
      step++;
    }
  }),
};

/** A request, an answer, and the first step and neuron that differ. */
interface FirstOff {
  readonly input: EventsInput;
  readonly answer: EventsOutput;
  readonly step: number;
  readonly neuron: number;
}

type Connection = EventsInput['connections'][number];

const isDelta = ({ receptors }: EventsInput, { receptor }: Connection) => receptors[receptor]?.kind === 'delta';

/** Steps after which an event first shows: a current drives the voltage from the next step on. */
const stepsToShow = (input: EventsInput, one: Connection) => one.delaySteps + (isDelta(input, one) ? 0 : 1);

/** The steps in which the events of a connection first show. */
function shownSteps(one: Connection, { input, answer }: FirstOff): readonly number[] {
  const train = one.source === undefined ? answer.spikes[one.neuron as number] : input.sources[one.source];
  return (train ?? []).map((step) => step + stepsToShow(input, one));
}

/** The clause that says what a neuron should have done in a step, if everything before it was right. */
function eventClauseOf(chosen: Chosen, off: FirstOff): string {
  const { input, answer, step, neuron } = off;
  const own = input.connections.filter(({ target }) => target === neuron);
  const arriving = own.filter((one) => shownSteps(one, off).includes(step));
  const last = (answer.spikes[neuron] ?? []).findLast((one) => one < step);
  if (last !== undefined && step - last <= input.refractorySteps) return 'inactive';
  if (arriving.length === 0) return own.every((one) => isDelta(input, one)) ? 'event' : 'currents';
  const parts = [arriving, ...arriving.flatMap((one) => [[one], arriving.filter((other) => other !== one)])];
  const missing = parts.find((left) => left.length > 0 && isAsWithout(left, chosen, off));
  if (missing !== undefined) return areEqualTimes(missing, input) ? 'equal-time-constants' : 'event';
  const isKnown = arriving.every((one) => isDelta(input, one)) || areCurrentsRight(off);
  return isKnown || areScaled(arriving, chosen, off) ? 'receptor' : 'currents';
}

const areEqualTimes = (some: readonly Connection[], { receptors, tauRcSeconds }: EventsInput): boolean =>
  some.every(({ receptor }) => receptors[receptor]?.tauSeconds === tauRcSeconds);

/** Whether a current has been right before, so that the equations are. */
const areCurrentsRight = (off: FirstOff): boolean =>
  off.input.connections.some(
    (one) =>
      !isDelta(off.input, one) &&
      shownSteps(one, off).some((step) => step < off.step || (step === off.step && one.target < off.neuron)),
  );

/** Far more than the roundings of a sum, and far less than an event. */
const sameVoltage = 1e-9;

/** Whether a neuron does in a step what it would do if events of some connections did not arrive. */
function isAsWithout(left: readonly Connection[], chosen: Chosen, off: FirstOff): boolean {
  const { step, neuron } = off;
  const without = runWithout(left, chosen, off);
  const hasFired = ({ spikes }: EventsOutput) => spikes[neuron]?.includes(step) === true;
  const [voltage, own] = [without, off.answer].map((one) => one.voltage?.[step]?.[neuron] ?? 0) as [number, number];
  return hasFired(without) === hasFired(off.answer) && Math.abs(voltage - own) <= sameVoltage;
}

/** Whether the events that arrive have a multiple of their effect, in the next step, too, as another weight has. */
function areScaled(arriving: readonly Connection[], chosen: Chosen, off: FirstOff): boolean {
  const { input, answer, step, neuron } = off;
  const [right, without] = [[], arriving].map((left) => runWithout(left, chosen, off));
  if ([right, without, answer].some((one) => one?.spikes[neuron]?.some((at) => at >= step))) return false;
  const [first, next] = [step, step + 1].map((at) => {
    const [expected = 0, least = 0, got = 0] = [right, without, answer].map((one) => one?.voltage?.[at]?.[neuron]);
    return (got - least) / (expected - least);
  }) as [number, number];
  return step + 1 < input.steps && Math.abs(next - first) <= 1e-6 * Math.abs(first);
}

/** What neurons with a set of choices do if events that arrive in a step are cancelled, by some of the opposite weight. */
function runWithout(left: readonly Connection[], chosen: Chosen, { input, step }: FirstOff): EventsOutput {
  const sources = left.map((one) => [step - stepsToShow(input, one)]);
  const opposite = left.map(({ target, receptor, delaySteps, weight }, index) => ({
    target,
    receptor,
    delaySteps,
    weight: -weight,
    source: input.sources.length + index,
  }));
  return runChosenEvents(chosen, {
    ...input,
    steps: Math.min(step + 2, input.steps),
    sources: [...input.sources, ...sources],
    connections: [...input.connections, ...opposite],
  });
}
