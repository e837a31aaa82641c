import { describe, expect, it } from 'vitest';
import { lifMutants } from '../../properties/mutants/lif.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { vectorCase } from '../../src/conformance/vectors/vector-case.ts';
import { publishedVectors } from '../../src/vectors.ts';

const vectors = publishedVectors();
const caseOf = (id: string) => vectorCase(vectors.find((vector) => vector.id === id) as (typeof vectors)[0]);
const mutant = (name: string) => lifMutants.find((one) => one.name === name) as Implementation;

describe('a vector as a case', () => {
  it('has the level of the answer', async () => {
    expect(await caseOf('neuron/lif/start-half-way').run(reference('float64'))).toMatchObject({
      level: { name: 'bits' },
    });
    const rounded = await caseOf('neuron/lif/start-half-way').run(reference('float32'));
    expect(rounded).toMatchObject({ level: { name: 'steps' } });
    expect(rounded.failure).toBeUndefined();
  });

  it('shows the spike trains of the deviating neuron and the first deviation', async () => {
    const { level, failure } = await caseOf('neuron/lif/start-half-way').run(mutant('output-one-step-late'));
    expect(level).toEqual({ name: 'shifted', shift: 'late' });
    expect(failure?.expected).toMatch(/^·+\|[·|]+ {2}\d+ spikes?: \d+/);
    expect(failure?.got).toMatch(/^··+\|[·|]+ {2}\d+ spikes?: \d+/);
    expect(failure).toMatchObject({ stage: 'spikes', neuron: 0, smallest: { exchanges: [{ capability: 'neuron' }] } });
  });

  it('has no level if the input must be refused', async () => {
    const one = caseOf('neuron/lif/refuses-no-step');
    expect(await one.run(reference('float64'))).toEqual({ spikes: 0 });
    const accepting: Implementation = {
      ...{ name: 'accepting', precision: 'float64' },
      neuron: () => ({ spikes: [[]], spikeHeight: 1 }),
    };
    expect(await one.run(accepting)).toMatchObject({ failure: { expected: 'a refusal', got: 'an answer' } });
  });
});
