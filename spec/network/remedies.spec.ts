import { describe, expect, it } from 'vitest';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { type Remedy, remedies, retrainedRemedies } from './remedies.ts';

const { labels } = loadMnist('test');
const accuracyOf = ({ predicted }: Remedy) =>
  Array.from(predicted).filter((label, image) => Number(label) === labels[image]).length / predicted.length;

describe('the saved answers of NengoDL itself at amplitude 0.5', () => {
  it.each([...remedies.fixed, ...(retrainedRemedies.retrained as Remedy[])])(
    'have the accuracy of their classes: $remedy, $accuracy',
    (one) => expect(one.accuracy).toBe(accuracyOf(one)),
  );

  it('show that training loses accuracy with the unchanged recipe, but not with the factor on connections', () => {
    const [plain, factor] = retrainedRemedies.retrained as [Remedy, Remedy];
    expect([plain.remedy, factor.remedy]).toEqual(['as-asked', 'factor']);
    expect(plain.predicted).toHaveLength(retrainedRemedies.images);
    expect(plain.accuracy).toBeLessThan(0.5);
    expect(factor.accuracy).toBeGreaterThan(0.95);
  });
});
