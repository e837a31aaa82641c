import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { reportError } from '../../src/cli/errors.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { expectRefusal, lifspec, spawnLifspec } from './command-line.ts';

describe('bad input', () => {
  it('ends with one line on stderr and exit code 2', () => {
    const stderr = expect.stringMatching(/^lifspec: .*--imges.*\n$/);
    expect(spawnLifspec('sweep --imges 20')).toEqual({ status: 2, stdout: '', stderr });
  });

  it.each(
    [
      'frobnicate, sweep more, sweep --images, sweep --mode both, sweep --report xml, sweep --network resnet, train',
      'train --out results --network resnet, explain --min-voltage 0, explain --report csv, sweep --stream forever, explain --stream restart, report',
      'train --out results --network src, check',
      ', compare, compare --runs many a -- b',
    ].flatMap((lines) => lines.split(', ')),
  )('is refused by the parser: %s', (line) => expectRefusal(line, ''));

  it.each([
    ['explain --network miniature', 'miniature: there is no such folder of weights'],
    ['sweep --mode retrained --network src', '--network src: its weights are already trained'],
    ['sweep --mode retrained --training 1,60001', '--training must be at most 60000, the size of the training'],
    ['train --out results --seed -1', '--seed: expected number of at least 0, but got "-1"'],
    ['sweep --workers 100000', '--workers: expected number of at most 256, but got "100000"'],
    ['check --runs 1e9 -- true', '--runs: expected number of at most 10000, but got "1e9"'],
    ['sweep --images 1 --stream restart', '--stream: a stream takes at least 2 --images'],
    ['sweep --images 10001', '--images must be at most 10000, the size of the test set, but is 10001'],
    ['sweep --training 2', '--training: nothing is trained; add --mode retrained, --network miniature or --seeds'],
    ['sweep --amplitudes 0', '--amplitudes[0]: expected number above 0, but got "0"'],
    ['sweep --min-voltage 0 --min-voltage -0', '--min-voltage: must not list the same value twice'],
    ['sweep --network src', 'src/network.json: is missing; it must contain architecture and trainedAmplitude'],
    ['sweep --network package.json', 'package.json/network.json: a file is in the place of a folder (ENOTDIR)'],
    [
      'sweep --amplitudes 10000000000000000000000000000000000000',
      'at amplitude 1e+37: amplitude / dtSeconds must be a finite number, but is ',
    ],
    ['report nowhere', 'nowhere: there is no such folder of results'],
    ['report src', 'src: contains no results.json; lifspec sweep --out DIR writes one'],
    ['sweap', "lifspec: unknown command 'sweap' (Did you mean sweep?)\n"],
    ['serve --mutant a --precision float32', "option '--mutant <name>' cannot be used with option '--prec"],
    ['serve --mutant reset=substract', '--mutant reset=substract: is not a mutant (did you mean reset=subtract?)'],
  ])('is refused with a reason: %s', async (line, message) => {
    const out = line.startsWith('sweep') ? join(temporaryFolder(), 'study') : undefined;
    await expectRefusal(out === undefined ? line : line.replace('sweep', `sweep --out ${out}`), message);
    expect(out !== undefined && existsSync(out)).toBe(false);
  });

  it.each([
    ['sweep --out ', '--out: is empty'],
    ['report src ', "argument 'path': is empty"],
    ['sweep --network a\u001b[2J\nb', 'a\\u{1b}[2J\\u{a}b: there is no such folder of weights'],
    ['a\u202eb', "unknown command 'a\\u{202e}b' (--help lists all)"],
  ])('is printed on one line without control characters: %j', (line, message) =>
    expectRefusal(line, `lifspec: ${message}\n`),
  );

  it('includes a current folder that no longer exists', async () => {
    const cwd = vi.spyOn(process, 'cwd').mockImplementation(() => {
      throw Object.assign(new Error(), { code: 'ENOENT', syscall: 'uv_cwd' });
    });
    const { status, stderr } = await lifspec('report x.json --report html=y').finally(() => cwd.mockRestore());
    expect([status, stderr]).toEqual([2, 'lifspec: the current folder no longer exists; change to another one\n']);
  });

  it.each([
    ['stat', 'EACCES', 'permission is missing (EACCES)'],
    ['scandir', 'EIO', 'scandir failed (EIO)'],
  ])('includes a folder that cannot be searched: %s fails with %s', (syscall, code, message) => {
    const say = vi.fn();
    expect(reportError(Object.assign(new Error(), { syscall, code, path: 'locked' }), say)).toBe(2);
    expect(say.mock.calls).toEqual([[`locked: ${message}`]]);
  });

  it.each([
    ['sweep --images 10000', 'package.json/study'],
    ['train --network miniature --training 1000', 'package.json'],
    ['sweep --mode retrained --network miniature --training 1000', 'package.json'],
  ])('may be a folder that cannot be written, which is found before anything is computed: %s --out %s', (line, out) =>
    expectRefusal(`${line} --out ${out}`, `lifspec: ${out}: a file is in the place of a folder (`),
  );

  it.skipIf(!existsSync('/proc/self'))('may be a folder in /proc, where none can be created', () =>
    expectRefusal('sweep --images 10000 --out /proc/new/study', 'lifspec: /proc/new'),
  );
});

describe('help', () => {
  const commands = 'sweep explain train report check serve compare';
  it.each(commands.split(' '))('for %s is printed on stdout and has examples', async (command) => {
    const { status, stdout, stderr } = await lifspec(`help ${command}`);
    expect(stdout).toMatch(new RegExp(`Examples:\\n(.*\\n)*.*lifspec ${command}`));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('states the versions of lifspec, the specification, the protocol and Node', async () => {
    const { stdout } = await lifspec('--version');
    expect(stdout).toMatch(
      /^lifspec \d+\.\d+\.\d+, specification \d+\.\d+\.\d+\+[0-9a-f]{12}, protocol \d+, Node [\d.]+\n$/,
    );
  });
});
