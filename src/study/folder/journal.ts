import { closeSync, constants, fsyncSync, ftruncateSync, openSync, writeFileSync } from 'node:fs';
import { InputError } from '../../base/input-error.ts';
import { isThere, readFileWithin } from '../../base/read-text.ts';
import type { Architecture } from '../../simulator/network/architecture.ts';
import type { Task } from '../run/plan.ts';
import type { BlockResult } from '../run/task-runner.ts';
import { withPath } from './write-file.ts';

/** The results of a study, saved task by task: a file with one line of JSON per task, in the order of the tasks. */
export interface Journal {
  /** Results of the first tasks, from earlier runs. */
  readonly blocks: readonly BlockResult[];
  /** Adds the result of the next task. When it returns, the line is on disk. */
  readonly append: (task: Task, block: BlockResult) => void;
  readonly close: () => void;
}

/** Most bytes of a line, the results of 50 images, and of a journal: 10,000 images at 10,000 operating points. */
const [mostLineBytes, mostBytes] = [2 ** 14, 2 ** 29];

/** Opens for writing at the end. A link is not followed: its target belongs to someone else. */
const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);

/**
 * Opens a journal and reads the results of earlier runs. An incomplete last line is removed. If another line is damaged,
 * the file stays as it is and an error is thrown.
 *
 * @param tasks - the tasks of the study, in order
 * @param architecture - of the networks that were run
 * @throws {InputError} if it is not a file, or a line is damaged or belongs to another task
 */
export function openJournal(path: string, tasks: readonly Task[], architecture: Architecture): Journal {
  const limit = Math.min(mostBytes, (tasks.length + 1) * mostLineBytes);
  const bytes = isThere(path) ? readFileWithin(path, limit) : Buffer.alloc(0);
  const whole = bytes.subarray(0, bytes.lastIndexOf('\n') + 1);
  const sizes = { classes: architecture.classes, layers: architecture.hidden.length };
  const blocks = Array.from(linesOf(whole), (line, index) =>
    readLine(line, tasks[index], sizes, `${path}, line ${index + 1}`),
  );
  const file = openSync(path, flags);
  ftruncateSync(file, whole.length);
  const append = (task: Task, block: BlockResult) =>
    withPath(path, () => {
      writeFileSync(file, formatLine(task, block));
      fsyncSync(file);
    });
  return { blocks, append, close: () => closeSync(file) };
}

/** One by one, because all of them may be longer than the longest string. */
function* linesOf(whole: Buffer): Generator<string> {
  let start = 0;
  for (let end = whole.indexOf('\n'); end !== -1; end = whole.indexOf('\n', start)) {
    yield whole.toString('utf8', start, end);
    start = end + 1;
  }
}

function formatLine(task: Task, { predicted, spikes }: BlockResult): string {
  return `${JSON.stringify({ ...task, predicted, spikes })}\n`;
}

/** The number of classes, and of layers of neurons. */
type Sizes = Readonly<Record<'classes' | 'layers', number>>;

function readLine(line: string, task: Task | undefined, { classes, layers }: Sizes, where: string): BlockResult {
  const { predicted, spikes } = parseObject(line);
  const isWhole =
    task !== undefined &&
    isCounts(predicted, task.count, classes - 1) &&
    isCounts(spikes, task.kind === 'rates' ? 0 : layers);
  if (isWhole && formatLine(task, { predicted, spikes }) === `${line}\n`) return { predicted, spikes };
  throw new InputError(`${where}: is damaged or belongs to another study; delete the folder to start again`);
}

function parseObject(line: string): Record<string, unknown> {
  try {
    return line.length > mostLineBytes ? {} : { ...JSON.parse(line) };
  } catch {
    return {};
  }
}

function isCounts(value: unknown, length: number, most = Number.MAX_SAFE_INTEGER): value is number[] {
  const isCount = (count: unknown) =>
    Number.isSafeInteger(count) && (count as number) >= 0 && (count as number) <= most;
  return Array.isArray(value) && value.length === length && value.every(isCount);
}
