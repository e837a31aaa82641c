import type { JobStudy } from '../../src/study/jobs.ts';
import type { Measurement } from '../../src/study/measurement.ts';

/** A study of 3 amplitudes, 2 seeds and 2 floors. */
export const madeUpStudy: JobStudy = {
  modes: ['retrained'],
  network: 'miniature',
  amplitudes: [0.01, 0.1, 0.5],
  seeds: [0, 1],
  minVoltages: [0, null],
  rescaled: false,
  training: { epochs: 4, trainImages: 5000, batchSize: 50 },
  images: 600,
};

/** What a machine of round numbers would find. */
export const madeUpMeasurement: Measurement = {
  network: 'miniature',
  processor: 'abacus',
  training: { startSeconds: 1, imagesPerSecond: 1000, memoryMegabytes: 150 },
  evaluation: {
    startSeconds: 0.5,
    memoryMegabytes: 100,
    ratesPerSecond: 600,
    spiking: [
      { amplitude: 0.01, minVoltage: 0, imagesPerSecond: 200 },
      { amplitude: 0.5, minVoltage: 0, imagesPerSecond: 100 },
      { amplitude: 0.01, minVoltage: null, imagesPerSecond: 400 },
      { amplitude: 0.5, minVoltage: null, imagesPerSecond: 300 },
    ],
  },
};
