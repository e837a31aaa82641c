import { describe, expect, it } from 'vitest';
import { contenders, type Request, type StartRequest } from '../../bench/contender.ts';
import { openContest } from '../../bench/contest.ts';
import type { Conversation } from '../../bench/conversation.ts';
import { inParallel } from '../../bench/conversation.ts';
import { checkSpiking, measureSpiking } from '../../bench/measure.ts';
import { drawSpeeds } from '../../bench/plot.ts';
import type { BenchResult, BenchSettings } from '../../bench/result.ts';
import { formatSpread, writeMarkdown } from '../../bench/table.ts';

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
const silent = () => {};

describe('a benchmark', () => {
  it('gives every contender a turn in every round', async () => {
    const asked: string[] = [];
    const contest = await openContest(async (peer) => answering(0.5, asked, peer), settings.without, start);
    const measured = await measureSpiking(contest, settings, silent);
    const present = contenders.filter(({ name }) => name !== 'engine-2');
    const rounds = asked.filter((line) => line.endsWith('spikes')).map((line) => line.split(' ')[0]);
    expect(rounds).toEqual([...present, ...present].map(({ peer }) => peer));
    expect(measured.map(({ name }) => name)).toEqual(present.map(({ name }) => name));
    expect(measured.at(-1)).toMatchObject({ images: 10, seconds: [0.5, 0.5], peakBytes: 1e8 });
  });

  it('excludes a contender that computes different classes', async () => {
    const wrong = {
      ...answering(0.5),
      ask: async () => ({ seconds: 1, predicted: classes.map(() => 3), peakBytes: 1 }),
    };
    const contest = await openContest(async (peer) => (peer === 'nengo-dl' ? wrong : answering(0.5)), [], start);
    const checks = await checkSpiking(contest, settings, classes, silent);
    expect(contest.missing).toMatchObject([
      { name: 'nengo-dl', reason: "computes different results: it gives NengoDL's class on 0 of 10 images" },
    ]);
    expect(checks.map(({ name }) => name)).not.toContain('nengo-dl');
  });

  it('reports missing contenders and the reason in every output', async () => {
    const contest = await openContest(
      async (peer) => {
        if (peer === 'nengo-dl') throw new Error('needs Python ==3.11.*, but python3 is 3.13.1');
        return peer === 'pytorch' ? failing('ended with SIGKILL: out of memory') : answering(0.1);
      },
      settings.without,
      start,
    );
    const spiking = await measureSpiking(contest, settings, silent);
    const result = resultOf({ spiking, missing: contest.missing });
    for (const output of [writeMarkdown(result), JSON.stringify(result), drawSpeeds(result)]) {
      expect(output).toContain('needs Python ==3.11.*, but python3 is 3.13.1');
      expect(output).toContain('ended with SIGKILL: out of memory');
      expect(output).toContain('excluded by --without');
    }
    expect(spiking.map(({ name }) => name)).toEqual(['readable', 'engine-1', 'two-processes']);
  });
});

describe('the table', () => {
  it('compares every contender with the references, round by round', () => {
    const one = { title: 'engine', images: 100, peakBytes: 151e6 };
    const spiking = [
      { ...one, name: 'engine-1', seconds: [0.25, 1] },
      { ...one, name: 'nengo-dl', title: 'NengoDL', seconds: [4, 20] },
    ];
    const markdown = writeMarkdown(resultOf({ spiking }));
    expect(markdown).toMatch(/\| engine +\| +100 \| +250 \(100–400\) \| +18\.0 \(16\.0–20\.0\) \| +151 \|/);
  });

  it('shows three significant digits', () => {
    expect(formatSpread({ median: 36.12, least: 3.345, most: 141.4 })).toBe('36.1 (3.35–141)');
  });
});

describe('two parallel processes', () => {
  it('split the images and take as long as the slower process', async () => {
    const both = inParallel([answering(0.5), answering(0.75)]);
    const request: Request = { command: 'spikes', first: 0, images: 9, steps: 30, amplitude: 0.01, batchSize: 1 };
    const answer = await both.ask(request);
    expect(answer).toMatchObject({ seconds: 0.75, predicted: classes.slice(0, 9), peakBytes: 2e8 });
  });
});

function answering(seconds: number, asked: string[] = [], name = ''): Conversation {
  return {
    ask: async (request) => {
      asked.push(`${name} ${request.command}`);
      if (request.command !== 'spikes') return { seconds, peakBytes: 1e8, versions: {} };
      return { seconds, peakBytes: 1e8, predicted: classes.slice(request.first, request.first + request.images) };
    },
    stop: silent,
  };
}

function failing(message: string): Conversation {
  return {
    ask: async (request) => {
      if (request.command !== 'start') throw new Error(message);
      return { peakBytes: 1 };
    },
    stop: silent,
  };
}

function resultOf(parts: Partial<BenchResult>): BenchResult {
  const machine = { processor: 'a processor', cores: 2, memoryBytes: 1, system: 'a system', loadBefore: 0 };
  const empty = { versions: {}, missing: [], checks: [], spiking: [], training: [], costs: [] };
  return { lifspec: '0', machine, settings, ...empty, ...parts };
}
