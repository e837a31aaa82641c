import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Answer, Request } from './contender.ts';

/** A process that answers requests. */
export interface Conversation {
  /** @throws {Error} if the process fails or ends, or its answer is invalid */
  readonly ask: (request: Request) => Promise<Answer>;
  readonly stop: () => void;
}

/** More time than any request takes, even on a busy machine. */
const timeLimitMilliseconds = 30 * 60_000;

const answerSchema = z.object({
  id: z.int(),
  seconds: z.number().positive().optional(),
  predicted: z.array(z.int().min(0)).optional(),
  loss: z.number().optional(),
  spikesPerNeuronStep: z.number().optional(),
  peakBytes: z.number().positive(),
  versions: z.record(z.string(), z.string()).optional(),
});

/** Starts a process that reads requests and writes answers, one JSON object per line, until its input ends. */
export function converse(command: string, args: readonly string[]): Conversation {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const lines = createInterface(child.stdout);
  let stderr = '';
  let id = 0;
  let failure: Error | undefined;
  let refuse = (error: Error): void => {
    failure = error;
  };
  const fail = (error: Error) => {
    failure ??= error;
    refuse(error);
  };
  child.stderr.on('data', (text: Buffer) => {
    stderr = (stderr + text).slice(-4000);
  });
  child.stdin.on('error', () => {}); // a process that has ended is reported on close
  child.on('error', (error) => fail(new Error(`cannot be started: ${error.message}`)));
  child.on('close', (code, signal) => fail(new Error(`ended with ${signal ?? code}: ${lastLine(stderr)}`)));

  const ask = (request: Request): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (failure !== undefined) return reject(failure);
      id += 1;
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        fail(new Error(`did not answer within ${timeLimitMilliseconds / 60_000} minutes`));
      }, timeLimitMilliseconds);
      refuse = (error) => {
        clearTimeout(timer);
        reject(error);
      };
      lines.once('line', (line) => {
        clearTimeout(timer);
        try {
          resolve(parseAnswer(line, id));
        } catch (error) {
          reject(error);
        }
      });
      child.stdin.write(`${JSON.stringify({ id, ...request })}\n`);
    });
  return { ask, stop: () => child.stdin.end() };
}

/** Several parallel processes, each with an equal part of the images of a request. */
export function inParallel(conversations: readonly Conversation[]): Conversation {
  return {
    ask: async (request) => {
      const parts = conversations.map((conversation, part) =>
        conversation.ask(request.command === 'spikes' ? partOf(request, part, conversations.length) : request),
      );
      const answers = await Promise.all(parts);
      return {
        ...answers[0],
        seconds: Math.max(...answers.map(({ seconds = 0 }) => seconds)),
        predicted: answers.flatMap(({ predicted = [] }) => predicted),
        peakBytes: answers.reduce((sum, { peakBytes }) => sum + peakBytes, 0),
      };
    },
    stop: () => {
      for (const { stop } of conversations) stop();
    },
  };
}

function partOf<Part extends { readonly first: number; readonly images: number }>(
  request: Part,
  part: number,
  parts: number,
): Part {
  const start = Math.floor((request.images * part) / parts);
  const end = Math.floor((request.images * (part + 1)) / parts);
  return { ...request, first: request.first + start, images: end - start };
}

function parseAnswer(line: string, id: number): Answer {
  const { success, data, error } = answerSchema.safeParse(JSON.parse(line));
  if (!success) throw new Error(`invalid answer: ${z.prettifyError(error)}`);
  if (data.id !== id) throw new Error(`answered request ${data.id}, expected ${id}`);
  return data;
}

/** The last line with the name of an error, because Node prints its version after it, or else the last line. */
function lastLine(text: string): string {
  const lines = text.trim().split('\n');
  return lines.findLast((line) => /^\w*Error\b/.test(line)) ?? (lines.at(-1) || 'no message');
}
