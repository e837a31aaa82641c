import { type Data, openData } from '../data/fetch.ts';
import { jobs } from './jobs/index.ts';
import type { Answer, Request } from './messages.ts';

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

const channel = new MessageChannel();
const turns: (() => void)[] = [];
channel.port1.onmessage = () => turns.shift()?.();

/** Lets pending messages through. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    turns.push(resolve);
    channel.port2.postMessage(null);
  });
}
