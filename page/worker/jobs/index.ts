import { channel } from './channel.ts';
import { curve } from './curve.ts';
import { exam } from './exam.ts';
import type { JobCode } from './job.ts';
import { prefetch } from './prefetch.ts';
import { trace } from './trace.ts';
import { train } from './train.ts';

/** All jobs by name. */
export const jobs: Readonly<Record<string, JobCode<never, unknown>>> = { channel, curve, exam, prefetch, trace, train };
