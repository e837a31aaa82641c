import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { alsoSlow, isSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { contentOf, type Ended, lifspec, miniatureWeights, serve } from './command-line.ts';

const timeout = 300_000;
const namespace = ['--map-root-user', '--mount'];
const mounting = ['sh', '-c', 'mount -t tmpfs tmpfs /mnt && mount -o remount,size=8k /mnt'];
const isPermitted = isSlow && spawnSync('unshare', [...namespace, ...mounting]).status === 0;
const ifPermitted = isPermitted ? '' : ' (skipped: this system does not permit mounting a small disk)';

/** A command that was run on a small disk, and a copy of the disk afterwards. */
type Attempt = Ended & { readonly copy: string };

/**
 * Runs a command on a small disk that contains the file `earlier`, repeatedly with different mount options, such as
 * `size=8k`.
 *
 * @param words - of the command, in which DISK stands for the path of the disk
 */
function runOnDisk(words: readonly string[], options: readonly string[]): Attempt[] {
  const [disk, place] = [temporaryFolder(), temporaryFolder()];
  const command = [process.execPath, 'dist/bundle/main.js', ...words].join(' ').replaceAll('DISK', disk);
  const attempts = options.map(
    (option, index) => `mount -o remount,${option} ${disk}
      ${command} > ${place}/stdout-${index} 2> ${place}/stderr-${index}
      echo $? > ${place}/status-${index}
      cp -r ${disk} ${place}/copy-${index}`,
  );
  const script = `mount -t tmpfs tmpfs ${disk} && echo earlier > ${disk}/earlier || exit 9\n${attempts.join('\n')}`;
  const { status, stderr } = spawnSync('unshare', [...namespace, 'sh', '-c', script], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return options.map((_, index) => {
    const read = (name: string) => readFileSync(join(place, `${name}-${index}`), 'utf8').replaceAll(disk, 'DISK');
    return {
      status: Number(read('status')),
      stdout: read('stdout'),
      stderr: read('stderr'),
      copy: join(place, `copy-${index}`),
    };
  });
}

/** A failed command names the file or folder that cannot be written, and why. */
const named =
  /^(?:.*images.*\n)*lifspec: DISK.*: (the disk is full \(ENOSPC\)|the file system is read-only \(EROFS\))\n$/;

describe.skipIf(!isPermitted)(`on a full or read-only disk${ifPermitted}`, alsoSlow, () => {
  it.each([
    [
      'sweep',
      'sweep --amplitudes 0.01,0.02,0.03,0.04,0.05 --images 150 --workers 1 --network WEIGHTS --out DISK/out',
      ['size=4k', 'size=12k', 'ro', 'rw,size=20k'],
    ],
    ['train', 'train --network miniature --training 2,100 --workers 1 --out DISK/out', ['size=12k', 'size=40k', 'ro']],
  ])(
    '%s names the file, and continues to the same bytes when there is space',
    { timeout },
    async (_, command, options) => {
      const line = command.replace('WEIGHTS', miniatureWeights());
      const calm = temporaryFolder();
      expect((await lifspec(line.replace('DISK', calm))).status).toBe(0);
      const attempts = runOnDisk(line.split(' '), [...options, 'rw,size=64m']);
      for (const attempt of attempts.slice(0, -1)) {
        expect(attempt).toMatchObject({ status: 2, stderr: expect.stringMatching(named) });
      }
      const { status, copy } = attempts.at(-1) as Attempt;
      expect(status).toBe(0);
      expect(contentOf(join(copy, 'out'))).toEqual(contentOf(join(calm, 'out')));
    },
  );

  it('report and check leave the earlier file as it was, and the verdict is printed nevertheless', {
    timeout,
  }, async () => {
    const study = join(temporaryFolder(), 'study');
    await lifspec(`sweep --amplitudes 0.01 --images 2 --workers 1 --network ${miniatureWeights()} --out ${study}`);
    const check = ['check', '--only', 'neuron/lif/leak', '--report', 'html=DISK/earlier', '--', ...serve];
    const last = ['rw,size=64m'];
    for (const [words, options] of [
      [
        ['report', study, '--report', 'html=DISK/out'],
        ['size=4k', 'ro', ...last],
      ],
      [check, ['size=4k', ...last]],
    ] as const) {
      const attempts = runOnDisk(words, options);
      for (const attempt of attempts.slice(0, -1)) {
        expect(attempt).toMatchObject({ status: 2, stderr: expect.stringMatching(named) });
        expect(contentOf(attempt.copy)).toEqual({ earlier: 'earlier\n' });
        if (words === check) expect(attempt.stdout).toMatch(/^conforms/m);
      }
      expect(attempts.at(-1)?.status).toBe(0);
    }
  });
});
