import { describe, expect, it } from 'vitest';
import { contenders, type StartRequest } from '../../bench/contender.ts';
import { type BenchSettings, check, measure, openContest, spikesWork } from '../../bench/contest.ts';
import type { Conversation } from '../../bench/conversation.ts';
import { writeMarkdown } from '../../bench/table.ts';

const settings: BenchSettings = {
  images: 10,
  trainImages: 200,
  repetitions: 2,
  steps: 30,
  amplitude: 0.01,
  without: ['engine-2'],
};
const start: StartRequest = { command: 'start', testImages: '', trainImages: '', trainLabels: '', weights: '' };
const classes = [7, 2, 1, 0, 4, 1, 4, 9, 5, 9];
const work = spikesWork(settings, classes);

/** A process that gives these classes. */
const answering = (asked: string[] = [], name = '', predicted = classes): Conversation => ({
  ask: async (request) => {
    asked.push(`${name} ${request.command}`);
    if (request.command !== 'spikes') return { peakBytes: 1e8, versions: {} };
    return { seconds: 0.5, peakBytes: 1e8, spikes: 1000, predicted: predicted.slice(0, request.images) };
  },
  stop: () => {},
});

describe('a benchmark', () => {
  it('gives every contender a turn in every round', async () => {
    const asked: string[] = [];
    const contest = await openContest(async (peer) => answering(asked, peer), settings.without, start);
    const measured = await measure(contest, work, 2);
    const present = contenders.filter(({ name }) => name !== 'engine-2');
    const rounds = asked.filter((line) => line.endsWith('spikes')).map((line) => line.split(' ')[0]);
    expect(rounds).toEqual([...present, ...present].map(({ peer }) => peer));
    expect(measured.map(({ name }) => name)).toEqual(present.map(({ name }) => name));
    expect(measured.at(-1)).toMatchObject({ images: 10, seconds: [0.5, 0.5], peakBytes: 1e8 });
  });

  it('excludes a contender that computes different classes', async () => {
    const threes = classes.map(() => 3);
    const open = async (peer: string) => answering([], peer, peer === 'nengo-dl' ? threes : classes);
    const contest = await openContest(open, [], start);
    const checks = await check(contest, work);
    expect(contest.missing).toMatchObject([
      { name: 'nengo-dl', statement: "computes different results: it gives NengoDL's class on 0 of 10 images" },
    ]);
    expect(checks.map(({ name }) => name)).not.toContain('nengo-dl');
  });

  it('excludes a convention that does not fire as often as the neurons of the definition', async () => {
    const open = async (peer: string): Promise<Conversation> => {
      const usual = answering([], peer);
      if (peer !== 'conventions') return usual;
      const counts: Record<string, number> = { definition: 1000, unscaled: 1021 };
      const spikes = (request: object) => counts[(request as { convention?: string }).convention ?? ''] ?? 1019;
      return { ...usual, ask: async (request) => ({ ...(await usual.ask(request)), spikes: spikes(request) }) };
    };
    const contest = await openContest(open, [], start);
    const checks = await check(contest, spikesWork(settings, classes));
    expect(contest.missing).toMatchObject([
      { name: 'unscaled', statement: expect.stringContaining('has 1021 spikes, the neurons of the definition 1000') },
    ]);
    expect(checks.map(({ name }) => name)).toContain('late-reset');
  });

  it('reports missing contenders and the reason, and compares the others round by round', async () => {
    const open = async (peer: string) => {
      if (peer === 'nengo-dl') throw new Error('needs Python ==3.11.*, but python3 is 3.13.1');
      return answering([], peer);
    };
    const { missing } = await openContest(open, settings.without, start);
    const one = { title: 'engine', images: 100, peakBytes: 151e6 };
    const spiking = [
      { ...one, name: 'engine-1', seconds: [0.25, 1] },
      { ...one, name: 'nengo-dl', title: 'NengoDL', seconds: [4, 20] },
    ];
    const rest = { lifspec: '0', machine: 'a machine', loadBefore: 0, versions: {}, checks: [], training: [] };
    const markdown = writeMarkdown({ ...rest, settings, missing, spiking });
    expect(markdown).toContain('needs Python ==3.11.*, but python3 is 3.13.1');
    expect(markdown).toContain('excluded by --without');
    expect(markdown).toContain('| engine | 100 | 250 (100–400) | 18.0 (16.0–20.0) | 151 |');
  });
});
