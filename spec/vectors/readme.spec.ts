import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { publishedVectors } from '../../src/vectors.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const page = readFileSync('fixtures/README.md', 'utf8');
const [, example = ''] = /```python\n([\s\S]*?)```/.exec(page) ?? [];
const hasPython = spawnSync('python3', ['--version']).status === 0;

/** Runs the example in the README beside a simulator. */
function runExample(simulator: string): string {
  const folder = temporaryFolder();
  symlinkSync(resolve('fixtures'), join(folder, 'fixtures'));
  cpSync('spec/vectors/my_simulator.py', join(folder, 'textbook.py'));
  writeFileSync(join(folder, 'my_simulator.py'), simulator);
  writeFileSync(join(folder, 'try.py'), example);
  const { stdout, stderr } = spawnSync('python3', ['try.py'], { cwd: folder, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout;
}

describe('fixtures/README.md', () => {
  it.runIf(hasPython)('has a Python example that passes a correct simulator', () => {
    const ofNeurons = publishedVectors().filter(({ capability }) => capability === 'neuron');
    expect(runExample('from textbook import neuron as simulate\n')).toBe(`0 of ${ofNeurons.length} vectors failed\n`);
  });

  it.runIf(hasPython)('has an example that reports the bug of a wrong simulator', () => {
    const said = runExample(
      'import textbook\nsimulate = lambda given: textbook.neuron(given, lambda voltage: voltage - 1)\n',
    );
    expect(said).toContain('neuron/lif/one-strong-pulse: ');
    expect(said).toMatch(/\nlike .*reset=subtract/);
    expect(said).not.toContain('neuron/lif/leak');
  });

  it('explains every field of a vector', () => {
    const fields = new Set(publishedVectors().flatMap((vector) => Object.keys(vector)));
    for (const field of fields) expect(page).toContain(`| \`${field}\``);
  });
});
