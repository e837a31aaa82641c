import { describe, expect, it } from 'vitest';
import { lifspec, runHere } from './command-line.ts';

describe('lifspec cases and lifspec judge', () => {
  it('name every case, a line each', () => {
    const { status, stdout } = lifspec('cases', '--list', '--only', 'C4');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^lif\/doubled-amplitude-doubles\tC4\tlaw\t.+$/m);
  });

  it.each([
    ['cases --only C99', '--only C99: there is no such case, claim or clause; lifspec cases --list names them'],
    ['cases --runs none', '--runs must be a whole number of 1 or more, but is "none"'],
    ['cases --after nowhere.jsonl', 'nowhere.jsonl: there is no such file'],
    ['cases --out no/where --list', '--out no/where: cannot be written (ENOENT)'],
    ['judge', "missing required argument 'answers'"],
    ['judge nowhere.jsonl', 'nowhere.jsonl: there is no such file'],
    ['judge package.json', 'package.json, line 1: is the beginning of an object, which has to be on one line: "{"'],
    ['judge --report xml package.json', '--report must be one of text, json'],
    ['judge --only C99 package.json', '--only C99: there is no such case'],
  ])('refuse %s', async (words, message) => {
    const { status, said } = await runHere(words);
    expect(status).toBe(2);
    expect(said.join()).toContain(message);
  });
});
