import { describe, expect, it } from 'vitest';
import { expectRefusal, lifspec, messagesIn } from './command-line.ts';

describe('lifspec cases and lifspec judge', () => {
  it('list one case per line', async () => {
    const { status, stdout } = await lifspec('cases', '--list', '--only', 'C4');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^lif\/doubled-amplitude-doubles\tC4\tlaw\t.+$/m);
  });

  it('write only requests of the capabilities that are named', async () => {
    const { status, stdout } = await lifspec('cases --only C4,rate --runs 1 --capabilities tuning');
    expect(status).toBe(0);
    expect(new Set(messagesIn(stdout).map(({ capability }) => capability))).toEqual(new Set([undefined, 'tuning']));
  });

  it.each([
    [
      'cases --capabilities neurons',
      '--capabilities must list names among neuron, tuning, synapse, network, seeded, training, nir, but is "neurons"',
    ],
    ['cases --after nowhere.jsonl', 'nowhere.jsonl: there is no such file'],
    ['cases --out package.json/a --list', 'package.json: cannot be written: a file is in its place (ENOTDIR)'],
    ['judge package.json', 'package.json, line 1: is the beginning of an object'],
  ])('refuse %s', expectRefusal);
});
