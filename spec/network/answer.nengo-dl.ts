import { expect, it } from 'vitest';
import { askNengoDl, mostOtherClasses } from './ask-nengo-dl.ts';
import { remedies } from './remedies.ts';

const images = 20;

it('the lines of docs/answer.md predict what remedies.py saved for the factor', async () => {
  const classes = await askNengoDl<number[]>('spec/network/answer.py', [String(images)], 'docs/answer.md');
  const saved = remedies.fixed.find(({ remedy }) => remedy === 'factor')?.predicted ?? '';
  expect(classes).toHaveLength(images);
  const other = classes.filter((label, image) => String(label) !== saved[image]);
  expect(other.length).toBeLessThanOrEqual(mostOtherClasses);
});
