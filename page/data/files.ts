/** Data files that the build writes next to the page. */
export const files = {
  /** The first 200 images of the MNIST test set, for the opening. */
  fewDigits: { name: 'digits-few.bin', count: 200 },
  /** The first 500 images of the test set. */
  testDigits: { name: 'digits-test.bin', count: 500 },
  /** The first 2,000 images of the training set. */
  trainDigits: { name: 'digits-train.bin', count: 2000 },
  /** Curves of the saved studies for part 6. */
  saved: { name: 'saved-curves.json' },
  /** Simulators with a published verdict, for the last part. */
  simulators: { name: 'simulators.json' },
  /** NengoDL's network of fixtures/networks/nengo-dl. */
  tutorial: { name: 'tutorial.bin' },
  /** A miniature network, trained when the page is built: seed 0, amplitude 0.01, 4 epochs of 5,000 images. */
  miniature: { name: 'miniature.bin' },
} as const;
