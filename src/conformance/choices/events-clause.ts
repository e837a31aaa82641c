import type { EventsInput, EventsOutput } from '../implementation.ts';
import type { Chosen } from './choice.ts';
import { runChosenEvents } from './events-run.ts';

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
export function eventClauseOf(chosen: Chosen, off: FirstOff): string {
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
