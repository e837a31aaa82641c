import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { preparePython } from '../../adapters/environment.ts';
import { MissingLanguage } from '../../adapters/languages.ts';
import { prepareAdapter } from '../../adapters/prepare.ts';
import type { NeuronInput } from '../../src/conformance/implementation.ts';
import { readInput } from '../../src/conformance/protocol/capabilities.ts';
import { type Connection, connect } from '../../src/conformance/protocol/driver/connect.ts';
import { reference } from '../../src/conformance/reference.ts';
import { alsoSlow, isSlow } from '../slow.ts';
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
