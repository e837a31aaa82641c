import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../base/input-error.ts';
import type { Row } from '../study/results/row.ts';
import { planPoints } from '../study/run/plan.ts';
import { type SweepOutput, sweepSchema } from './output.ts';

/**
 * Reads what a sweep left in its folder.
 *
 * @throws {InputError} if there is no such folder, its sweep has not ended, or `results.json` is damaged or of something
 * else
 */
export function readResults(directory: string): SweepOutput {
  const path = join(directory, 'results.json');
  const parsed = sweepSchema.safeParse(parseJson(directory, path));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InputError(
      `${path}: is no result of lifspec sweep, or damaged (${issue?.path.join('.')}: ${issue?.message})`,
    );
  }
  requireAllRows(path, parsed.data);
  return parsed.data;
}

function parseJson(directory: string, path: string): unknown {
  if (!existsSync(directory)) throw new InputError(`${directory}: there is no such folder of results`);
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new InputError(`${path}: is damaged, it is no JSON`);
    if (existsSync(join(directory, 'study.json')))
      throw new InputError(`${directory}: holds a sweep that has not ended; the same command continues it`);
    throw new InputError(`${directory}: holds no results.json; lifspec sweep --out DIR leaves one`);
  }
}

/** Every point of the settings has its row, in order, and each accuracy is a number of images. */
function requireAllRows(path: string, { settings, rows }: SweepOutput): void {
  const points = planPoints(settings);
  if (rows.length !== points.length)
    throw new InputError(`${path}: is damaged, it must hold ${points.length} rows, but holds ${rows.length}`);
  for (const [index, row] of rows.entries()) {
    const { mode, network, images } = settings;
    const expected = { mode, network, images, ...points[index] };
    const wrong = Object.entries(expected).find(([name, value]) => row[name as keyof Row] !== value);
    if (wrong)
      throw new InputError(
        `${path}: is damaged, ${wrong[0]} of row ${index + 1} must be ${wrong[1]}, but is ${row[wrong[0] as keyof Row]}`,
      );
    for (const name of ['spikingAccuracy', 'rateAccuracy', 'agreement'] as const) {
      const right = row[name] * images;
      // a share of n images times n is within a rounding or two of a whole number
      if (Math.abs(right - Math.round(right)) > 1e-9 * images)
        throw new InputError(`${path}: is damaged, ${name} of row ${index + 1} is no share of ${images} images`);
    }
  }
}
