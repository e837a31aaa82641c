import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { expectRefusal, fake, lifspec, messagesIn, serve } from './command-line.ts';

describe('lifspec compare', () => {
  it.each([
    [
      'compare python a.py',
      'two programs are needed, separated by --, such as lifspec compare python a.py -- python b.py',
    ],
    ['compare python a.py --', 'two programs are needed'],
    ['compare uv run -- a -- b', '-- separates the two programs, but occurs 2 times; put a command that contains --'],
    ['compare --images -1 a -- b', '--images must be a whole number of 0 or more, but is "-1"'],
    ['compare --report html=a --transcript ./a x -- y', '--transcript ./a: another option writes to this file'],
    ['compare true -- ./nowhere', 'B (./nowhere): ./nowhere: there is no such program'],
    ['compare ./nowhere -- ./neither', 'A (./nowhere): ./nowhere: there is no such program'],
  ])('refuses %s', (line, message) => expectRefusal(line, message));

  it('refuses two programs that have no capability in common', async () => {
    const low = [...serve, '--mutant', 'low-pass-squares'];
    const { status, stderr } = await lifspec('compare --', ...low, '--', ...fake('honest'));
    expect(status).toBe(2);
    expect(stderr).toBe(
      'lifspec: there is nothing to compare: A supports synapse, B supports neuron; both must support one of neuron, tuning, synapse, network\n',
    );
  });

  it.each([
    ['A', 'crash-at-start', /could not be judged: at the start: ended with exit code/],
    ['B', 'crash-in-the-middle', /could not be judged: request 1 \(neuron\): ended with signal SIGSEGV/],
    ['B', 'hang-in-the-middle', /could not be judged: request \d+ \(neuron\): .* 1 s/],
    ['A', 'garbage-in-the-middle', /could not be judged: request 1 \(neuron\): wrote a line that is not a JSON object/],
  ])('attributes a fault to the right one of two programs: %s, %s', async (side, name, message) => {
    const line = `compare --answer-limit ${name.startsWith('hang') ? 1 : 30} --`;
    const [a, b] = side === 'A' ? [name, 'honest'] : ['honest', name];
    const { status, stdout, stderr } = await lifspec(line, ...fake(a), '--', ...fake(b));
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(new RegExp(`^lifspec: ${side} \\(${process.execPath} spec`));
  });

  it('names the program in each line of a transcript', async () => {
    const file = join(temporaryFolder(), 'messages.jsonl');
    await lifspec(`compare --transcript ${file} --`, ...fake('crash-in-the-middle'), '--', ...fake('honest'));
    const entries = messagesIn(readFileSync(file, 'utf8'));
    expect(new Set(entries.map(({ program }) => program.slice(0, 3)))).toEqual(new Set(['A (', 'B (']));
  });
});
