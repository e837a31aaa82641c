import type { JobCode } from './job.ts';

/** Fetches the digits for training and testing, so that later jobs also run offline. */
export const prefetch: JobCode<undefined, void> = async (_, { data }) => {
  await Promise.all([data.testDigits(), data.trainDigits()]);
};
