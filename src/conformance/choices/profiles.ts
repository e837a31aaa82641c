import { type Conventions, nengoConventions } from './conventions.ts';

/** A simulator whose conventions are known from its source. */
export interface Profile {
  /** Kebab-case, never reused: `brian2-exact`. */
  readonly id: string;
  /** The simulator, its neuron model and settings. */
  readonly simulator: string;
  readonly conventions: Conventions;
  /** Where its source defines them. */
  readonly source: string;
  /** What the conventions do not express. */
  readonly note?: string;
}

/** No refractory period, no floor and spike height 1, as in most libraries for training with gradients. */
const plainSteps: Conventions = { ...nengoConventions, refractory: 'none', floor: 'none', spikeHeight: '1' };

const brian2: Conventions = { ...plainSteps, refractory: 'down', refractoryExtra: 'one-step-fewer' };

/**
 * Known simulators. An adapter may scale a current, clip a voltage or multiply a spike. The conventions found through
 * it can therefore differ in `inputScale`, `floor`, `initialVoltage` and `spikeHeight`.
 */
export const profiles: readonly Profile[] = [
  {
    id: 'nengo',
    simulator: 'Nengo 3 and 4, nengo.LIF; NengoDL, nengo.LIF at inference',
    conventions: nengoConventions,
    source: 'nengo/neurons.py LIF.step; nengo_dl/neuron_builders.py LIFBuilder.step',
  },
  {
    id: 'nengo-loihi',
    simulator: 'NengoLoihi, LoihiLIF',
    conventions: { ...nengoConventions, integrator: 'exact-in-12-bits', refractory: 'nearest-even' },
    source: 'nengo_loihi/neurons.py LoihiLIF.step',
  },
  {
    id: 'brian2-exact',
    simulator: "Brian2, method 'exact', '(unless refractory)'",
    conventions: brian2,
    source: 'brian2/groups/neurongroup.py; brian2/stateupdaters/exact.py; the user writes threshold and reset',
    note: 'the step after a spike is the first of the refractory period, so there is one refractory step fewer',
  },
  {
    id: 'brian2-euler',
    simulator: "Brian2, method 'euler', '(unless refractory)'",
    conventions: { ...brian2, integrator: 'euler' },
    source: 'brian2/stateupdaters/explicit.py',
  },
  {
    id: 'nest',
    simulator: 'NEST, iaf_psc_delta',
    conventions: { ...nengoConventions, comparison: '>=', refractory: 'up', spikeHeight: '1' },
    source: 'models/iaf_psc_delta.cpp iaf_psc_delta::update; nestkernel/nest_time.h Time::get_steps',
    note: 'a current from a generator arrives one step late; one that is set as I_e does not',
  },
  {
    id: 'arbor',
    simulator: 'Arbor, lif_cell with one event per step',
    conventions: { ...plainSteps, comparison: '>=', refractory: 'up', refractoryExtra: 'one-step-fewer' },
    source: 'arbor/lif_cell_group.cpp lif_cell_group::advance_cell',
    note: 'weights are float32, voltages float64; an event at the end of the refractory period arrives',
  },
  {
    id: 'neuron-intfire1',
    simulator: 'NEURON, IntFire1 with one event per step',
    conventions: { ...plainSteps, refractory: 'up', refractoryExtra: 'one-step-fewer' },
    source: 'src/nrnoc/intfire1.mod NET_RECEIVE',
    note: 'simultaneous events are handled in the order in which they were queued; step by step, its refractory period ends before the event',
  },
  {
    id: 'brainpy',
    simulator: 'BrainPy, dyn.LifRef',
    conventions: { ...plainSteps, comparison: '>=', refractory: 'down' },
    source: 'brainpy/dyn/neurons/lif.py LifRefLTC.update',
  },
  {
    id: 'snntorch-subtract',
    simulator: 'snnTorch, Leaky, defaults',
    conventions: { ...plainSteps, inputScale: 'one', reset: 'subtract', resetTime: 'one-step-late' },
    source: 'snntorch/_neurons/leaky.py Leaky.forward, _base_sub',
  },
  {
    id: 'snntorch-zero',
    simulator: "snnTorch, Leaky, reset_mechanism='zero'",
    conventions: { ...plainSteps, inputScale: 'one', shownVoltage: 'before-reset' },
    source: 'snntorch/_neurons/leaky.py Leaky.forward, _base_zero',
  },
  {
    id: 'norse-box',
    simulator: 'Norse, LIFBoxCell; LIFCell without the current of its synapse',
    conventions: { ...plainSteps, integrator: 'euler' },
    source: 'norse/torch/functional/lif_box.py lif_box_feed_forward_step; lif.py lif_feed_forward_step',
  },
  {
    id: 'spikingjelly',
    simulator: 'SpikingJelly, LIFNode, defaults',
    conventions: { ...plainSteps, integrator: 'euler', comparison: '>=' },
    source: 'spikingjelly/activation_based/neuron.py LIFNode',
  },
  {
    id: 'lava-float',
    simulator: 'Lava, LIF, floating point, du = 1',
    conventions: { ...plainSteps, integrator: 'euler', inputScale: 'one' },
    source: 'src/lava/proc/lif/models.py PyLifModelFloat',
  },
  {
    id: 'spyx',
    simulator: 'Spyx, LIF',
    conventions: {
      ...plainSteps,
      inputScale: 'one',
      reset: 'subtract',
      resetTime: 'one-step-late',
      spikeDelay: 'one-step',
    },
    source: 'spyx/nn.py LIF.__call__',
    note: 'the voltage of the last step decides whether it fires, before its current arrives',
  },
  {
    id: 'sinabs',
    simulator: 'Sinabs, LIF, defaults',
    conventions: { ...plainSteps, comparison: '>=', reset: 'subtract', spikesPerStep: 'many', floor: 'as-asked' },
    source: 'sinabs/layers/functional/lif.py lif_forward_single',
  },
  {
    id: 'rockpool',
    simulator: 'Rockpool, LIFTorch, without the current of its synapse',
    conventions: { ...plainSteps, inputScale: 'one', comparison: '>=', reset: 'subtract', spikesPerStep: 'many' },
    source: 'rockpool/nn/modules/torch/lif_torch.py LIFBaseTorch',
  },
  {
    id: 'bindsnet',
    simulator: 'BindsNET, LIFNodes',
    conventions: { ...plainSteps, inputScale: 'one', comparison: '>=', refractory: 'up' },
    source: 'bindsnet/network/nodes.py LIFNodes.forward',
    note: 'its input is masked in the refractory period, which after a reset to 0 is the same as clamped',
  },
];
