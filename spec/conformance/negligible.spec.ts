import { describe, expect, it } from 'vitest';
import { loadSuite } from '../../src/cli/suite.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import { negligibleDifference } from '../../src/conformance/judge/negligible.ts';
import { gatherCases } from '../../src/conformance/judge/plan.ts';
import { formatText } from '../../src/report/text.ts';
import { reportVerdict } from '../../src/report/verdict.ts';
import { judged, right } from './judged.ts';

const cases = gatherCases(loadSuite(), nengoConventions, 'float64', { seed: 1830, numRuns: 2 }).filter(
  ({ needs, clause }) => needs.includes('neuron') && ['threshold', 'refractory', 'rule'].includes(clause),
);

/** The reference, with all voltages multiplied, apart from resets. */
const scaled = (factor: number): Implementation => ({
  ...right,
  neuron: async (input: NeuronInput): Promise<NeuronOutput> => {
    const { state: _, voltage = [], ...answer } = await (right.neuron as NonNullable<Implementation['neuron']>)(input);
    return { ...answer, voltage: voltage.map((row) => row.map((one) => one * factor)) };
  },
});

const input = {
  dtSeconds: 0.001,
  tauRcSeconds: 0.02,
  tauRefSeconds: 0,
  amplitude: 1,
  minVoltage: 0,
  initialVoltage: [0],
  current: [[0.5], [0.5]],
};
const answer = (voltage: number, spikes: number[] = []): NeuronOutput => {
  return { spikes: [spikes], spikeHeight: 1000, voltage: [[0.1], [voltage]] };
};

describe('voltages that differ from right ones, while every spike is right', () => {
  it('are no failure if rounding may explain them, and the verdict states the bound', async () => {
    const verdict = await judged(scaled(1 + 8 * 2 ** -53), { cases });
    expect([verdict.counts.failed, verdict.conforming, verdict.bitIdentical]).toEqual([0, true, false]);
    expect(formatText(reportVerdict(verdict))).toMatch(
      /in \d+ cases every spike is right and voltages differ by up to \S+e-1\d; below \S+e-1\d, rounding may explain that/,
    );
  });

  it('fail the cases in which rounding cannot explain them', async () => {
    const verdict = await judged(scaled(1 + 1e-9), { cases });
    expect(verdict.counts.failed).toBeGreaterThan(10);
    expect(formatText(reportVerdict(verdict))).not.toContain('rounding may explain');
  });

  it('are allowed 24 roundings of the largest voltage or current in each step that is remembered', () => {
    const allowed = 24 * 2 ** -53 * 0.5 * 2;
    const off = (by: number, precision: 'float64' | 'float32' = 'float64') =>
      negligibleDifference(input, answer(0.25), answer(0.25 + by), precision);
    expect(off(0.9 * allowed)?.allowed).toBe(allowed);
    expect(off(1.1 * allowed)).toBeUndefined();
    expect(off(2 ** 28 * allowed, 'float32')?.difference).toBeCloseTo(2 ** 28 * allowed, 12);
  });

  it('do not excuse a wrong spike, a wrong height or a missing voltage', () => {
    const expected = answer(0.25);
    expect(negligibleDifference(input, expected, answer(0.25, [1]), 'float64')).toBeUndefined();
    expect(negligibleDifference(input, expected, { ...expected, spikeHeight: 1001 }, 'float64')).toBeUndefined();
    expect(negligibleDifference(input, expected, { ...expected, voltage: [[0.1]] }, 'float64')).toBeUndefined();
  });
});
