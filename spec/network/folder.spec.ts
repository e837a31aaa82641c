import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/input-error.ts';
import { nengoDlDirectory } from '../../src/base/package-root.ts';
import { Refusal } from '../../src/base/requirement.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import { type DescribedNetwork, parseDescription } from '../../src/study/network/description.ts';
import { readNetwork, writeNetwork } from '../../src/study/network/folder.ts';
import { prepareGiven, type StudyRequest } from '../../src/study/prepare.ts';
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
    const readoutTauSeconds = Number.POSITIVE_INFINITY;
    const summing: DescribedNetwork = { ...network, architecture: { ...network.architecture, readoutTauSeconds } };
    writeNetwork(folder, summing);
    expect(readNetwork(folder)).toEqual(summing);
  });

  it('says how its network is run, unless a study says otherwise', () => {
    const others = { synapseSeconds: 0.005, steps: 40, dtSeconds: 0.002 };
    writeNetwork(folder, { ...build(miniature, 3), defaults: { minVoltage: -0.5, ...others } });
    const settingsOf = (request: StudyRequest) =>
      prepareGiven({ weights: folder, images: 1, amplitudes: [0.01], ...request }).settings;
    expect(settingsOf({})).toMatchObject({ ...others, minVoltages: [-0.5] });
    expect(settingsOf({ steps: 7, minVoltages: [null] })).toMatchObject({
      steps: 7,
      minVoltages: [null],
      dtSeconds: 0.002,
    });
    writeNetwork(folder, { ...build(miniature, 3), defaults: { minVoltage: null } });
    expect(settingsOf({})).toMatchObject({ minVoltages: [null], steps: 30, dtSeconds: 0.001 });
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

  it('is not written with a number that is NaN', () => {
    const { layers, ...rest } = build(miniature, 0);
    layers[0]?.kernel.fill(Number.NaN, 7, 8);
    expect(() => writeNetwork(folder, { ...rest, layers })).toThrow(Refusal);
  });

  const without = (name: string) => () => rmSync(join(folder, name), { recursive: true });
  const inArray = (name: string, end: string) => () => change(name, (text) => text.slice(0, -4) + end);
  const inDescription = (right: string | RegExp, wrong: string) => () =>
    change('network.json', (text) => text.replace(right, wrong));

  it.each<[what: string, damage: () => void, message: string | RegExp]>([
    ['it does not exist', without(''), 'weights: there is no such folder of weights'],
    ['an array is missing', without('conv2_bias.npy'), 'weights/conv2_bias.npy: is missing from the folder of weights'],
    [
      'an array has another shape',
      () => cpSync(join(nengoDlDirectory(), 'conv1_kernel.npy'), join(folder, 'conv1_kernel.npy')),
      'conv1_kernel.npy: shape is (3, 3, 1, 32), expected (5, 5, 1, 8) (row, column, input channel, output channel)',
    ],
    [
      'a number is NaN',
      inArray('conv2_bias.npy', '\x00\x00\xc0\x7f'),
      'weights: conv2 bias[15] must be a finite number, but is NaN',
    ],
    [
      'a voltage is above the threshold',
      inArray('initial_voltage.npy', '\x00\x00\x00\x40'),
      'weights: layer2 initial voltage must be at most 1, but is 2',
    ],
    [
      'an array contains bytes',
      () => change('dense_bias.npy', (text) => text.slice(0, -30).replace('<f4', '|u1')),
      'weights/dense_bias.npy: type of numbers must be one of <f4 <f8, but is |u1',
    ],
    ['network.json is missing', without('network.json'), /^weights\/network\.json: is missing; .*trainedAmplitude/],
    ['network.json has no amplitude', inDescription(/ *"trainedAmplitude".*\n/, ''), '.json: trainedAmplitude: '],
    ['network.json is cut off', inDescription('"classes"', '"cl'), 'weights/network.json: is not JSON'],
    [
      'network.json has an unknown key',
      inDescription('"classes"', '"clases"'),
      'architecture.classes: expected number, but got nothing',
    ],
    [
      'network.json has a hostile name',
      inDescription('"miniature"', '"\\u001b[2J"'),
      'architecture.name: expected no control or invisible characters, ',
    ],
    [
      'network.json has unknown neurons',
      inDescription('"lifspec": 1', '"lifspec": 1, "neurons": "soft"'),
      /\.json: neurons: expected one of "lif", .* but got "soft"$/,
    ],
    [
      'its defaults have a floor above 0',
      inDescription('"lifspec": 1', '"lifspec": 1, "defaults": { "minVoltage": 1 }'),
      'network.json: defaults.minVoltage: expected number of at most 0, but got 1',
    ],
    ['a max rate is too high', inDescription('"maxRateHz": 100', '"maxRateHz": 500'), /^weights: maxRateHz/],
  ])('is refused if %s', (_, damage, message) => {
    writeNetwork(folder, build(miniature, 0));
    damage();
    if (typeof message === 'string') expect(refusal()).toContain(message);
    else expect(refusal()).toMatch(message);
  });
});
