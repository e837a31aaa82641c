import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import written from '../fixtures/vectors/kill-matrix.json' with { type: 'json' };
import { catalogue, type KillMatrix, type Kills, killMatrix } from '../properties/kill-matrix.ts';
import { exploration } from '../properties/runs.ts';
import { countKilled, describeKillMatrix, formatKillMatrix } from '../scripts/kill-matrix/describe-kill-matrix.ts';
import { triedOnNengo } from '../scripts/kill-matrix/nengo-suite.ts';
import { publishedVectors } from '../src/vectors.ts';

const matrix: KillMatrix = written;
const all = Object.values(matrix);
const ofPort = all.filter(({ vectors }) => vectors !== undefined);

describe('the kill matrix', () => {
  it('lists every mutant of the catalog once, in catalog order', () => {
    expect(Object.keys(matrix)).toEqual(catalogue.map(({ name }) => name));
  });

  it('covers neurons, tuning, synapses, seeding, networks, their training, NIR, the protocol, building, streams, channels and trainers', () => {
    const topics =
      'neuron,tuning,synapse,seeding,network,trained network,NIR,protocol,building,stream,channel,training';
    expect(new Set(all.map(({ topic }) => topic))).toEqual(new Set(topics.split(',')));
  });

  it('has vectors that kill 93 % of the mutants of the interface without any law; none are about training or NIR', () => {
    // no vector contains the 200,000 draws that show some faults of drawing
    const isByChance = ({ laws }: Kills) => laws.join() === 'seeded/like-chance-in-many';
    const judged = ofPort.filter((one) => one.topic !== 'trained network' && one.topic !== 'NIR' && !isByChance(one));
    expect(countKilled(judged, ({ vectors }) => vectors) / judged.length).toBeGreaterThanOrEqual(0.93);
  });

  it('has laws and vectors that together kill every mutant', () => {
    expect(countKilled(all, ({ laws, vectors = [] }) => [...laws, ...vectors])).toBe(all.length);
  });

  // mutants.spec.ts checks the laws that kill it
  it('lists for each mutant the vectors that list it', async () => {
    const withoutLaws = catalogue.map((mutant) => ({ ...mutant, brokenLaws: async () => [] }));
    const made = await killMatrix(publishedVectors(), exploration({}), withoutLaws);
    const vectorsOf = (one: KillMatrix) => Object.entries(one).map(([name, { vectors }]) => [name, vectors]);
    expect(vectorsOf(matrix)).toEqual(vectorsOf(made));
  });

  it('is published as a page and as data, one mutant per line', () => {
    expect(readFileSync('fixtures/vectors/kill-matrix.md', 'utf8')).toBe(describeKillMatrix(matrix, catalogue));
    expect(readFileSync('fixtures/vectors/kill-matrix.json', 'utf8')).toBe(formatKillMatrix(matrix));
  });
});

describe("the mutants on which Nengo's own tests were run", () => {
  it('number 26, of which those tests kill 23', () => {
    expect(new Set(triedOnNengo.map(({ mutant }) => mutant)).size).toBe(26);
    expect(triedOnNengo.filter(({ killedByNengo }) => killedByNengo).length).toBe(23);
  });

  for (const { change, mutant, killedByNengo } of triedOnNengo) {
    const { vectors = [], laws = [] } = matrix[mutant] ?? {};
    const there = killedByNengo ? '' : ', and passes all of those tests';
    it(`${change}: ${mutant} dies of ${vectors.length} vectors and ${laws.length} laws${there}`, () => {
      expect(vectors).not.toEqual([]);
      expect(laws).not.toEqual([]);
    });
  }
});
