import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { installedPython, preparePython } from '../../adapters/environment.ts';
import { MissingLanguage } from '../../adapters/languages.ts';
import { prepareAdapter } from '../../adapters/prepare.ts';
import type { NeuronInput } from '../../src/conformance/implementation.ts';
import { readInput } from '../../src/conformance/protocol/capabilities.ts';
import { type Connection, connect } from '../../src/conformance/protocol/driver/connect.ts';
import { reference } from '../../src/conformance/reference.ts';
import { alsoSlow, describeSlow, isSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Inputs of Nengo. */
const nengo = JSON.parse(readFileSync('fixtures/nengo/lif.json', 'utf8')) as {
  readonly cases: readonly { readonly id: string; readonly input: unknown }[];
};
const cases = nengo.cases.map(({ id, input }) => ({ id, input: readInput('neuron', input) as NeuronInput }));
const [{ input }] = cases as [(typeof cases)[number]];
const several = {
  ...input,
  initialVoltage: [0, 0.5, 1],
  current: input.current.map(([value = 0]) => [value, 0, 2 * value]),
};

/** Adapters that run on most machines. Those for which a compiler is started are slow. */
const adapters = [
  ['perl-adapter.pl', 'perl'],
  ['lua-adapter.lua', 'lua5.4'],
  ...(isSlow
    ? [
        ['c-adapter.c', 'cc'],
        ['rust-adapter.rs', 'rustc'],
      ]
    : []),
].filter(([, program = '']) => spawnSync(program, ['--version']).error === undefined);

it('names the language that is missing, and the package that contains it', async () => {
  vi.stubEnv('PATH', '');
  const preparing = prepareAdapter('rust-adapter.rs', () => {});
  await expect(preparing).rejects.toThrow('there is no rustc, which Rust needs; Debian has it in the package rustc');
  await expect(preparing).rejects.toBeInstanceOf(MissingLanguage);
  vi.unstubAllEnvs();
});

it('names the version of Python that is missing', async () => {
  const script = join(temporaryFolder(), 'adapter.py');
  writeFileSync(script, '# requires-python = "==2.0.*"\n# dependencies = ["numpy"]\n');
  const preparing = preparePython(script, () => {});
  await expect(preparing).rejects.toThrow('needs Python 2.0, but ');
  await expect(preparing).rejects.toBeInstanceOf(MissingLanguage);
});

describe.each(adapters)('the adapter %s', alsoSlow, (file = '') => {
  let connection: Connection;
  beforeAll(async () => {
    connection = await connect(await prepareAdapter(file, () => {}));
  });
  afterAll(() => connection.close());

  it.each([...cases.map((one) => [one.id, one.input] as const), ['several neurons side by side', several] as const])(
    'fires in the same steps as the reference: %s',
    async (_, one) => {
      const expected = await reference().neuron?.(one);
      const got = await connection.implementation.neuron?.(one);
      expect(got).toMatchObject({ spikes: expected?.spikes, spikeHeight: expected?.spikeHeight });
      const voltages = expected?.voltage?.flat() ?? [];
      for (const [index, voltage] of (got?.voltage?.flat() ?? []).entries())
        expect(voltage).toBeCloseTo(voltages[index] ?? 0, 11);
    },
  );
});

/** The spikes of ten neurons, changed from NEST to a simulator, behind a program that speaks the protocol. */
const spikesOf = (kind: string, simulator: string, ...program: readonly string[]): string =>
  execFileSync('python3', ['adapters/ten-neurons.py', kind, simulator, ...program], {
    encoding: 'utf8',
    stdio: 'pipe',
  });

describeSlow('ten neurons that are moved from NEST as docs/compare.md says', () => {
  const reference = [process.execPath, 'dist/src/cli/main.js', 'serve'];
  const table = readFileSync('docs/compare.md', 'utf8').split('| from NEST')[1];

  it.each([
    ['exponential', 'nest', 141],
    ['exponential', 'brian2', 141],
    ['exponential', 'brainpy', 141],
    ['exponential', 'norse', 141],
    ['delta', 'nest', 108],
    ['delta', 'brian2', 108],
    ['delta', 'brainpy', 108],
  ] as const)('fire in the same steps, with %s events in %s, where it is installed', (kind, simulator, spikes) => {
    const expected = spikesOf(kind, 'nest', ...reference);
    expect(expected.match(/ \d+/g)).toHaveLength(spikes);
    expect(table).toContain(`${spikes} of ${spikes}`);
    const adapter = `adapters/${simulator}-events-adapter.py`;
    const python = installedPython(adapter);
    if (python !== undefined) expect(spikesOf(kind, simulator, python, adapter)).toBe(expected);
  });

  it.each([
    ['brainpy', 176],
    ['norse', 148],
  ] as const)('fire in other steps if nothing is changed in %s', (simulator, spikes) => {
    expect(table).toMatch(new RegExp(`Unchanged, the model fires .*${spikes} times`));
    const adapter = `adapters/${simulator}-events-adapter.py`;
    const python = installedPython(adapter);
    if (python !== undefined)
      expect(spikesOf('exponential', 'nest', python, adapter).match(/ \d+/g)).toHaveLength(spikes);
  });
});
