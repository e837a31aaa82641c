import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { list } from '../../base/collection-schema.ts';
import { InputError } from '../../base/input-error.ts';
import { parseJson } from '../../base/json.ts';
import { isThere, readText } from '../../base/read-text.ts';
import { planPoints } from '../run/plan.ts';
import { settingsSchema } from '../settings.ts';
import { type NamedSweep, type Row, rowSchema, type SweepOutput, sweepSchema } from './saved-results.ts';

/** A field of a later version may change what the others mean, so it is refused. */
const knownSchema = z.strictObject({
  ...sweepSchema.shape,
  settings: z.strictObject(settingsSchema.shape),
  rows: list(z.strictObject(rowSchema.shape)).min(1),
});

/**
 * Reads the results of a sweep from its folder.
 *
 * @throws {InputError} if there is no such folder, the sweep has not ended, or `results.json` is damaged or has a field
 *   that this version does not know
 */
export function readStudy(directory: string): NamedSweep {
  if (!isThere(directory)) throw new InputError(`${directory}: there is no such folder of results`);
  const path = join(directory, 'results.json');
  if (!isThere(path)) {
    if (isThere(join(directory, 'study.json')))
      throw new InputError(`${directory}: the sweep has not ended; the same command continues it`);
    throw new InputError(`${directory}: contains no results.json; lifspec sweep --out DIR writes one`);
  }
  const saved = parseJson(knownSchema, readText(path), path, '; expected results of this version of lifspec sweep');
  requireAllRows(path, saved);
  return { ...saved, name: directory };
}

/**
 * Reads every study in a folder.
 *
 * @throws {InputError} if a study is damaged
 */
export function readStudies(directory: string): NamedSweep[] {
  const names = readdirSync(directory).filter((name) => existsSync(join(directory, name, 'results.json')));
  return names.sort().map((name) => ({ ...readStudy(join(directory, name)), name }));
}

/** Requires a row for every point of the settings, in order, all with the same layers. */
function requireAllRows(path: string, { settings, rows }: SweepOutput): void {
  const { mode, network, images, amplitudes, minVoltages, seeds } = settings;
  const damaged = (message: string) => new InputError(`${path}: is damaged, ${message}`);
  const count = amplitudes.length * minVoltages.length * seeds.length;
  if (rows.length !== count) throw damaged(`expected ${count} rows, found ${rows.length}`);
  const points = planPoints(settings);
  for (const [index, row] of rows.entries()) {
    for (const [name, value] of Object.entries({ mode, network, images, ...points[index] })) {
      const found = row[name as keyof Row];
      if (found !== value) throw damaged(`${name} of row ${index + 1} is ${found}, expected ${value}`);
    }
    const layers = [row, rows[0] as Row].map(({ spikesPerNeuronStep }) => spikesPerNeuronStep.length);
    if (layers[0] !== layers[1]) throw damaged(`row ${index + 1} has ${layers[0]} layers, row 1 has ${layers[1]}`);
  }
}
