import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Chosen } from '../../src/conformance/choices/choice.ts';
import { runChosenEvents } from '../../src/conformance/choices/events-run.ts';
import { reference } from '../../src/conformance/reference.ts';
import type { CompareOutput } from '../../src/report/compare.ts';
import { describeSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { expectRefusal, expectSchema, fake, lifspec, served } from './command-line.ts';

/** A simulator whose neurons receive events, and cannot be asked otherwise. */
const onlyEvents = (eventConventions: Chosen) =>
  served({
    name: 'events',
    precision: 'float64',
    eventConventions,
    events: (input) => runChosenEvents(eventConventions, input),
  });

/** Its first connection has three times its weight, which is no choice. */
const tooStrong = () =>
  served({
    name: 'too strong',
    precision: 'float64',
    events: ({ connections: [first, ...others], ...input }) =>
      runChosenEvents(
        {},
        { ...input, connections: first ? [{ ...first, weight: 3 * first.weight }, ...others] : others },
      ),
  });

/** Answers only the request that tries the protocol, which has 12 steps. */
const triedOnly = () =>
  served({
    name: 'tried',
    precision: 'float64',
    events: (input) => {
      if (input.steps === 12) return runChosenEvents({}, input);
      throw new RangeError('too long');
    },
  });

describe('lifspec compare', () => {
  it.each([
    [
      'compare python a.py',
      'two programs are needed, separated by --, such as lifspec compare python a.py -- python b.py',
    ],
    ['compare python a.py --', 'two programs are needed'],
    ['compare uv run -- a -- b', '-- separates the two programs, but occurs 2 times; put a command that contains --'],
    ['compare --images -1 a -- b', '--images: expected number of at least 0, but got "-1"'],
    ['compare ./nowhere -- true', 'A (./nowhere): ./nowhere: there is no such program'],
  ])('refuses %s', (line, message) => expectRefusal(line, message));

  it('refuses programs that have neither neurons nor events in common', async () => {
    const low = served('synapse-signal=squared');
    const { status, stderr } = await lifspec('compare --', ...low, '--', ...onlyEvents({}));
    expect(status).toBe(2);
    expect(stderr).toBe(
      'lifspec: A supports only synapse, and B only events; both must support neuron, or both events\n',
    );
  });

  it('says how to move a model between programs that have only events', async () => {
    const b = onlyEvents({ currentInStep: 'start', currentLag: 'a-step-early' });
    const { status, stdout, stderr } = await lifspec('compare --', ...onlyEvents({}), '--', ...b);
    expect([status, stderr]).toEqual([1, 'lifspec: the events of A and B differ\n']);
    expect(stdout).toMatch(/ are compared in their events only: their rules differ\.\n/);
    const [, same, all] = /(\d+) of (\d+) converted probes fire in the same steps in B/.exec(stdout) ?? [];
    expect(Number(same)).toBeGreaterThan(5);
    expect(same).toBe(all);
  });

  it('finds nothing to change between programs whose events follow the same rules', async () => {
    const { status, stdout } = await lifspec('compare --', ...onlyEvents({}), '--', ...onlyEvents({}));
    expect(status).toBe(0);
    expect(stdout).toContain('are compared in their events only: both follow the same rules');
    expect(stdout).not.toContain('converted');
  });

  it('compares the spikes of events whose rules it does not know', async () => {
    const two = await lifspec('compare --', ...tooStrong(), '--', ...tooStrong());
    expect([two.status, two.stderr]).toEqual([0, '']);
    expect(two.stdout).toMatch(
      /in their events only: (\d+) of \1 probes fire in the same steps, but A and B follow no known rules\./,
    );
    const one = await lifspec('compare --', ...onlyEvents({}), '--', ...tooStrong());
    expect([one.status, one.stderr]).toEqual([1, 'lifspec: the events of A and B differ\n']);
    expect(one.stdout).toMatch(
      /in their events only: \d+ of \d+ probes fire in the same steps, but B follows no known/,
    );
  });

  it('judges no events of which both answer no probe', async () => {
    const { status, stdout, stderr } = await lifspec('compare --', ...onlyEvents({}), '--', ...triedOnly());
    expect(stderr).toBe('lifspec: A and B could not be judged: no probe of events is answered by both\n');
    expect(stdout).toMatch(/ could not be compared: no probe of events is answered by both\.\n/);
    expect(status).toBe(3);
  });

  it.each([
    ['A', 'crash-at-start', /could not be judged: at the start: ended with exit code/],
    ['B', 'crash-in-the-middle', /could not be judged: request 1 \(neuron\): ended with signal SIGSEGV/],
    ['A', 'missing-field', /could not be judged: neuron: output.spikeHeight: .*\nthe request \(neuron\):\n/],
  ])('attributes a fault to the right one of two programs: %s, %s', async (side, name, message) => {
    const [a, b] = side === 'A' ? [fake(name), served()] : [served(), fake(name)];
    const { status, stdout, stderr } = await lifspec('compare --', ...a, '--', ...b);
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(new RegExp(`^lifspec: ${side} \\(${process.execPath} spec`));
  });
});

const formats = ['json', 'markdown', 'html'];

describeSlow('lifspec compare', () => {
  it('answers in its first sentence why a mutant differs, and writes every format at once', async () => {
    const folder = temporaryFolder();
    const reports = formats.map((format) => `--report ${format}=${join(folder, format)}`).join(' ');
    const mutant = served('reset=subtract');
    const line = `compare --images 2 --runs 5 ${reports} --`;
    const { status, stdout, stderr } = await lifspec(line, ...served(), '--', ...mutant);
    expect([status, stderr]).toEqual([1, 'lifspec: A and B differ\n']);
    const [answer] = stdout.split('\n');
    expect(answer).toMatch(
      /^lifspec reference, float64 [\d.]+ \(A\) and reset=subtract [\d.]+ \(B\) differ \(same spikes on \d+ of \d+ inputs\): A resets to zero, while B resets by subtraction\.$/,
    );
    const [json, markdown = ''] = formats.map((format) => readFileSync(join(folder, format), 'utf8'));
    const output: CompareOutput = JSON.parse(json as string);
    expectSchema('compare', output);
    expect(output).toMatchObject({ agrees: false, rules: [{ field: 'reset' }] });
    expect(output.digits).toEqual({
      images: 2,
      amplitude: 0.01,
      right: { a: 2, b: 2 },
      otherClass: 0,
    });
    expect(markdown).toContain('A resets to zero, while B resets by subtraction.**');
  });

  it('exits with 0 if every spike is in the same step', async () => {
    const low = served(reference('float32'));
    const steps = await lifspec('compare --runs 5 --images 2 --', ...served(), '--', ...low);
    expect(steps.stdout).toMatch(
      / follow the same rules and agree: only rounding differs; voltages differ by at most \S+e-\d/,
    );
    expect(steps).toMatchObject({ status: 0, stderr: '' });
  });
});
