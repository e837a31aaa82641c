import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { ExplainOutput } from '../../src/study/explanation/explanation-schema.ts';
import { lifspec } from './command-line.ts';

describe('lifspec explain', () => {
  it("finds that the floor causes the accuracy loss of NengoDL's network", async () => {
    const { status, stdout } = await lifspec(
      ...'explain --quick --amplitudes 0.5,0.01 --images 25 --workers 1 --format json'.split(' '),
    );
    expect(status).toBe(0);
    const output: ExplainOutput = JSON.parse(stdout);
    const validate = new Ajv2020({ strict: true }).compile(
      JSON.parse(readFileSync('fixtures/schemas/explain.schema.json', 'utf8')),
    );
    validate(output);
    expect(validate.errors).toBe(null);
    const [small, large] = output.amplitudes;
    expect([small?.amplitude, large?.amplitude, output.choice]).toEqual([0.01, 0.5, 0.01]);
    expect(large?.drop.floor).toBeGreaterThan(0.1);
    // the floor causes nearly all of the drop
    expect(large?.drop.floor).toBeGreaterThan(0.8 * (large?.drop.total as number));
    // rescaling gives the same network up to rounding, since 50 is not a power of two
    expect(Math.abs((large?.accuracy.rescaled as number) - (small?.accuracy.floored as number))).toBeLessThan(0.02);
    // the first layer does not depend on the amplitude; the second fires more than its rates predict, far more with the
    // floor
    expect(large?.spikes.floored[0]).toBe(small?.spikes.floored[0]);
    const [rate, floored, free] = (['rate', 'floored', 'free'] as const).map(
      (way) => large?.spikes[way][1] as number,
    ) as [number, number, number];
    expect(floored).toBeGreaterThan(1.5 * rate);
    expect(free).toBeLessThan(1.5 * rate);
    expect([output.floors, output.variations]).toEqual([[], []]);
  });
});
