/** Files of numbers that the page fetches from beside itself, made when it is built. */
export const files = {
  /** The first 200 digits of the MNIST test set, for the opening. */
  fewDigits: { name: 'digits-few.bin', count: 200 },
  /** The first 500 digits of the test set. */
  testDigits: { name: 'digits-test.bin', count: 500 },
  /** The first 2,000 digits of the training set. */
  trainDigits: { name: 'digits-train.bin', count: 2000 },
  /** Curves of the kept studies that part 5 lays over its own. */
  kept: { name: 'kept.json' },
  /** NengoDL's network of fixtures/networks/nengo-dl. */
  tutorial: { name: 'tutorial.bin' },
  /** A miniature network: seed 0, amplitude .01, 5,000 digits, 4 epochs; trained when the page is built. */
  miniature: { name: 'miniature.bin' },
} as const;
