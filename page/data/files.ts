/** Data files that the build writes next to the page. */
export const files = {
  /** The first 500 images of the MNIST test set. */
  testDigits: { name: 'digits-test.bin', count: 500 },
  /** The first 2,000 images of the training set. */
  trainDigits: { name: 'digits-train.bin', count: 2000 },
  /** Simulators with a published verdict, for the last part. */
  simulators: { name: 'simulators.json' },
  /** NengoDL's network of fixtures/networks/nengo-dl. */
  tutorial: { name: 'tutorial.bin' },
} as const;
