import { describe, expect, it } from 'vitest';
import type { Chosen } from '../../src/conformance/choices/choice.ts';
import { runChosenEvents } from '../../src/conformance/choices/events-run.ts';
import { eventStages } from '../../src/conformance/choices/events-stages.ts';
import { convert, portEvents } from '../../src/conformance/compare/port-events.ts';
import type { EventsInput, Implementation } from '../../src/conformance/implementation.ts';
import { describePort } from '../../src/report/compare.ts';

const simulator = (chosen: Chosen): Implementation => ({
  name: 'chosen',
  precision: 'float64',
  events: (input) => runChosenEvents(chosen, input),
  eventConventions: Object.fromEntries(Object.entries(chosen).filter(([name]) => /^current/.test(name))),
});

describe('moving a network of events', () => {
  it('says by which factor the weights of currents are multiplied, and confirms it', async () => {
    const { port } = await portEvents({
      a: simulator({}),
      b: simulator({ currentInStep: 'start', currentLag: 'a-step-early' }),
    });
    expect(port?.advice).toEqual([
      'multiply the weights of exponential currents by (a·E·(1 − e^(a − b))/(b − a))/(A): 0.829937177190 for tau 6 ms, tau_s 5.5 ms, steps of 2 ms',
      'make the delays of currents 1 step longer',
    ]);
    expect(port?.without).toEqual(['alpha currents: they have two states, so no factor converts them']);
    expect(port?.requests).toBeGreaterThanOrEqual(7);
    expect(port?.sameSpikes).toBe(port?.requests);
    expect(describePort({ port })[0]).toMatch(/^In a model of A, multiply .* probes fire in the same steps in B\.$/);
  });

  it.each<Chosen>([
    { currentInStep: 'mean' },
    { currentInStep: 'end', currentLag: 'a-step-early' },
    { currentWeight: 'charge' },
    { refractorySteps: 'one-less' },
    { deltaLag: 'a-step-early' },
    { deltaSlot: 'after-threshold' },
    { integrator: 'euler', currentDecay: 'euler', currentInStep: 'start', currentLag: 'a-step-early' },
  ])('keeps every spike in a simulator with %j', async (chosen) => {
    const { port } = await portEvents({ a: simulator({}), b: simulator(chosen) });
    expect(port?.advice.length).toBeGreaterThan(0);
    expect([port?.differs, port?.sameSpikes]).toEqual([undefined, port?.requests]);
  });

  it('uses the factors of NEST to other simulators at tau 20 ms, tau_s 5 ms and steps of 1 ms', () => {
    const input = eventStages.probes.find(({ id }) => id === 'single currents')?.input as EventsInput;
    const at = { ...input, receptors: [{ kind: 'exponential' as const, tauSeconds: 0.005 }] };
    const factor = (chosen: Chosen) => {
      const converted = convert(at, { a: {}, b: chosen });
      return (converted?.connections[0]?.weight as number) / (at.connections[0]?.weight as number);
    };
    expect(factor({ currentInStep: 'start' })).toBeCloseTo(0.905591606321, 11);
    expect(factor({ currentInStep: 'end' })).toBeCloseTo(1.106092085727, 11);
    expect(factor({ currentInStep: 'mean' })).toBeCloseTo(0.999167395129, 11);
  });

  it('changes no weight between currents that Euler decays and holds: they are the same rule', () => {
    const input = eventStages.probes.find(({ id }) => id === 'single currents')?.input as EventsInput;
    const euler: Chosen = { currentDecay: 'euler' };
    expect(convert(input, { a: euler, b: { ...euler, currentInStep: 'start' } })?.connections).toEqual(
      input.connections,
    );
  });

  it('converts nothing if deltas act in another order, and says so', async () => {
    const { port } = await portEvents({ a: simulator({}), b: simulator({ deltaSlot: 'one-by-one' }) });
    expect(describePort({ port: port ?? null })).toEqual([
      'This cannot be converted: deltaSlot: before-threshold in A, one-by-one in B.',
    ]);
  });
});
