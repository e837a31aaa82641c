import { describe, expect, it } from 'vitest';
import { type Conventions, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { Recording } from '../../src/conformance/judge/exchange.ts';
import type { Vector } from '../../src/conformance/vectors/vector.ts';
import { vectorCase } from '../../src/conformance/vectors/vector-case.ts';
import { publishedVectors } from '../../src/vectors.ts';
import { mutant } from './judged.ts';

const vectors = publishedVectors();
const named = (id: string) => vectors.find((vector) => vector.id === id) as Vector;
const caseOf = (id: string) => vectorCase(named(id));

describe('a vector as a case', () => {
  it('shows the spike trains of the deviating neuron and the first deviation', async () => {
    const { level, failure } = await caseOf('neuron/lif/start-half-way').run(
      new Recording(mutant('output-one-step-late')),
    );
    expect(level).toEqual({ name: 'shifted', shift: 'late' });
    expect(failure?.expected).toMatch(/^·+\|[·|]+ {2}\d+ spikes?: \d+/);
    expect(failure?.got).toMatch(/^··+\|[·|]+ {2}\d+ spikes?: \d+/);
    expect(failure).toMatchObject({ stage: 'spikes', neuron: 0, smallest: { exchanges: [{ capability: 'neuron' }] } });
  });
});

it.each([
  ['spike-height', 'amplitude'],
  ['floor', 'floor'],
  ['refractory', 'refractoryTime'],
] as const)('a vector about %s assumes the convention of Nengo about %s', (clause, assumption) => {
  const ofNeurons = vectors.filter((vector) => vector.capability === 'neuron' && vector.clause === clause);
  expect(ofNeurons.map((vector) => vectorCase(vector).assumes)).toContainEqual([assumption]);
});

describe('the title of a vector', () => {
  const titleUnder = (id: string, own: Partial<Conventions>) =>
    vectorCase(named(id), { ...nengoConventions, ...own }).title;

  it.each<[string, Partial<Conventions>, string]>([
    ['exact-threshold', {}, 'stays at exactly 1 and never fires'],
    [
      'exact-threshold',
      { comparison: '>=' },
      'follows its own rules on the input of "stays at exactly 1 and never fires"',
    ],
    ['leak', { integrator: 'euler' }, 'follows its own rules on the input of "leaks to 1/e of its voltage in 20 ms"'],
  ])('does not contradict the declared rules: %s %j', (name, own, title) => {
    expect(titleUnder(`neuron/lif/${name}`, own)).toBe(title);
  });
});
