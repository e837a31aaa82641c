import { expect, it } from 'vitest';
import { largestLif } from '../../properties/arbitraries/large-lif.ts';
import { firesAsTextbookAtAnySize } from '../../properties/neuron/lif-forms.ts';
import { withExchange } from '../../src/conformance/judge/tried.ts';
import { headOf } from '../../src/report/verdict-sentences.ts';
import { casesOf, judged, oneStep, passes, right } from './judged.ts';

it('a verdict states the largest sizes that were answered', async () => {
  const verdict = await judged(right, { cases: [passes, ...casesOf([firesAsTextbookAtAnySize])] });
  const { neurons = 0, steps = 0 } = verdict.exploration.tried?.neuron ?? {};
  expect(neurons).toBeGreaterThan(32);
  expect(neurons).toBeLessThanOrEqual(largestLif.neurons);
  expect(steps).toBeGreaterThan(400);
  expect(headOf(verdict)).toContain(`tried with up to: neuron ${neurons} neurons, ${steps.toLocaleString('en')} steps`);
});

it('a refused input is not tried', () => {
  const error = new RangeError('no');
  expect(withExchange({}, { capability: 'neuron', input: oneStep, error })).toEqual({});
  expect(withExchange({}, { capability: 'neuron', input: oneStep, output: {} })).toEqual({
    neuron: { neurons: 1, steps: 1 },
  });
});
