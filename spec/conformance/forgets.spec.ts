import { expect, it } from 'vitest';
import { doubledAmplitudeDoubles } from '../../properties/neuron/lif-amplitude.ts';
import type { Implementation, NeuronInput } from '../../src/conformance/implementation.ts';
import { judge } from '../../src/conformance/judge/judge.ts';
import { lawCase } from '../../src/conformance/judge/law-case.ts';
import { reference } from '../../src/conformance/reference.ts';
import { collectGarbage } from '../collect-garbage.ts';
import { describeSlow } from '../slow.ts';

/** Weak references are cleared between turns of the event loop. */
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describeSlow('the judge', () => {
  it('stores few answers at a time, because each may be large', async () => {
    const { neuron: right, ...others } = reference('float64');
    const answers: WeakRef<object>[] = [];
    let most = 0;
    const neuron = async (input: NeuronInput) => {
      if (answers.length % 20 === 0) {
        await nextTurn();
        collectGarbage();
        most = Math.max(most, answers.filter((answer) => answer.deref() !== undefined).length);
        await nextTurn();
      }
      const answer = await right?.(input);
      answers.push(new WeakRef(answer as object));
      return answer;
    };
    const law = lawCase(doubledAmplitudeDoubles, { seed: 1, numRuns: 40 });
    await judge({ ...others, neuron } as Implementation, { cases: [law] });
    expect(answers.length).toBeGreaterThanOrEqual(80);
    expect(most).toBeLessThan(40); // those since the previous turn, and those of the last input
  });
});
