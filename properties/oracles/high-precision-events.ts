import type { Decimal } from 'decimal.js';
import type { EventsInput, EventsOutput } from '../../src/conformance/implementation.ts';
import { decimal as exact } from './exact.ts';

/** An event that has arrived at a neuron. */
interface Arrived {
  readonly step: number;
  readonly weight: Decimal;
  readonly kind: EventsInput['receptors'][number]['kind'];
  /** dt/τ_s; 0 for deltas. */
  readonly b: Decimal;
}

/** A moment from which the voltage follows its equation without a break: the start, a floor, or the end of a refractory period. */
interface Since {
  readonly step: number;
  readonly voltage: Decimal;
}

/**
 * Spikes and voltages with 50 decimal digits: not step by step, but by superposing the effects of all events in closed
 * form, from the last moment at which the voltage was set. With c = a − b, the effect of an event that arrived at the end of
 * step s, from step m to step t, is
 *
 *   delta:        w·e^(−a(t − s)),   if s > m
 *   exponential:  w·a·e^(−a(t − s)) · ∫ e^(c·u) du,         u from max(m − s, 0) to t − s
 *   alpha:        w·e·b·a·e^(−a(t − s)) · ∫ u·e^(c·u) du
 */
export function highPrecisionEvents(input: EventsInput): Required<Pick<EventsOutput, 'spikes' | 'voltage'>> {
  const { initialVoltage, sources, steps, connections, refractorySteps, minVoltage, bias = [] } = input;
  const a = exact(input.dtSeconds).div(exact(input.tauRcSeconds));
  const floor = Number.isFinite(minVoltage) ? exact(minVoltage) : undefined;
  const spikes = initialVoltage.map((): number[] => []);
  const since = initialVoltage.map((one): Since => ({ step: -1, voltage: exact(one) }));
  const voltage: number[][] = [];
  for (let step = 0; step < steps; step++) {
    const row = initialVoltage.map((_, neuron) => {
      const from = since[neuron] as Since;
      if (step <= from.step) return exact(0);
      const arrived = connections.flatMap((one) => {
        if (one.target !== neuron) return [];
        const train = one.source === undefined ? spikes[one.neuron as number] : sources[one.source];
        return (train ?? []).flatMap((spike) => {
          const at = spike + one.delaySteps;
          return at <= step ? [arrivedAt(at, one, input)] : [];
        });
      });
      return voltageAt(step, from, exact(bias[neuron] ?? 0), a, arrived);
    });
    for (const [neuron, reached] of row.entries()) {
      if (step <= (since[neuron] as Since).step) continue;
      if (reached.gt(1)) {
        spikes[neuron]?.push(step);
        since[neuron] = { step: step + refractorySteps, voltage: exact(0) };
        row[neuron] = exact(0);
      } else if (floor && reached.lt(floor)) {
        since[neuron] = { step, voltage: floor };
        row[neuron] = floor;
      }
    }
    voltage.push(row.map((one) => one.toNumber()));
  }
  return { spikes, voltage };
}

function arrivedAt(
  step: number,
  { receptor, weight }: EventsInput['connections'][number],
  { receptors, dtSeconds }: EventsInput,
): Arrived {
  const { kind, tauSeconds } = receptors[receptor] as EventsInput['receptors'][number];
  const b = tauSeconds === undefined ? exact(0) : exact(dtSeconds).div(exact(tauSeconds));
  return { step, weight: exact(weight), kind, b };
}

function voltageAt(step: number, from: Since, bias: Decimal, a: Decimal, arrived: readonly Arrived[]): Decimal {
  const decayed = a
    .times(step - from.step)
    .neg()
    .exp();
  const own = from.voltage.times(decayed).plus(bias.times(exact(1).minus(decayed)));
  return arrived.reduce((sum, event) => sum.plus(effectOf(event, step, from.step, a)), own);
}

function effectOf({ step: at, weight, kind, b }: Arrived, step: number, since: number, a: Decimal): Decimal {
  const decayed = weight.times(
    a
      .times(step - at)
      .neg()
      .exp(),
  );
  if (kind === 'delta') return at > since ? decayed : exact(0);
  const c = a.minus(b);
  const between = (antiderivative: (u: Decimal) => Decimal) =>
    antiderivative(exact(step - at)).minus(antiderivative(exact(Math.max(since - at, 0))));
  if (kind === 'exponential') return decayed.times(a).times(between((u) => (c.isZero() ? u : c.times(u).exp().div(c))));
  const rising = between((u) =>
    c.isZero()
      ? u.times(u).div(2)
      : c
          .times(u)
          .exp()
          .times(u.div(c).minus(exact(1).div(c.times(c)))),
  );
  return decayed.times(exact(1).exp()).times(b).times(a).times(rising);
}
