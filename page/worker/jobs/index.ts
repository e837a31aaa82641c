import { channel } from './channel.ts';
import { curve } from './curve.ts';
import { exam } from './exam.ts';
import type { JobCode } from './job.ts';
import { prefetch } from './prefetch.ts';
import { swing } from './swing.ts';
import { trace } from './trace.ts';
import { train } from './train.ts';

/** All jobs by name. */
export const jobs: Readonly<Record<string, JobCode<never, unknown>>> = {
  channel,
  curve,
  exam,
  prefetch,
  swing,
  trace,
  train,
};
