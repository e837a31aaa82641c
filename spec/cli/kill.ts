import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { contentOf, interruptLifspec, lifspec, miniatureWeights } from './command-line.ts';

/** A sweep with ten blocks of 50 images per amplitude, half of them for the rate network. */
const sweep = '--images 250 --engine readable --workers 2'.split(' ');

/**
 * Decides when to kill a run, from the number of the kill, the time since the start and the bytes added to the journal.
 */
export type Moment = (kill: number, milliseconds: number, bytes: number) => boolean;

/** Kills a sweep several times, lets it finish, and compares every byte with that of an uninterrupted sweep. */
export async function expectSameBytesAfterKills(amplitudes: string, kills: number, isTime: Moment): Promise<void> {
  const weights = miniatureWeights();
  const folders = [join(temporaryFolder(), 'whole'), join(temporaryFolder(), 'killed')] as const;
  const [whole, killed] = folders.map((folder) => [
    'sweep',
    '--amplitudes',
    amplitudes,
    ...sweep,
    '--weights',
    weights,
    '--out',
    folder,
  ]);
  const calm = await lifspec(...(whole as string[]));

  let survived = 0;
  for (let kill = 0; kill < kills; kill++) {
    const started = performance.now();
    const before = journalBytes(folders[1]);
    const { status } = await interruptLifspec(killed as string[], 'SIGKILL', () =>
      isTime(kill, performance.now() - started, journalBytes(folders[1]) - before),
    );
    if (status !== null) survived++;
  }
  expect(survived).toBe(0); // every run was killed before it finished
  const resumed = await lifspec(...(killed as string[]));
  expect(resumed.status).toBe(0);
  expect(resumed.stdout).toBe(calm.stdout);
  expect(contentOf(folders[1])).toEqual(contentOf(folders[0]));
}

function journalBytes(folder: string): number {
  const path = join(folder, 'journal.jsonl');
  return existsSync(path) ? statSync(path).size : 0;
}
