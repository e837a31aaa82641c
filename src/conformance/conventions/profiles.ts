import { type Conventions, nengoConventions } from './conventions.ts';

/** A simulator whose conventions are known from its source. */
export interface Profile {
  /** Kebab-case, never reused: `brian2-exact`. */
  readonly id: string;
  /** The simulator, and which of its neurons with which settings. */
  readonly simulator: string;
  readonly conventions: Conventions;
  /** Where in its source this is written. */
  readonly source: string;
  /** What the conventions do not say. */
  readonly note?: string;
}

/** A current that is added as it is, no refractory time, no floor: what libraries for training with gradients have in common. */
const plainSteps: Conventions = { ...nengoConventions, refractory: { kind: 'none' }, floor: 'none', spikeHeight: '1' };

const deadSteps = (more: -1 | 0, rounding: 'down' | 'nearest' | 'up' = 'down') =>
  ({ kind: 'whole-steps', rounding, more, meanwhile: 'clamped' }) as const;

const brian2: Conventions = { ...plainSteps, refractory: deadSteps(-1) };

/**
 * Known simulators. What an adapter does counts too: it may scale a current, cut a voltage or multiply a spike, so that
 * what is found through it can differ from these in `inputScale`, `floor`, `initialVoltage` and `spikeHeight`.
 */
export const profiles: readonly Profile[] = [
  {
    id: 'nengo',
    simulator: 'Nengo 3 and 4, nengo.LIF; NengoDL, nengo.LIF at inference',
    conventions: nengoConventions,
    source: 'nengo/neurons.py LIF.step; nengo_dl/neuron_builders.py LIFBuilder.step',
  },
  {
    id: 'nengo-2.1',
    simulator: 'Nengo up to 2.1.0, nengo.LIF; nengo-extras, FastLIF',
    conventions: {
      ...nengoConventions,
      refractory: { kind: 'sub-step', spikeTime: 'scaled' },
      initialVoltage: 'zero',
      spikeHeight: '1/dt',
    },
    source: 'nengo/neurons.py LIF.step_math at v2.1.0',
  },
  {
    id: 'nengo-loihi',
    simulator: 'NengoLoihi, LoihiLIF',
    conventions: { ...nengoConventions, refractory: deadSteps(0, 'nearest') },
    source: 'nengo_loihi/neurons.py LoihiLIF.step',
    note: 'its decay is made of 12 bits, so that it is near this and never equal',
  },
  {
    id: 'brian2-exact',
    simulator: "Brian2, method 'exact', '(unless refractory)'",
    conventions: brian2,
    source: 'brian2/groups/neurongroup.py; brian2/stateupdaters/exact.py; threshold and reset are the text of the user',
    note: 'the step after a spike is the first that counts for the refractory time, so one step fewer is slept',
  },
  {
    id: 'brian2-euler',
    simulator: "Brian2, method 'euler', '(unless refractory)'",
    conventions: { ...brian2, integrator: 'euler' },
    source: 'brian2/stateupdaters/explicit.py',
  },
  {
    id: 'annarchy',
    simulator: "ANNarchy, method 'exponential'",
    conventions: { ...plainSteps, refractory: deadSteps(0) },
    source: 'ANNarchy/generator/Population/SingleThreadGenerator.py; threshold and reset are the text of the user',
  },
  {
    id: 'nest',
    simulator: 'NEST, iaf_psc_delta',
    conventions: { ...nengoConventions, comparison: '>=', refractory: deadSteps(0, 'up'), spikeHeight: '1' },
    source: 'models/iaf_psc_delta.cpp iaf_psc_delta::update; nestkernel/nest_time.h Time::get_steps',
    note: 'a current that a generator sends comes a step later; one that is set, as I_e, does not',
  },
  {
    id: 'arbor',
    simulator: 'Arbor, lif_cell with an event a step',
    conventions: { ...plainSteps, comparison: '>=', refractory: deadSteps(-1, 'up') },
    source: 'arbor/lif_cell_group.cpp lif_cell_group::advance_cell',
    note: 'weights are float32, voltages float64; an event at the end of the refractory time arrives',
  },
  {
    id: 'neuron-intfire1',
    simulator: 'NEURON, IntFire1 with an event a step',
    conventions: { ...plainSteps, refractory: deadSteps(-1, 'up') },
    source: 'src/nrnoc/intfire1.mod NET_RECEIVE',
    note: 'what comes at the same instant is taken as it was queued: asked a step at a time, it wakes before the event',
  },
  {
    id: 'brainpy',
    simulator: 'BrainPy, dyn.LifRef',
    conventions: { ...plainSteps, comparison: '>=', refractory: deadSteps(0) },
    source: 'brainpy/dyn/neurons/lif.py LifRefLTC.update',
  },
  {
    id: 'snntorch-subtract',
    simulator: 'snnTorch, Leaky, as it comes',
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
    simulator: 'SpikingJelly, LIFNode, as it comes',
    conventions: { ...plainSteps, integrator: 'euler', comparison: '>=' },
    source: 'spikingjelly/activation_based/neuron.py LIFNode',
  },
  {
    id: 'spikingjelly-soft-undecayed',
    simulator: 'SpikingJelly, LIFNode, v_reset=None, decay_input=False',
    conventions: { ...plainSteps, integrator: 'euler', inputScale: 'one', comparison: '>=', reset: 'subtract' },
    source: 'spikingjelly/activation_based/neuron.py LIFNode',
  },
  {
    id: 'lava-float',
    simulator: 'Lava, LIF, floating point, du = 1',
    conventions: { ...plainSteps, integrator: 'euler', inputScale: 'one' },
    source: 'src/lava/proc/lif/models.py PyLifModelFloat',
  },
  {
    id: 'lava-float-exact',
    simulator: 'Lava, LIF, floating point, du = 1, dv = 1 - e^(-dt/tau)',
    conventions: { ...plainSteps, inputScale: 'one' },
    source: 'src/lava/proc/lif/models.py PyLifModelFloat; dv is the number of the user',
  },
  {
    id: 'spyx',
    simulator: 'Spyx, LIF',
    conventions: {
      ...plainSteps,
      ...{ inputScale: 'one', reset: 'subtract', resetTime: 'one-step-late', spikeDelaySteps: 1 },
    },
    source: 'spyx/nn.py LIF.__call__',
    note: 'it fires by the voltage that it had, before its current comes',
  },
  {
    id: 'sinabs',
    simulator: 'Sinabs, LIF, as it comes',
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
    conventions: { ...plainSteps, inputScale: 'one', comparison: '>=', refractory: deadSteps(0, 'up') },
    source: 'bindsnet/network/nodes.py LIFNodes.forward',
    note: 'it sleeps with its input masked, which after a reset to 0 is the same as clamped',
  },
];
