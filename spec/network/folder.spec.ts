import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/input-error.ts';
import { nengoDlDirectory } from '../../src/base/package-root.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import { type DescribedNetwork, parseDescription } from '../../src/study/network/description.ts';
import { readNetwork, writeNetwork } from '../../src/study/network/folder.ts';
import { digestNetwork } from '../../src/study/run/digest.ts';
import { temporaryFolder } from '../temporary-folder.ts';

describe('a folder of weights', () => {
  let folder = '';
  beforeEach(() => {
    folder = temporaryFolder();
  });

  const refusal = () => {
    try {
      readNetwork(folder);
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      const { message } = error as Error;
      expect(message).not.toContain('\n');
      return message.replace(`${folder}`, 'weights').replaceAll('\\', '/');
    }
    return 'accepted';
  };
  const change = (name: string, edit: (text: string) => string) => {
    const file = join(folder, name);
    writeFileSync(file, edit(readFileSync(file, 'latin1')), 'latin1');
  };

  it('returns a network as it was written', () => {
    const network = build(miniature, 3, { amplitude: 0.05 });
    writeNetwork(folder, network);
    expect(readNetwork(folder)).toEqual(network);
    const subtracting: DescribedNetwork = { ...network, neurons: 'reset-by-subtraction' };
    writeNetwork(folder, subtracting);
    expect(readNetwork(folder)).toEqual(subtracting);
    expect(digestNetwork(subtracting)).not.toBe(digestNetwork(network));
  });

  it('may contain the network.json that docs/own-network.md shows', () => {
    const [, example = ''] = /```json\n([\s\S]*?)```/.exec(readFileSync('docs/own-network.md', 'utf8')) ?? [];
    const { architecture, neurons } = parseDescription(example, 'example');
    expect([neurons, architecture.neuron.tauRcSeconds]).toEqual(['reset-by-subtraction', 20]);
  });

  it('needs no initial voltages, which are then 0', () => {
    writeNetwork(folder, build(miniature, 3));
    rmSync(join(folder, 'initial_voltage.npy'));
    expect(readNetwork(folder).initialVoltage[1]?.every((voltage) => voltage === 0)).toBe(true);
  });

  it('is refused if it does not exist or contains something else', () => {
    expect(refusal()).toMatch(/^weights\/network\.json: is missing/);
    rmSync(folder, { recursive: true });
    expect(refusal()).toBe('weights: there is no such folder of weights');
    cpSync(nengoDlDirectory(), folder, { recursive: true });
    rmSync(join(folder, 'conv2_bias.npy'));
    expect(refusal()).toBe('weights/conv2_bias.npy: is missing from the folder of weights');
  });

  it('is refused if an array does not match the architecture', () => {
    writeNetwork(folder, build(miniature, 0));
    cpSync(join(nengoDlDirectory(), 'conv1_kernel.npy'), join(folder, 'conv1_kernel.npy'));
    expect(refusal()).toBe(
      'weights/conv1_kernel.npy: shape is (3, 3, 1, 32), expected (5, 5, 1, 8) (row, column, input channel, output channel)',
    );
  });

  it('is refused without its architecture and the amplitude of its training', () => {
    writeNetwork(folder, build(miniature, 0));
    change('network.json', (text) => text.replace(/ *"trainedAmplitude".*\n/, ''));
    expect(refusal()).toMatch(/^weights\/network\.json: trainedAmplitude: /);
    rmSync(join(folder, 'network.json'));
    expect(refusal()).toMatch(/^weights\/network\.json: is missing; it must contain .*trainedAmplitude/);
  });

  it('is refused if its arrays contain bytes, NaN, or a voltage above the threshold', () => {
    writeNetwork(folder, build(miniature, 0));
    const { layers, ...rest } = build(miniature, 0);
    layers[0]?.kernel.fill(Number.NaN, 7, 8);
    expect(() => writeNetwork(folder, { ...rest, layers })).toThrow(RangeError);
    change('conv2_bias.npy', (text) => `${text.slice(0, -4)}\x00\x00\xc0\x7f`);
    expect(refusal()).toBe('weights: conv2 bias[15] must be a finite number, but is NaN');
    writeNetwork(folder, build(miniature, 0));
    change('initial_voltage.npy', (text) => `${text.slice(0, -4)}\x00\x00\x00\x40`);
    expect(refusal()).toBe('weights: layer2 initial voltage must be at most 1, but is 2');
    change('dense_bias.npy', (text) => text.slice(0, -30).replace('<f4', '|u1'));
    expect(refusal()).toBe('weights/dense_bias.npy: expected floating-point numbers, found bytes');
  });

  it.each([
    ['is cut off', '"classes"', '"cl', 'weights/network.json: is not JSON'],
    [
      'has an unknown key',
      '"classes"',
      '"clases"',
      /network\.json: architecture.*; architecture\.clases: is not a field$/,
    ],
    [
      'has a hostile name',
      '"miniature"',
      '"\\u001b[2J"',
      /architecture\.name: expected no control or invisible characters, /,
    ],
    [
      'has unknown neurons',
      '"lifspec": 1',
      '"lifspec": 1, "neurons": "soft"',
      /\.json: neurons: expected one of "lif", .* but got "soft"$/,
    ],
    ['has a max rate that is too high', '"maxRateHz": 100', '"maxRateHz": 500', /^weights: maxRateHz/],
  ])('is refused if network.json %s', (_, right, wrong, message) => {
    writeNetwork(folder, build(miniature, 0));
    change('network.json', (text) => text.replace(right, wrong));
    expect(refusal()).toMatch(message);
  });
});
