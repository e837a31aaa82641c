import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { InputError } from '../../base/input-error.ts';
import type { Task } from '../run/plan.ts';
import type { BlockResult } from '../run/task-runner.ts';

/** The results of a study, saved task by task: a file with one line of JSON per task, in the order of the tasks. */
export interface Journal {
  /** Results of the first tasks, from earlier runs. */
  readonly blocks: readonly BlockResult[];
  /** Adds the result of the next task. When it returns, the line is on disk. */
  readonly append: (task: Task, block: BlockResult) => void;
  readonly close: () => void;
}

/**
 * Opens a journal and reads the results of earlier runs. An incomplete last line is removed.
 *
 * @param tasks - of the study, in order
 * @throws {InputError} if a line is damaged or belongs to another task
 */
export function openJournal(path: string, tasks: readonly Task[]): Journal {
  const file = openSync(path, 'a+');
  try {
    const text = readFileSync(file, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    ftruncateSync(file, Buffer.byteLength(whole));
    const lines = whole.split('\n').slice(0, -1);
    return {
      blocks: lines.map((line, index) => readLine(line, tasks[index], `${path}, line ${index + 1}`)),
      append: (task, block) => {
        writeFileSync(file, formatLine(task, block));
        fsyncSync(file);
      },
      close: () => closeSync(file),
    };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function formatLine(task: Task, { predicted, spikes }: BlockResult): string {
  return `${JSON.stringify({ ...task, predicted, spikes })}\n`;
}

function readLine(line: string, task: Task | undefined, where: string): BlockResult {
  const { predicted, spikes } = parseObject(line);
  const isWhole = task !== undefined && isCounts(predicted) && predicted.length === task.count && isCounts(spikes);
  if (isWhole && formatLine(task, { predicted, spikes }) === `${line}\n`) return { predicted, spikes };
  throw new InputError(`${where}: is damaged or belongs to another study; delete the folder to start again`);
}

function parseObject(line: string): Record<string, unknown> {
  try {
    return { ...JSON.parse(line) };
  } catch {
    return {};
  }
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && count >= 0);
}
