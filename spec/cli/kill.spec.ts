import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { randomStream } from '../../src/base/random.ts';
import { describeSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { bytesIn, contentOf, interruptLifspec, lastLine, lifspec, miniatureWeights } from './command-line.ts';

describeSlow('a sweep that is killed', () => {
  it('ten times, at arbitrary moments, finishes with the same bytes', { timeout: 300_000 }, async () => {
    // ten blocks of 50 images per amplitude, half of them for the rate network
    const options = '--amplitudes 0.01:0.2:0.01 --images 250 --engine readable --workers 2';
    const line = `sweep ${options} --weights ${miniatureWeights()}`;
    const [whole, killed] = [join(temporaryFolder(), 'whole'), join(temporaryFolder(), 'killed')];
    const journal = join(killed, 'journal.jsonl');
    const journalBytes = () => (existsSync(journal) ? statSync(journal).size : 0);
    const calm = await lifspec(`${line} --out ${whole}`);

    const random = randomStream('moments of kills');
    for (let kill = 0; kill < 10; kill++) {
      // from before the program has computed anything to a few blocks later, but never after the last block
      const latest = { milliseconds: performance.now() + 2000 * random(), bytes: journalBytes() + 1600 * random() };
      const isTime = () => performance.now() > latest.milliseconds || journalBytes() > latest.bytes;
      const { status } = await interruptLifspec(`${line} --out ${killed}`, 'SIGKILL', isTime);
      expect(status).toBe(null); // it was killed before it finished
    }
    expect(await lifspec(`${line} --out ${killed}`)).toMatchObject({ status: 0, stdout: calm.stdout });
    expect(contentOf(killed)).toEqual(contentOf(whole));
  });
});

/** The complete files in a folder and its folders, with their contents. */
const completeIn = (folder: string) => bytesIn(folder).filter(([name]) => !/^lock-|[.]part/.test(name));

describeSlow('a command that is killed', () => {
  it('explain --retrain continues with the networks that it has trained, to the same bytes', async () => {
    const place = temporaryFolder();
    const budget = '--epochs 3 --train-images 200 --batch-size 50 --images 5 --workers 1';
    const line = `explain --retrain --quick --amplitudes 0.01,0.1 ${budget} --weights ${miniatureWeights()}`;
    const linesIn = (name: string) => `${line} --networks ${join(place, name, 'networks')} --out ${join(place, name)}`;
    expect((await lifspec(linesIn('calm'))).status).toBe(0);
    const networks = join(place, 'killed', 'networks');
    for (let begun = 1; begun <= 4; begun++) {
      const isTime = () => existsSync(networks) && readdirSync(networks).length >= begun;
      const { status } = await interruptLifspec(linesIn('killed'), 'SIGKILL', isTime);
      expect(status).toBe(null);
    }
    expect((await lifspec(linesIn('killed'))).status).toBe(0);
    expect(completeIn(join(place, 'killed'))).toEqual(completeIn(join(place, 'calm')));
  }, 300_000);

  it('report and summarize leave only complete files', async () => {
    const place = temporaryFolder();
    const at = (name: string) => join(place, name);
    await lifspec(`train --network miniature --train-images 100 --epochs 1 --workers 1 --out ${at('net')}`);
    const evaluate = `evaluate --images 5 --workers 1 --initial-voltage uniform --weights ${at('net')}`;
    await lifspec(`${evaluate} --out ${at('evaluations/0.json')}`);
    const random = randomStream('moments of other kills');
    for (const [command, name] of [
      [`summarize ${at('evaluations')} --out`, 'joined'],
      [`report ${at('joined')} --out`, 'report'],
    ] as const) {
      expect((await lifspec(`${command} ${at(name)}`)).status).toBe(0);
      const calm = completeIn(at(name));
      const killed = at(`killed-${name}`);
      for (let kill = 0; kill < 4; kill++) {
        const latest = performance.now() + 1500 * random();
        const isTime = () => performance.now() > latest || (kill % 2 === 0 && existsSync(killed));
        await interruptLifspec(`${command} ${killed}`, 'SIGKILL', isTime);
        for (const file of completeIn(killed)) expect(calm).toContainEqual(file);
      }
      expect((await lifspec(`${command} ${killed}`)).status).toBe(0);
      expect(completeIn(killed)).toEqual(calm);
    }
  }, 300_000);
});

describeSlow('a sweep that is stopped', () => {
  it('by Ctrl-C prints how to resume, exits with 130, and can be resumed', async () => {
    const folder = join(temporaryFolder(), 'study');
    const line = `sweep --amplitudes 0.01,0.02 --images 400 --workers 1 --weights ${miniatureWeights()} --out ${folder}`;
    const journal = join(folder, 'journal.jsonl');
    const readJournal = () => (existsSync(journal) ? readFileSync(journal, 'utf8') : '');
    const hasBegun = () => readJournal() !== '';
    const { status, stdout, stderr } = await interruptLifspec(`${line} --engine readable`, 'SIGINT', hasBegun);
    expect(lastLine(stderr)).toBe(
      `lifspec: stopped; finished work is saved in ${folder}, and the same command continues there`,
    );
    expect([status, stdout]).toEqual([130, '']);
    const before = readJournal();
    expect(readdirSync(folder).filter((name) => name.startsWith('lock'))).toEqual([]);
    expect((await lifspec(line)).status).toBe(0);
    expect(readJournal().startsWith(before)).toBe(true);
  });
});

describeSlow('training in a temporary folder', () => {
  it('removes the folder if the terminal is closed', async () => {
    const place = temporaryFolder();
    const line = 'sweep --mode retrained --network miniature --epochs 1000 --train-images 100 --images 2 --workers 1';
    const hasBegun = () => readdirSync(place).length > 0;
    const { status } = await interruptLifspec(line, 'SIGHUP', hasBegun, { TMPDIR: place });
    expect([status, readdirSync(place)]).toEqual([129, []]);
  });
});
