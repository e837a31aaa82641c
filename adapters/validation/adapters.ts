/** An adapter, and what is known of the simulator behind it. */
export interface Adapter {
  /** Short, kebab-case: for the command line and for the name of the kept file. */
  readonly name: string;
  /** File in the folder of adapters. */
  readonly file: string;
  /** What the fingerprint has to say; absent where no neurons are offered. */
  readonly fingerprint?: string;
  /** Inputs for each law; as many as `lifspec check` takes if left out. */
  readonly runs?: number;
  /** Whether it has to reach `steps` against the conventions of Nengo too. */
  readonly isNengo: boolean;
}

const nengo = 'exact, >, reset to zero, sub-step refractory, spike height amplitude/dt';

/** Every adapter. What the fingerprint has to say was read in the source of the simulator. */
export const adapters: readonly Adapter[] = [
  { name: 'nengo', file: 'nengo-adapter.py', fingerprint: nengo, isNengo: true },
  { name: 'nengo-dl', file: 'nengo-dl-adapter.py', fingerprint: nengo, isNengo: true },
  // it builds a graph for every question
  { name: 'nengo-dl-network', file: 'nengo-dl-network-adapter.py', isNengo: true, runs: 2 },
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
    isNengo: false,
  },
  {
    name: 'norse',
    file: 'norse-adapter.py',
    fingerprint: 'Euler, >, reset to zero, no refractory, no floor, spike height 1',
    isNengo: false,
  },
  {
    name: 'nest',
    file: 'nest-adapter.py',
    fingerprint:
      'exact, >=, reset to zero, whole-step refractory (tau_ref/dt rounded up; voltage clamped), spike height 1',
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
  { name: 'c', file: 'c-adapter.c', fingerprint: nengo, isNengo: true },
  { name: 'perl', file: 'perl-adapter.pl', fingerprint: nengo, isNengo: true },
];
