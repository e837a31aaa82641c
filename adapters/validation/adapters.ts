import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/base/package-root.ts';

/** An adapter, and what is expected of its simulator beside its baseline. */
export interface Adapter {
  /** Kebab-case; also the name of the baseline. */
  readonly name: string;
  /** In the folder of adapters. */
  readonly file: string;
  /** Present if it is not of neurons alone; a NIR importer or exporter need not conform. */
  readonly isOf?: 'network' | 'events' | 'nir';
  /** Whether it must also reach `steps` by Nengo's conventions. */
  readonly isNengo?: true;
  /** Inputs per law; by default as many as in `lifspec check`. */
  readonly runs?: number;
  /** Addresses of issues about differences, in the repository of the simulator. If there are none, a search found none. */
  readonly issues?: readonly string[];
}

const snntorchResets = [
  'https://github.com/jeshraghian/snntorch/issues/341',
  'https://github.com/jeshraghian/snntorch/issues/364',
];
const nestRefractory = 'https://github.com/nest/nest-simulator/issues/3309';

/** Every adapter. Few runs are for those that build a graph, start a kernel or compile for each request. */
export const adapters: readonly Adapter[] = [
  { name: 'nengo', file: 'nengo-adapter.py', isNengo: true },
  { name: 'nengo-dl', file: 'nengo-dl-adapter.py', isNengo: true },
  { name: 'nengo-dl-network', file: 'nengo-dl-network-adapter.py', isOf: 'network', isNengo: true, runs: 2 },
  {
    name: 'nengo-ocl',
    file: 'nengo-ocl-adapter.py',
    issues: ['https://github.com/nengo/nengo-ocl/issues/163'],
  },
  { name: 'brian2', file: 'brian2-adapter.py' },
  { name: 'snntorch', file: 'snntorch-adapter.py', issues: snntorchResets },
  { name: 'snntorch-network', file: 'snntorch-network-adapter.py', isOf: 'network', issues: snntorchResets },
  { name: 'norse', file: 'norse-adapter.py', issues: ['https://github.com/norse/norse/issues/302'] },
  { name: 'nest', file: 'nest-adapter.py', issues: [nestRefractory] },
  { name: 'neuron', file: 'neuron-adapter.py' },
  { name: 'arbor', file: 'arbor-adapter.py' },
  { name: 'sinabs', file: 'sinabs-adapter.py' },
  { name: 'spikingjelly', file: 'spikingjelly-adapter.py' },
  { name: 'rockpool', file: 'rockpool-adapter.py' },
  { name: 'spyx', file: 'spyx-adapter.py' },
  { name: 'brainpy', file: 'brainpy-adapter.py' },
  {
    name: 'pynn',
    file: 'pynn-adapter.py',
    issues: ['https://github.com/NeuralEnsemble/PyNN/issues/844', nestRefractory],
  },
  { name: 'bindsnet', file: 'bindsnet-adapter.py' },
  { name: 'annarchy', file: 'annarchy-adapter.py' },
  { name: 'snnax', file: 'snnax-adapter.py' },
  { name: 'sapicore', file: 'sapicore-adapter.py' },
  { name: 'lava', file: 'lava-adapter.py', runs: 2 },
  { name: 'c', file: 'c-adapter.c', isNengo: true },
  { name: 'perl', file: 'perl-adapter.pl', isNengo: true },
  { name: 'rust', file: 'rust-adapter.rs', isNengo: true },
  { name: 'lua', file: 'lua-adapter.lua', isNengo: true },
  { name: 'go', file: 'go-adapter.go' },
  { name: 'java', file: 'java-adapter.java' },
  { name: 'javascript', file: 'javascript-adapter.js' },
  { name: 'r', file: 'r-adapter.R' },
  { name: 'nest-events', file: 'nest-events-adapter.py', isOf: 'events', issues: [nestRefractory] },
  {
    name: 'brian2-events',
    file: 'brian2-events-adapter.py',
    isOf: 'events',
    runs: 5, // it solves the equations of every new set of receptors
    issues: ['https://github.com/brian-team/brian2/issues/679'],
  },
  { name: 'brainpy-events', file: 'brainpy-events-adapter.py', isOf: 'events' },
  { name: 'norse-events', file: 'norse-events-adapter.py', isOf: 'events' },
  { name: 'sinabs-events', file: 'sinabs-events-adapter.py', isOf: 'events' },
  { name: 'arbor-events', file: 'arbor-events-adapter.py', isOf: 'events' },
  { name: 'bindsnet-events', file: 'bindsnet-events-adapter.py', isOf: 'events' },
  { name: 'snntorch-events', file: 'snntorch-events-adapter.py', isOf: 'events' },
  { name: 'spikingjelly-events', file: 'spikingjelly-events-adapter.py', isOf: 'events' },
  { name: 'rockpool-events', file: 'rockpool-events-adapter.py', isOf: 'events' },
  {
    name: 'pynn-nest-events',
    file: 'pynn-nest-events-adapter.py',
    isOf: 'events',
    issues: ['https://github.com/NeuralEnsemble/PyNN/issues/844', 'https://github.com/NeuralEnsemble/PyNN/issues/503'],
  },
  {
    name: 'pynn-brian2-events',
    file: 'pynn-brian2-events-adapter.py',
    isOf: 'events',
    runs: 5, // as Brian2
    issues: ['https://github.com/brian-team/brian2/issues/679'],
  },
  {
    name: 'snntorch-nir',
    file: 'snntorch-nir-adapter.py',
    isOf: 'nir',
    runs: 15, // it refuses most graphs
    issues: ['https://github.com/jeshraghian/snntorch/issues/416', 'https://github.com/jeshraghian/snntorch/pull/435'],
  },
  { name: 'norse-nir', file: 'norse-nir-adapter.py', isOf: 'nir' },
  { name: 'sinabs-nir', file: 'sinabs-nir-adapter.py', isOf: 'nir' },
  { name: 'spikingjelly-nir', file: 'spikingjelly-nir-adapter.py', isOf: 'nir' },
  {
    name: 'spyx-nir',
    file: 'spyx-nir-adapter.py',
    isOf: 'nir',
    issues: ['https://github.com/kmheckel/spyx/pull/40'],
  },
  { name: 'snntorch-nir-export', file: 'snntorch-nir-export-adapter.py', isOf: 'nir' },
  {
    name: 'norse-nir-export',
    file: 'norse-nir-export-adapter.py',
    isOf: 'nir',
    issues: ['https://github.com/norse/norse/issues/411'],
  },
  { name: 'sinabs-nir-export', file: 'sinabs-nir-export-adapter.py', isOf: 'nir' },
  { name: 'spikingjelly-nir-export', file: 'spikingjelly-nir-export-adapter.py', isOf: 'nir' },
];

/** The cases that a simulator is known to fail, if there are any. */
export function skipFileOf(name: string): string | undefined {
  const file = join(packageRoot(), 'adapters', 'skips', `${name}.json`);
  return existsSync(file) ? file : undefined;
}

/** Whether neurons are known to be wrong, so that their declared conventions do not say how they differ from others. */
export function areWrong(name: string): boolean {
  const file = skipFileOf(name);
  return file !== undefined && readFileSync(file, 'utf8').includes('"diagnosis ');
}
