import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { ExplainOutput } from '../../src/report/explanation.ts';
import { lifspec, miniatureWeights } from './command-line.ts';

describe('lifspec explain', () => {
  it('finds in the network of NengoDL that the floor takes the accuracy, and that it must go', () => {
    const { status, stdout, stderr } = lifspec(
      ...'explain --amplitudes 0.5,0.01 --images 60 --workers 1 --format json'.split(' '),
    );
    expect([status, stderr]).toEqual([0, '']);
    const output: ExplainOutput = JSON.parse(stdout);
    const validate = new Ajv2020({ strict: true }).compile(
      JSON.parse(readFileSync('fixtures/schema/explain.schema.json', 'utf8')),
    );
    validate(output);
    expect(validate.errors).toBe(null);
    const [small, large] = output.amplitudes;
    expect([small?.amplitude, large?.amplitude, output.choice]).toEqual([0.01, 0.5, 0.01]);
    expect(large?.lostToFloor).toBeGreaterThan(0.1);
    // undone, it is the network that it was: 50 is no power of two, so up to rounding
    expect(Math.abs((large?.accuracy.compensated as number) - (small?.accuracy.floored as number))).toBeLessThan(0.02);
    // the first layer does not know the amplitude; the second fires more than its rates say, with the floor far more
    expect(large?.spikes.floored[0]).toBe(small?.spikes.floored[0]);
    const [rate, floored, free] = (['rate', 'floored', 'free'] as const).map(
      (way) => large?.spikes[way][1] as number,
    ) as [number, number, number];
    expect(floored).toBeGreaterThan(1.5 * rate);
    expect(free).toBeLessThan(1.5 * rate);
    expect(output.floors.map(({ isEnough }) => isEnough)).toEqual(
      output.floors.map(({ minVoltage }) => minVoltage === null || minVoltage <= -16),
    );
  });

  it('tells it as tables and sentences, at multiples of the amplitude of training', () => {
    const { stdout, status } = lifspec('explain', '--images', '5', '--workers', '1', '--weights', miniatureWeights());
    expect(status).toBe(0);
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^lifspec .*: why accuracy falls, and what to change$/);
    const amplitudes = lines.slice(5, 11).map((line) => line.trim().split(/\s+/)[0]);
    expect(amplitudes).toEqual(['0.01', '0.02', '0.05', '0.1', '0.2', '0.5']);
    expect(lines[4]).toMatch(
      /rate {2}floor 0 {2}no floor {2}weights ÷ k {3}to the floor {2}by the rate network {3}worse$/,
    );
    expect(stdout).toContain('spikes a neuron and step, layer 2');
    expect(stdout).toMatch(/\n {5}floor 0 +\d/);
    expect(stdout).toContain('Choose amplitude');
  });
});
