import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/program.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { fake, lifspec } from './command-line.ts';

describe('lifspec smoke', () => {
  it('ends with 0 for a sound adapter, says what it did, and keeps all that was said', () => {
    const path = join(temporaryFolder(), 'said.jsonl');
    const { status, stdout, stderr } = lifspec('smoke', '--transcript', path, '--', ...fake('honest'));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/\n\nfake 1.0, JavaScript, float64; supports neuron\n\n✓ neuron\/answers/);
    expect(stdout).toMatch(/\n– not supported: tuning, synapse, network, seeded, training\n/);
    expect(stdout).toMatch(/^sound: 7 of 7 checks passed, none failed\n/);
    const said = readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(JSON.parse(said[0].sent)).toEqual({ id: 0, command: 'start', protocol: 1 });
    expect(said.at(-1)).toMatchObject({ ended: 'exit code 0' });
  });

  it('ends with 1 for an adapter that is not sound, and its JSON fits its schema', () => {
    const { status, stdout, stderr } = lifspec('smoke', '--report', 'json', '--', ...fake('no-spikes'));
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'lifspec: the adapter is not sound\n' });
    const validate = new Ajv2020().compile(JSON.parse(readFileSync('fixtures/schemas/smoke.schema.json', 'utf8')));
    expect(validate(JSON.parse(stdout))).toBe(true);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'unsound', versions: { protocol: 1 } });
  });

  it('ends with 3 if the check could not be completed, and shows stderr', () => {
    const { status, stdout, stderr } = lifspec('smoke', '--', ...fake('crash-at-start'));
    expect(status).toBe(3);
    expect(stdout).toMatch(
      /^could not be completed: crash\nat the start: ended with exit code 1.*\n\nstderr:\n {2}ModuleNotFoundError: /s,
    );
    expect(stderr).toMatch(/^lifspec: the implementation could not be judged: at the start: ended with exit code 1/);
  });

  it('refuses a size that no text has', async () => {
    const said: string[] = [];
    const status = await runCommandLine(['smoke', '--size-limit', '1000', '--', 'true'], (line) => said.push(line));
    expect([status, ...said]).toEqual([2, '--size-limit must be at most 256, but is "1000"']);
  });

  it('says by its exit code what it has found though nobody reads the report', async () => {
    const child = spawn(process.execPath, ['dist/src/cli/main.js', 'smoke', '--', ...fake('no-spikes')]);
    child.stdout.destroy();
    let said = '';
    child.stderr.on('data', (text) => {
      said += text;
    });
    const status = await new Promise((resolve) => child.once('close', resolve));
    expect([status, said]).toEqual([1, 'lifspec: the adapter is not sound\n']);
  });

  it('ends with 2 if there is no such program', () => {
    const { status, stderr } = lifspec('smoke', '--', 'no-such-program');
    expect({ status, stderr }).toEqual({ status: 2, stderr: 'lifspec: no-such-program: there is no such program\n' });
  });
});
