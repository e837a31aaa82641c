import { byEuler, exactly, type Importer } from './nir-importers.ts';

const noise = (step: number, index: number) => Math.sin(12.9898 * step + 78.233 * index);

/** Mistakes of importers that are not in the table of choices, by name, each in an importer by Euler or an exact one. */
export const wrongImporters: Readonly<Record<string, Importer>> = {
  'threshold 1.37 times': { ...byEuler, fires: (v, p) => v > 1.37 * p.v_threshold },
  'threshold rises per spike': { ...exactly, fires: (v, p, { spikes }) => v > p.v_threshold + 0.1 * spikes },
  'tau 1.11 times': { ...exactly, read: ({ tau }) => ({ tau: 1.11 * tau }) },
  'tau per neuron': { ...byEuler, read: ({ tau }, _, index) => ({ tau: tau * (1.2 + 0.3 * index) }) },
  'synapse 1.3 times as slow': { ...exactly, read: ({ tau_syn }) => ({ tau_syn: 1.3 * tau_syn }) },
  'synapse saturates': {
    ...exactly,
    synapse: (s, i, p, at) => ({ i: Math.max(-0.9, Math.min(exactly.synapse(s, i, p, at).i, 0.9)) }),
  },
  'synapse of two stages': {
    ...byEuler,
    synapse: (s, i, p, at) => {
      const { i: first } = byEuler.synapse(s, i, p, at);
      return { i: first, used: i + (at.dt / p.tau_syn) * (first - i) };
    },
  },
  'input weakened': { ...exactly, input: (value) => 0.87 * value },
  'input biased': { ...byEuler, input: (value) => value + 0.13 },
  'input is a mean of two': { ...byEuler, input: (value, { inputs }) => (value + (inputs.at(-2) ?? 0)) / 2 },
  'every fifth input lost': { ...exactly, input: (value, { step }) => (step % 5 === 4 ? 0 : value) },
  'negative weights halved': { ...exactly, weigh: (weight, input) => input * (weight < 0 ? weight / 2 : weight) },
  'resets by halves': { ...exactly, reset: (v, p) => (v + p.v_reset) / 2 },
  'resets by turns': { ...byEuler, reset: (_, p, { spikes }) => p.v_reset + (spikes % 2) * 0.2 },
  'refractory after every second spike': {
    ...exactly,
    fires: (v, p, { spikes, since }) => v > p.v_threshold && (spikes % 2 === 0 || since > 3),
  },
  'noisy voltage': { ...byEuler, after: (v, _, __, { step, index }) => ({ v: v + 0.01 * noise(step, index) }) },
};
