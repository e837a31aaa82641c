import { describe, expect, it } from 'vitest';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { type Remedies, type Remedy, remedies, retrainedRemedies } from './remedies.ts';

const { labels } = loadMnist('test');
const accuracyOf = ({ predicted }: Remedy) =>
  Array.from(predicted).filter((label, image) => Number(label) === labels[image]).length / predicted.length;

describe('the saved answers of NengoDL itself at amplitude 0.5', () => {
  const { retrained, repeated } = retrainedRemedies as Required<Remedies>;
  it.each([...remedies.fixed, ...retrained, ...repeated])(
    'have the accuracy of their classes: $remedy, $accuracy',
    (one) => expect(one.accuracy).toBe(accuracyOf(one)),
  );

  it('show that training loses accuracy with the unchanged recipe, but not with the factor on connections', () => {
    const [plain, factor] = retrained as [Remedy, Remedy];
    expect([plain.remedy, factor.remedy]).toEqual(['as-asked', 'factor']);
    expect(plain.predicted).toHaveLength(retrainedRemedies.images);
    expect(plain.accuracy).toBeLessThan(0.5);
    expect(factor.accuracy).toBeGreaterThan(0.95);
  });

  it('show that a synapse after training with the recipe as it is recovers a part of the accuracy', () => {
    const [plain, synapse] = repeated as [Remedy, Remedy];
    expect([plain.remedy, synapse.remedy]).toEqual(['as-asked', 'synapse-5ms']);
    expect(synapse.accuracy).toBeGreaterThan(plain.accuracy + 0.1);
    expect(synapse.accuracy).toBeLessThan(0.9);
  });
});
