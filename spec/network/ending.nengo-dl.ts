import { beforeAll, describe, expect, it } from 'vitest';
import { askNengoDl } from './ask-nengo-dl.ts';

describe('the Nengo code of the last section of the page, on 20 images at amplitude 0.5', () => {
  let accuracies: Readonly<Record<string, number>>;
  beforeAll(async () => {
    accuracies = await askNengoDl('spec/network/ending.py', ['20'], 'page/ending.html');
  });

  it('is needed', () => expect(accuracies['as asked']).toBeLessThan(0.9));

  it.each(['factor', 'synapse', 'floor', 'no floor'])('brings the accuracy back: %s', (change) =>
    expect(accuracies[change]).toBeGreaterThan(0.9),
  );
});
