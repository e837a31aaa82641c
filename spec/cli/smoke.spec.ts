import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { versions } from '../../src/base/version.ts';
import { formatSmokeText } from '../../src/report/smoke.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { expectRefusal, expectSchema, fake, lifspec, messagesIn } from './command-line.ts';

describe('lifspec smoke', () => {
  it('exits with 0 for a sound adapter, lists the checks, and writes a transcript', async () => {
    const path = join(temporaryFolder(), 'messages.jsonl');
    const { status, stdout, stderr } = await lifspec(`smoke --transcript ${path} --`, ...fake('honest'));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/\n\nfake 1.0, JavaScript, float64; supports neuron\n\n✓ neuron\/answers/);
    expect(stdout).toMatch(/^sound: 8 of 8 checks passed, none failed\n/);
    const entries = messagesIn(readFileSync(path, 'utf8'));
    expect(JSON.parse(entries[0].sent)).toEqual({ id: 0, command: 'start', protocol: versions.protocol });
    expect(entries.map((entry) => Object.keys(entry)[1]).slice(0, 3)).toEqual(['sent', 'received', 'sent']);
    expect(entries.at(-1)).toMatchObject({ ended: 'exit code 0' });
  });

  it('exits with 1 for an unsound adapter, and prints JSON that matches the schema', async () => {
    const { status, stdout, stderr } = await lifspec('smoke --report json --', ...fake('no-spikes'));
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'lifspec: the adapter is not sound\n' });
    expectSchema('smoke', JSON.parse(stdout));
    const { results, ...report } = JSON.parse(stdout);
    expect(report).toMatchObject({ verdict: 'unsound', versions });
    const [{ message }] = results;
    const text = formatSmokeText({ ...report, results });
    expect(text.split(message).length - 1).toBeLessThan(
      results.filter((one: (typeof results)[0]) => one.message === message).length,
    );
  });

  it('exits with 3 for an adapter that crashes, and shows once what it wrote to stderr', async () => {
    const { status, stdout, stderr } = await lifspec('smoke --', ...fake('crash-at-start'));
    expect(status).toBe(3);
    expect(stdout).toBe('could not be completed: crash\n');
    expect(stderr).toMatch(
      /^lifspec: the program could not be judged: at the start: ended with exit code 1; on stderr: "ModuleNotFoundError: .*"\n$/,
    );
  });

  it.each([['smoke -- no-such-program', 'no-such-program: there is no such program']])('refuses %s', expectRefusal);
});
