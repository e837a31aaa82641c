import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import known from '../../fixtures/events/known-answers.json' with { type: 'json' };
import { legalEvents } from '../../properties/arbitraries/legal-events.ts';
import { highPrecisionEvents } from '../../properties/oracles/high-precision-events.ts';
import { followEvents } from '../../src/conformance/choices/events-run.ts';
import { type EventNetwork, phi, psi, runEvents } from '../../src/simulator/neuron/events.ts';

const rest = {
  dtSeconds: 0.001,
  tauRcSeconds: 0.02,
  refractorySteps: 0,
  minVoltage: Number.NEGATIVE_INFINITY,
  initialVoltage: [0],
};
const one: EventNetwork = {
  ...rest,
  receptors: [{ kind: 'delta' }],
  sources: [[0]],
  connections: [{ source: 0, target: 0, receptor: 0, weight: 0.5, delaySteps: 1 }],
  steps: 3,
};

describe('a neuron that receives events', () => {
  it('jumps by the weight of a delta in the step in which it arrives, and then decays', () => {
    expect(runEvents(one).voltage).toEqual([[0], [0.5], [0.475614712250357]]);
  });

  it('weighs currents equally if their time constant is that of the membrane', () => {
    expect([phi(0), psi(0)]).toEqual([1, 0.5]);
    expect(Math.abs(psi(1 + 2 ** -52) - psi(1))).toBeLessThan(4 * 2 ** -53);
  });
});

/** Expected voltages have 13 digits; two ways to compute them agree within 1e-15. */
const tolerance = (voltage: number) => 5e-13 * Math.abs(voltage) + 1e-15;

describe('a network of events', () => {
  it.each(Object.entries(known.cases))('gives the known answer to %s', (_, { input, output }) => {
    const network = { ...input, minVoltage: input.minVoltage ?? Number.NEGATIVE_INFINITY } as EventNetwork;
    const { spikes, voltage } = runEvents(network);
    expect(spikes).toEqual(output.spikes);
    const shown = 'voltage' in output ? Object.entries(output.voltage) : Object.entries(output.voltageAtSteps);
    for (const [step, row] of shown)
      for (const [neuron, expected] of row.entries()) {
        const got = voltage[Number(step)]?.[neuron] as number;
        expect(Math.abs(got - expected), `step ${step}, neuron ${neuron}`).toBeLessThanOrEqual(tolerance(expected));
      }
  });

  it('gives the spikes and, but for rounding, the voltages of a superposition in 50 digits', () => {
    const property = fc.property(legalEvents(), (drawn) => {
      const input = { ...drawn, steps: Math.min(drawn.steps, 40) };
      const rows = [...followEvents({}, input, 'float64')];
      if (rows.some((row) => row.some(({ isOpen }) => isOpen))) return;
      const exact = highPrecisionEvents(input);
      const { spikes, voltage } = runEvents(input);
      expect(spikes).toEqual(exact.spikes);
      for (const [step, row] of voltage.entries())
        for (const [neuron, got] of row.entries()) {
          const error = Math.abs(got - (exact.voltage[step]?.[neuron] as number));
          expect(error).toBeLessThanOrEqual((rows[step]?.[neuron]?.voltage.error as number) + Number.MIN_VALUE);
        }
    });
    fc.assert(property, { numRuns: 10, seed: 1 });
  });

  const [connection] = one.connections as [EventNetwork['connections'][0]];
  const wrong: Readonly<Record<string, readonly [Partial<EventNetwork>, string]>> = {
    'a time step of 0': [{ dtSeconds: 0 }, 'dtSeconds must be a finite number above 0, but is 0'],
    'a long time step': [{ dtSeconds: 1 }, 'dtSeconds / tauRcSeconds must be at most 30, but is 50'],
    'a membrane without a time constant': [
      { tauRcSeconds: 0 },
      'tauRcSeconds must be a finite number above 0, but is 0',
    ],
    'half a refractory step': [
      { refractorySteps: 1.5 },
      'refractorySteps must be a whole number of 0 or more, but is 1.5',
    ],
    'half a step': [{ steps: 2.5 }, 'steps must be a whole number of 0 or more, but is 2.5'],
    'a floor above 0': [{ minVoltage: 0.1 }, 'minVoltage must be at most 0, but is 0.1'],
    'a start above the threshold': [{ initialVoltage: [1.5] }, 'initialVoltage[0] must be at most 1, but is 1.5'],
    'too few currents': [{ bias: [] }, 'bias must be 1 values long, but is 0 values'],
    'a current that is not finite': [{ bias: [Number.NaN] }, 'bias[0] must be a finite number, but is NaN'],
    'an unknown receptor': [
      { receptors: [{ kind: 'beta' as 'alpha', tauSeconds: 1 }] },
      'receptors[0].kind must be one of delta exponential alpha, but is beta',
    ],
    'a delta with a time constant': [
      { receptors: [{ kind: 'delta', tauSeconds: 1 }] },
      'receptors[0].tauSeconds must be left out for a delta',
    ],
    'a current without a time constant': [
      { receptors: [{ kind: 'alpha' }] },
      'receptors[0].tauSeconds must be given for alpha',
    ],
    'a short time constant': [
      { receptors: [{ kind: 'alpha', tauSeconds: 1e-5 }] },
      'dtSeconds / receptors[0].tauSeconds must be at most 30, but is 100',
    ],
    'a spike before the first step': [
      { sources: [[-1]] },
      'sources[0][0] must be a whole number of 0 or more, but is -1',
    ],
    'spikes that are not ascending': [{ sources: [[3, 2]] }, 'sources[0] must be ascending, but 2 follows 3'],
    'a connection from both': [
      { connections: [{ ...connection, neuron: 0 }] },
      'connections[0] must have either source or neuron, and not both',
    ],
    'a connection from nowhere': [
      { connections: [{ target: 0, receptor: 0, weight: 1, delaySteps: 1 }] },
      'connections[0] must have either source or neuron, and not both',
    ],
    'a source that does not exist': [
      { connections: [{ ...connection, source: 1 }] },
      'connections[0].source must be at most 0, but is 1',
    ],
    'a target that does not exist': [
      { connections: [{ ...connection, target: 1 }] },
      'connections[0].target must be at most 0, but is 1',
    ],
    'a receptor that does not exist': [
      { connections: [{ ...connection, receptor: -1 }] },
      'connections[0].receptor must be a whole number of 0 or more, but is -1',
    ],
    'a weight that is not finite': [
      { connections: [{ ...connection, weight: Number.POSITIVE_INFINITY }] },
      'connections[0].weight must be a finite number, but is Infinity',
    ],
    'no delay': [
      { connections: [{ ...connection, delaySteps: 0 }] },
      'connections[0].delaySteps must be a whole number of 1 or more, but is 0',
    ],
  };
  it.each(Object.entries(wrong))('is refused if it has %s', (_, [change, message]) => {
    expect(() => runEvents({ ...one, ...change })).toThrow(message);
  });
});
