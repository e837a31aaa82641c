import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { StartRequest, WorkRequest } from './contender.ts';

const answerSchema = z.object({
  id: z.int(),
  /** Duration of the work only: from images in memory to classes or new weights. */
  seconds: z.number().positive().optional(),
  /** Class [image]. */
  predicted: z.array(z.int().min(0)).optional(),
  /** Number of spikes, of a contender with other neurons. */
  spikes: z.int().min(0).optional(),
  /** Mean loss of the first batch at the given weights. */
  loss: z.number().optional(),
  /** Peak memory of the process so far. */
  peakBytes: z.number().positive(),
  versions: z.record(z.string(), z.string()).optional(),
});

/** The answer of a process. */
export type Answer = Omit<z.infer<typeof answerSchema>, 'id'>;

/** A process that answers requests. */
export interface Conversation {
  /** @throws {Error} if the process fails or ends, or its answer is invalid */
  readonly ask: (request: StartRequest | WorkRequest) => Promise<Answer>;
  readonly stop: () => void;
}

/** More time than any request takes, even on a busy machine. */
const timeLimitMilliseconds = 30 * 60_000;

/** Starts a process that reads requests and writes answers, one JSON object per line, until its input ends. */
export function converse(command: string, args: readonly string[]): Conversation {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  let stderr = '';
  let id = 0;
  child.stderr.on('data', (text: Buffer) => {
    stderr = (stderr + text).slice(-4000);
  });
  child.stdin.on('error', () => {}); // a process that has ended is reported when its output ends
  child.on('error', (error) => {
    stderr = `cannot be started: ${error.message}`;
  });
  const ask = async (request: StartRequest | WorkRequest): Promise<Answer> => {
    id += 1;
    child.stdin.write(`${JSON.stringify({ id, ...request })}\n`);
    const timer = setTimeout(() => child.kill('SIGKILL'), timeLimitMilliseconds);
    const { value, done } = await lines.next();
    clearTimeout(timer);
    if (done) throw new Error(`ended with ${child.signalCode ?? child.exitCode}: ${lastLine(stderr)}`);
    const { success, data, error } = answerSchema.safeParse(JSON.parse(value));
    if (!success) throw new Error(`invalid answer: ${z.prettifyError(error)}`);
    if (data.id !== id) throw new Error(`answered request ${data.id}, expected ${id}`);
    return data;
  };
  return { ask, stop: () => child.stdin.end() };
}

/** The last line with the name of an error, because Node prints its version after it, or else the last line. */
function lastLine(text: string): string {
  const lines = text.trim().split('\n');
  return lines.findLast((line) => /^\w*Error\b/.test(line)) ?? (lines.at(-1) || 'no message');
}
