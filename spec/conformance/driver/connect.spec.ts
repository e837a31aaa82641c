import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/base/input-error.ts';
import { Refusal } from '../../../src/base/requirement.ts';
import { versions } from '../../../src/base/version.ts';
import type { NeuronInput } from '../../../src/conformance/implementation.ts';
import { connect } from '../../../src/conformance/protocol/driver/connect.ts';
import { capabilityNames } from '../../../src/conformance/protocol/protocol.ts';
import { servedLimits } from '../../../src/conformance/protocol/size-limits.ts';
import { serve } from '../../cli/command-line.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const input: NeuronInput = {
  dtSeconds: 0.001,
  tauRcSeconds: 0.02,
  tauRefSeconds: 0,
  amplitude: 1,
  minVoltage: Number.NEGATIVE_INFINITY,
  initialVoltage: [0, 0.5],
  current: Array.from({ length: 20 }, () => [3, -0]),
};

describe('a connection to a program', () => {
  it('describes the program, answers concurrent calls, passes on refusals, and stops it', async () => {
    const { description, implementation, close } = await connect([...serve, '--precision', 'float32']);
    expect(description).toEqual({
      id: 0,
      protocol: versions.protocol,
      capabilities: capabilityNames,
      precision: 'float32',
      implementation: { name: 'lifspec reference, float32', version: versions.lifspec, language: 'TypeScript' },
      limits: servedLimits,
      refuses: true,
    });
    const run = async (changed: Partial<NeuronInput>) => implementation.neuron?.({ ...input, ...changed });
    await expect(run({ tauRcSeconds: -1 })).rejects.toThrow(
      new Refusal('tauRcSeconds must be a finite number above 0, but is -1'),
    );
    await expect(run({ tauRcSeconds: Number.NaN })).rejects.toThrow(Refusal);
    const outputs = await Promise.all([1, 2, 3, 4, 5].map((amplitude) => run({ amplitude })));
    expect(outputs.map((output) => Math.round(output?.spikeHeight ?? 0))).toEqual([1000, 2000, 3000, 4000, 5000]);
    expect(outputs[0]?.spikes).toEqual([[8, 17], []]);
    await close();
  });

  const noProgram = 'there is no such program';
  it.each([
    ['', 'the command to start is missing'],
    ['no-such-program', `no-such-program: ${noProgram}`],
    [
      'python adapter.py',
      `python adapter.py: ${noProgram}; it is started without a shell, so the program and each argument must be separate words`,
    ],
    ['./package.json', './package.json: it is not executable (EACCES); make it executable with chmod +x'],
    ['./spec', './spec: it is a folder, not a program'],
    [
      'package.json',
      `package.json: ${noProgram}; names without / are looked up in PATH, so write ./package.json for the file in this folder`,
    ],
    ['./package.json/adapter', './package.json/adapter: it cannot be run (ENOTDIR)'],
    [`./${'a'.repeat(300)}`, `./${'a'.repeat(198)}…: it cannot be run (ENAMETOOLONG)`],
  ])('fails if the program cannot be started: %s', async (file, message) => {
    await expect(connect([file])).rejects.toThrow(new InputError(message));
  });

  it('fails if its arguments are too long', async () => {
    const before = process.listenerCount('SIGINT');
    await expect(connect(['node', 'a'.repeat(2 ** 23)])).rejects.toThrow(
      new InputError('node: its arguments are too long for the system (E2BIG)'),
    );
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  it('fails if its interpreter is missing', async () => {
    const file = join(temporaryFolder(), 'adapter');
    writeFileSync(file, '#!/no/such/interpreter\n', { mode: 0o755 });
    await expect(connect([file])).rejects.toThrow(`${file}: the interpreter in its first line does not exist`);
  });
});
