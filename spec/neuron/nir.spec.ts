import { describe, expect, it } from 'vitest';
import { nirLaws } from '../../properties/laws.ts';
import { nirExportLaws } from '../../properties/nir/export.ts';
import { Refusal } from '../../src/base/requirement.ts';
import { exportedNodes, runNir } from '../../src/conformance/nir/neurons.ts';
import { holds } from '../holds.ts';

const lif = { type: 'LIF', tau: [0.002], r: [1], v_leak: [0], v_threshold: [1], v_reset: [0] } as const;
const constant = (steps: number, value: number) => Array.from({ length: steps }, () => [value]);

describe('a NIR neuron', () => {
  it('as a LIF, settles at v_leak + r·I, and starts at v_leak', () => {
    const { voltage, spikes } = runNir([{ ...lif, r: [3], v_leak: [-0.5] }], [[0], ...constant(800, 0.25)], 0.0001);
    expect(voltage[0]).toEqual([-0.5]);
    expect(voltage.at(-1)?.[0]).toBeCloseTo(0.25, 12);
    expect(spikes).toEqual([[]]);
  });

  it('as an IF, adds r·I·dt', () => {
    const node = { type: 'IF', r: [1024], v_threshold: [1], v_reset: [0.5] } as const;
    expect(runNir([node], constant(4, 1), 2 ** -12).voltage).toEqual([[0.75], [1], [0.5], [0.75]]);
  });

  it('as a CubaLIF, filters w_in·S before r', () => {
    const { type: _, tau, ...rest } = lif;
    const node = { type: 'CubaLIF', tau_syn: [0.001], tau_mem: tau, w_in: [0.5], ...rest, v_threshold: [9] } as const;
    const [[first] = [], [second] = []] = runNir([node], [[8], [0]], 0.0001).voltage;
    const [synapse, membrane] = [1 - Math.exp(-0.1), 1 - Math.exp(-0.05)];
    expect(first).toBeCloseTo(4 * synapse * membrane, 12);
    expect(second).toBeCloseTo((first as number) + (4 * synapse * Math.exp(-0.1) - (first as number)) * membrane, 12);
  });

  it.each([
    ['tau[0] must be a finite number above 0, but is 0', [{ ...lif, tau: [0] }], [[1]]],
    ['v_leak must be 1 values long, but is 2 values', [{ ...lif, v_leak: [0, 0] }], [[1]]],
    ['r[0] must be a finite number, but is NaN', [{ ...lif, r: [Number.NaN] }], [[1]]],
    ['inputs[0] must be 1 values long, but is 2 values', [lif], [[1, 2]]],
    ['weight must be 1 values long, but is 2 values', [{ type: 'Linear', weight: [[1], [1]] }, lif], [[1]]],
    ['bias must be 1 values long, but is 0 values', [{ type: 'Affine', weight: [[1]], bias: [] }, lif], [[1]]],
  ] as const)('is refused: %s', (message, graph, inputs) => {
    expect(() => runNir(graph, inputs, 0.0001)).toThrow(new Refusal(message));
  });

  for (const law of nirLaws) holds(law);
});

describe('an exported network', () => {
  it('is a LIF with its time constant in seconds, behind its weights', () => {
    const [weights, neuron] = exportedNodes({ tauRcSeconds: 0.02, weights: [[2]] });
    expect(weights).toEqual({ type: 'Linear', weight: [[2]] });
    expect(neuron).toEqual({ ...lif, tau: [0.02] });
  });

  for (const law of nirExportLaws) holds(law);
});
