import { describe, expect, it } from 'vitest';
import type { NirInput } from '../../src/conformance/implementation.ts';
import { diagnosisOf, wordsIn } from './diagnosed-nir.ts';
import { byEuler, exactly, type Importer, type Parameters, runImporter } from './nir-importers.ts';

interface RealBug {
  readonly bug: string;
  readonly what: string;
  readonly importer: Importer;
  /** Of the sets that the diagnosis tells, one has all of these differences. */
  readonly told: string;
}

const reading = (change: (p: Parameters) => Partial<Parameters>, only?: string): Partial<Importer> => ({
  read: (p, type) => (only === undefined || only === type ? change(p) : p),
});

/** Real bugs of NIR importers, rebuilt from what their reports say, in an importer by Euler or an exact one. */
const bugs: readonly RealBug[] = [
  {
    bug: 'arbor-sim/arbor#2026',
    what: 'LIF decays to 0 instead of E_L; V_reset never used',
    importer: { ...exactly, ...reading((p) => ({ ...p, v_leak: 0, v_reset: 0 }), 'LIF') },
    told: 'LIF.v_leak=0, LIF.v_reset=0',
  },
  {
    bug: 'brainpy/BrainPy#224',
    what: 'no resistance in the LIF',
    importer: { ...exactly, ...reading(() => ({ r: 1 }), 'LIF') },
    told: 'LIF.r=1',
  },
  {
    bug: 'jeshraghian/snntorch#235',
    what: 'the membrane of Synaptic gets the input instead of the synaptic current',
    importer: { ...byEuler, synapse: (s, i, { w_in }) => ({ i, used: w_in * s }) },
    told: 'CubaLIF.current=past-the-synapse',
  },
  {
    bug: 'jeshraghian/snntorch#363',
    what: 'the synaptic current is updated from the voltage',
    importer: {
      ...byEuler,
      synapse: (s, _, { tau_syn, w_in }, { dt, v }) => ({ i: v + (dt / tau_syn) * (w_in * s - v) }),
    },
    told: 'CubaLIF.held=voltage',
  },
  {
    bug: 'jeshraghian/snntorch#384',
    what: 'v_reset is missing in what is exchanged',
    importer: { ...byEuler, ...reading(() => ({ v_reset: 0 })) },
    told: 'LIF+IF+CubaLIF.v_reset=0',
  },
  {
    bug: 'jeshraghian/snntorch#435',
    what: 'CubaLIF adds its input without dt/tau, and time is fixed to 0.1 ms',
    importer: {
      ...byEuler,
      dt: () => 0.0001,
      membrane: (v, i, p, at) =>
        at.type === 'CubaLIF' ? v + (at.dt / p.tau) * (p.v_leak - v) + p.r * i : byEuler.membrane(v, i, p, at),
    },
    told: 'LIF+IF+CubaLIF.step=0.1-ms, CubaLIF.drive=whole',
  },
  {
    bug: 'jeshraghian/snntorch#452',
    what: 'the first repair gave the IF no memory at all',
    importer: {
      ...byEuler,
      membrane: (v, i, p, at) => (at.type === 'IF' ? at.dt * p.r * i : byEuler.membrane(v, i, p, at)),
    },
    told: 'IF.memory=none',
  },
  {
    bug: 'jeshraghian/snntorch#416',
    what: 'the IF keeps 90 % of its voltage, and does not multiply by dt',
    importer: {
      ...byEuler,
      membrane: (v, i, p, at) => (at.type === 'IF' ? 0.9 * v + p.r * i : byEuler.membrane(v, i, p, at)),
    },
    told: 'IF.memory=90-percent, IF.drive=whole',
  },
  {
    bug: 'kmheckel/spyx#51',
    what: 'the reset of a CubaLIF is applied twice: v_threshold is subtracted two times',
    importer: { ...exactly, reset: (v, p, { type }) => (type === 'CubaLIF' ? v - 2 * p.v_threshold : p.v_reset) },
    told: 'CubaLIF.reset=minus-threshold-twice',
  },
  {
    bug: 'nest/nest-simulator#1087',
    what: 'the propagator of the synapse is wrong when tau_syn = tau_m: no current',
    importer: {
      ...exactly,
      synapse: (s, i, p, at) => ({ ...exactly.synapse(s, i, p, at), ...(p.tau_syn === p.tau && { used: 0 }) }),
    },
    told: 'CubaLIF.current=none-if-equal',
  },
  {
    bug: 'norse/norse#413',
    what: 'time constants carry a factor of dt',
    importer: { ...exactly, read: (p, _, __, dt) => ({ tau: p.tau * dt, tau_syn: p.tau_syn * dt }) },
    // the same as a step of 1 s
    told: 'LIF+CubaLIF.step=1-s',
  },
  {
    bug: 'synsense/sinabs#40',
    what: 'normalisation of the membrane also shrinks the synaptic current that is kept',
    importer: {
      ...exactly,
      synapse: (s, i, p, at) => {
        const current = exactly.synapse(s, i, p, at).i;
        return { i: current * -Math.expm1(-at.dt / p.tau), used: current };
      },
    },
    told: 'CubaLIF.carried=shrunk',
  },
  {
    bug: 'lava-nc/lava#789',
    what: 'du = 1 removes the current before it acts',
    importer: {
      ...byEuler,
      synapse: (s, i, p, { dt }) => {
        const arrived = i + (dt / p.tau_syn) * p.w_in * s;
        const left = arrived * (1 - dt / p.tau_syn);
        return { i: left };
      },
    },
    told: 'CubaLIF.current=decayed',
  },
  {
    bug: 'norse import_nir.py',
    what: 'ignores r, and lets v_leak drive the synapse of a CubaLIF, too',
    importer: {
      ...byEuler,
      ...reading(() => ({ r: 1 })),
      synapse: (s, i, p, { dt }) => ({ i: i + (dt / p.tau_syn) * (p.w_in * s + p.v_leak - i) }),
    },
    told: 'LIF+IF+CubaLIF.r=1, CubaLIF.arriving=with-leak',
  },
  {
    bug: 'sinabs nir.py',
    what: 'subtracts v_threshold in place of a reset to v_reset',
    importer: { ...exactly, reset: (v, p) => v - p.v_threshold },
    told: 'LIF+IF+CubaLIF.reset=minus-threshold',
  },
  {
    bug: 'spyx nir.py',
    what: 'ignores r and v_leak, does not multiply by dt/tau',
    importer: {
      ...exactly,
      ...reading(() => ({ r: 1, v_leak: 0 }), 'LIF'),
      membrane: (v, i, p, at) =>
        at.type === 'LIF' ? v * Math.exp(-at.dt / p.tau) + p.r * i : exactly.membrane(v, i, p, at),
    },
    told: 'LIF.r=1, LIF.v_leak=0, LIF.drive=whole',
  },
  {
    bug: 'brainpy/BrainPy#842',
    what: 'currents are 1,000 times too small',
    importer: { ...exactly, input: (value) => value / 1000 },
    told: 'LIF+IF+CubaLIF.r=thousandth',
  },
];

describe('a real bug of an importer of NIR, rebuilt, is named', () => {
  it.each(bugs)('$bug: $what', async ({ importer, told }) => {
    const found = await diagnosisOf((input: NirInput) => ({ spikes: runImporter(importer, input).spikes }));
    const sets = wordsIn(found).map((words) => words.split(', ').toSorted().join(', '));
    expect(sets).toContain(told.split(', ').toSorted().join(', '));
  });
});
