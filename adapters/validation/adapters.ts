/** An adapter, and the expected results of its simulator. */
export interface Adapter {
  /** Kebab-case; also the name of the baseline. */
  readonly name: string;
  /** In the folder of adapters. */
  readonly file: string;
  /** The expected fingerprint; absent without the capability `neuron`. */
  readonly fingerprint?: string;
  /** What a NIR importer does wrong or refuses, from its source code. It need not conform. */
  readonly nir?: string;
  /** Inputs per law; by default as many as in `lifspec check`. */
  readonly runs?: number;
  /** Addresses of issues about differences, in the repository of the simulator. If there are none, a search found none. */
  readonly issues?: readonly string[];
  /** Whether it must also reach `steps` by Nengo's conventions. */
  readonly isNengo: boolean;
}

const nengo = 'exact, >, reset to zero, sub-step refractory, spike height amplitude/dt';

const snntorchResets = [
  'https://github.com/jeshraghian/snntorch/issues/341',
  'https://github.com/jeshraghian/snntorch/issues/364',
];
const nestRefractory = 'https://github.com/nest/nest-simulator/issues/3309';

/** Every adapter. The expected fingerprints come from the source code of the simulators. */
export const adapters: readonly Adapter[] = [
  { name: 'nengo', file: 'nengo-adapter.py', fingerprint: nengo, isNengo: true },
  { name: 'nengo-dl', file: 'nengo-dl-adapter.py', fingerprint: nengo, isNengo: true },
  // these build a graph for each request
  { name: 'nengo-dl-network', file: 'nengo-dl-network-adapter.py', isNengo: true, runs: 2 },
  { name: 'nengo-dl-training', file: 'nengo-dl-training-adapter.py', isNengo: true, runs: 2 },
  {
    name: 'nengo-ocl',
    file: 'nengo-ocl-adapter.py',
    fingerprint: 'exact, >, reset to zero, sub-step refractory, floor always at 0, spike height amplitude/dt',
    issues: ['https://github.com/nengo/nengo-ocl/issues/163'],
    isNengo: false,
    runs: 5, // OpenCL starts a kernel for each step
  },
  {
    name: 'brian2',
    file: 'brian2-adapter.py',
    fingerprint:
      'exact, >, reset to zero, whole-step refractory (tau_ref/dt rounded down, one step fewer; voltage clamped), no floor, spike height 1',
    isNengo: false,
  },
  {
    name: 'snntorch',
    file: 'snntorch-adapter.py',
    fingerprint:
      'decay factor e^(-dt/tau), input added unscaled, >, reset by subtraction one step late, no refractory, no floor, spike height amplitude',
    issues: snntorchResets,
    isNengo: false,
  },
  { name: 'snntorch-network', file: 'snntorch-network-adapter.py', issues: snntorchResets, isNengo: false },
  {
    name: 'norse',
    file: 'norse-adapter.py',
    fingerprint: 'Euler, >, reset to zero, no refractory, no floor, spike height 1',
    issues: ['https://github.com/norse/norse/issues/302'],
    isNengo: false,
  },
  {
    name: 'nest',
    file: 'nest-adapter.py',
    fingerprint:
      'exact, >=, reset to zero, whole-step refractory (tau_ref/dt rounded up; voltage clamped), spike height 1',
    issues: [nestRefractory],
    isNengo: false,
  },
  {
    name: 'neuron',
    file: 'neuron-adapter.py',
    fingerprint:
      'exact, >, reset to zero, whole-step refractory (tau_ref/dt rounded up, one step fewer; voltage clamped), no floor, spike height 1',
    isNengo: false,
  },
  {
    name: 'arbor',
    file: 'arbor-adapter.py',
    fingerprint:
      'exact, >=, reset to zero, whole-step refractory (tau_ref/dt rounded up, one step fewer; voltage clamped), no floor, spike height 1',
    isNengo: false,
  },
  {
    name: 'sinabs',
    file: 'sinabs-adapter.py',
    fingerprint: 'exact, >=, reset by subtraction, no refractory, several spikes per step, spike height 1',
    isNengo: false,
  },
  {
    name: 'spikingjelly',
    file: 'spikingjelly-adapter.py',
    fingerprint: 'Euler, >=, reset to zero, no refractory, no floor, spike height 1',
    isNengo: false,
  },
  {
    name: 'rockpool',
    file: 'rockpool-adapter.py',
    fingerprint:
      'decay factor e^(-dt/tau), input added unscaled, >=, reset by subtraction, no refractory, no floor, several spikes per step, spike height 1',
    isNengo: false,
  },
  {
    name: 'spyx',
    file: 'spyx-adapter.py',
    fingerprint:
      'decay factor e^(-dt/tau), input added unscaled, >, reset by subtraction one step late, no refractory, no floor, spikes reported one step late, spike height 1',
    isNengo: false,
  },
  {
    name: 'brainpy',
    file: 'brainpy-adapter.py',
    fingerprint:
      'exact, >=, reset to zero, whole-step refractory (tau_ref/dt rounded down; voltage clamped), no floor, spike height 1',
    isNengo: false,
  },
  {
    name: 'pynn',
    file: 'pynn-adapter.py',
    fingerprint:
      'exact, >=, reset to zero, whole-step refractory (tau_ref/dt rounded up; voltage clamped), no floor, always starts at 0, spike height 1',
    issues: ['https://github.com/NeuralEnsemble/PyNN/issues/844', nestRefractory],
    isNengo: false,
  },
  {
    name: 'bindsnet',
    file: 'bindsnet-adapter.py',
    fingerprint:
      'decay factor e^(-dt/tau), input added unscaled, >=, reset to zero, whole-step refractory (tau_ref/dt rounded up; voltage clamped), spike height 1',
    isNengo: false,
  },
  {
    name: 'lava',
    file: 'lava-adapter.py',
    fingerprint:
      'decay factor 1 - dt/tau, input added unscaled, >, reset to zero, whole-step refractory (tau_ref/dt rounded to the nearest; voltage clamped), no floor, spike height 1',
    isNengo: false,
    runs: 3, // it starts processes for each request
  },
  { name: 'c', file: 'c-adapter.c', fingerprint: nengo, isNengo: true },
  { name: 'perl', file: 'perl-adapter.pl', fingerprint: nengo, isNengo: true },
  { name: 'rust', file: 'rust-adapter.rs', fingerprint: nengo, isNengo: true },
  { name: 'lua', file: 'lua-adapter.lua', fingerprint: nengo, isNengo: true },
  {
    name: 'go',
    file: 'go-adapter.go',
    fingerprint:
      'exact, >=, reset to zero, whole-step refractory (tau_ref/dt rounded to the nearest; voltage clamped), spike height amplitude',
    isNengo: false,
  },
  {
    name: 'java',
    file: 'java-adapter.java',
    fingerprint: 'Euler, >, reset by subtraction, no refractory, spike height 1/dt',
    isNengo: false,
  },
  {
    name: 'javascript',
    file: 'javascript-adapter.js',
    fingerprint:
      'Heun (second-order Runge-Kutta), >, reset by subtraction, whole-step refractory (tau_ref/dt rounded up; input masked), spike height amplitude/dt',
    isNengo: false,
  },
  {
    name: 'r',
    file: 'r-adapter.R',
    fingerprint:
      'fourth-order Runge-Kutta, >=, reset to zero, whole-step refractory (tau_ref/dt rounded up; voltage clamped), spike height amplitude/dt',
    isNengo: false,
  },
  {
    name: 'snntorch-nir',
    file: 'snntorch-nir-adapter.py',
    nir: 'ignores LIF.dt, LIF.v_reset, CubaLIF.v_reset; refuses LIF.v_leak, IF.r, CubaLIF.r, CubaLIF.v_leak; a spike of a LIF resets to a voltage',
    issues: ['https://github.com/jeshraghian/snntorch/issues/416', 'https://github.com/jeshraghian/snntorch/pull/435'],
    isNengo: false,
  },
  {
    name: 'norse-nir',
    file: 'norse-nir-adapter.py',
    nir: 'ignores LIF.r, LIF.v_reset, IF.r, CubaLIF.v_reset; misreads CubaLIF.v_leak; a spike of a LIF resets to a voltage',
    isNengo: false,
  },
  {
    name: 'sinabs-nir',
    file: 'sinabs-nir-adapter.py',
    nir: 'ignores IF.r; misreads LIF.dt, LIF.tau, LIF.input, LIF.r, LIF.v_threshold; refuses LIF.v_leak, LIF.v_reset, CubaLIF.tau_syn, CubaLIF.tau_mem, CubaLIF.r, CubaLIF.w_in, CubaLIF.v_leak, CubaLIF.v_threshold, CubaLIF.v_reset; does not answer about Linear.weight: answered with an error, failed: RuntimeError: The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 1; a spike of a LIF resets by subtraction',
    isNengo: false,
  },
  {
    name: 'spikingjelly-nir',
    file: 'spikingjelly-nir-adapter.py',
    nir: 'refuses LIF.r, LIF.v_leak, IF.r, CubaLIF.r, CubaLIF.w_in, CubaLIF.v_leak; a spike of a LIF resets to a voltage',
    isNengo: false,
  },
  // it compiles each request
  {
    name: 'spyx-nir',
    file: 'spyx-nir-adapter.py',
    nir: 'ignores LIF.r, LIF.v_leak, LIF.v_reset, IF.r, CubaLIF.r, CubaLIF.w_in, CubaLIF.v_leak, CubaLIF.v_reset; misreads LIF.tau, LIF.input, CubaLIF.tau_syn, CubaLIF.tau_mem; a spike of a LIF resets by subtraction',
    issues: ['https://github.com/kmheckel/spyx/pull/40'],
    isNengo: false,
    runs: 5,
  },
];
