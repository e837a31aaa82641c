import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, ftruncateSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readText } from '../../src/base/read-text.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { expectRefusal, miniatureWeights } from './command-line.ts';

// a rule of the linter lets every command read what a user names with this function, or with those that it calls
describe('a file without an end', () => {
  it.skipIf(!existsSync('/dev/zero')).each(['/dev/zero', '/dev/full'])('is refused if it is a device: %s', (device) => {
    expect(() => readText(device)).toThrow(`${device}: is a device, not a file`);
  });

  it('is refused before it is read, if it is larger than such a file can be', () => {
    const path = join(temporaryFolder(), 'huge.json');
    const file = openSync(path, 'w');
    ftruncateSync(file, 2 ** 40); // a terabyte, which takes no space on disk
    closeSync(file);
    expect(() => readText(path)).toThrow(`${path}: is larger than 16 MB, the limit for such a file`);
  });
});

describe('a pipe in a folder', () => {
  // reading it would wait without reacting to Ctrl-C
  it.skipIf(process.platform === 'win32').each([
    ['report', 'results.json'],
    ['sweep --network', 'conv1_kernel.npy'],
    ['sweep --amplitudes 0.01 --images 2 --workers 1 --out', 'study.json'],
  ])('is refused: %s, %s', async (line, name) => {
    const folder = line.includes('--network') ? miniatureWeights() : temporaryFolder();
    const file = join(folder, name);
    spawnSync('sh', ['-c', 'rm -f "$0" && mkfifo "$0"', file]);
    await expectRefusal(`${line} ${folder}`, `${file}: is a pipe, not a file`);
  });
});
