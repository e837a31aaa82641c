import { type Data, openData } from '../data/fetch.ts';
import { exam } from './jobs/exam.ts';
import type { JobCode } from './jobs/job.ts';
import { swing } from './jobs/swing.ts';
import { trace } from './jobs/trace.ts';
import { train } from './jobs/train.ts';
import type { Answer, Request } from './messages.ts';

/** Fetches the digits for training and testing, so that later jobs also run offline. */
const prefetch: JobCode<undefined, void> = async (_, { data }) => {
  await Promise.all([data.testDigits(), data.trainDigits()]);
};

const jobs: Readonly<Record<string, JobCode<never, unknown>>> = { exam, prefetch, swing, trace, train };
const cancelled = new Set<number>();
let data: Data | undefined;

addEventListener('message', ({ data: request }: MessageEvent<Request>) => {
  if ('cancel' in request) cancelled.add(request.id);
  else void perform(request);
});

async function perform({ id, job, base, input }: Extract<Request, { job: string }>): Promise<void> {
  const answer = (message: Answer) => postMessage(message);
  data ??= openData(base);
  let paused = performance.now();
  const goOn = async () => {
    if (performance.now() - paused < 40) return;
    await nextTurn();
    paused = performance.now();
    if (cancelled.has(id)) throw new Error('cancelled');
  };
  try {
    const report = (progress: unknown) => answer({ id, progress });
    const run = jobs[job];
    if (run === undefined) throw new Error(`unknown job: ${job}`);
    answer({ id, result: await run(input as never, { data, report, goOn }) });
  } catch (error) {
    answer({ id, fault: error instanceof Error ? error.message : String(error) });
  } finally {
    cancelled.delete(id);
  }
}

const messages = new MessageChannel();
const turns: (() => void)[] = [];
messages.port1.onmessage = () => turns.shift()?.();

/** Lets pending messages through. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    turns.push(resolve);
    messages.port2.postMessage(null);
  });
}
