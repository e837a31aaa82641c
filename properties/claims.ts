/** A claim about the spike amplitude, with the scope in which it is true. */
export interface Claim {
  /** `C1` … `C12`: made in answer to the question. `F1` … `F4`: found since. Never reused. */
  readonly id: string;
  readonly statement: string;
  /** Under which conditions it is true, and how far it goes. */
  readonly scope: string;
  readonly kind: ClaimKind;
  /** Of a neuron or a channel it says something that no digits are needed for. */
  readonly about: 'a neuron' | 'a channel' | 'a network';
}

/** How a claim can be shown: by a law that always holds, by statistics over seeds, by a measured number. */
type ClaimKind = 'exact' | 'statistical' | 'measured' | 'exact and measured';

/** What was said when a user asked why accuracy falls with the spike amplitude, and what was found since. */
export const claims: readonly Claim[] = [
  {
    id: 'C1',
    statement: 'Drawing maximum rates from the one-element list [100] gives every neuron 100 Hz.',
    scope: 'uniform choice from the list',
    kind: 'exact',
    about: 'a neuron',
  },
  {
    id: 'C2',
    statement: '"Maximum rate" means the rate at input 1; the true maximum is 1/τ_ref.',
    scope: 'gain and bias that give the rate at input 1; above input 1 the rate rises on and never exceeds 1/τ_ref',
    kind: 'exact',
    about: 'a neuron',
  },
  {
    id: 'C3',
    statement: 'With intercept 0 a neuron fires only for input above 0.',
    scope:
      'threshold passed, not reached, and initial voltage at most 1; training moves biases, and with them intercepts',
    kind: 'exact',
    about: 'a neuron',
  },
  {
    id: 'C4',
    statement: "Doubling the amplitude doubles a layer's output.",
    scope: "the layer's own spikes stay where they are; bit for bit for powers of two, else two roundings",
    kind: 'exact',
    about: 'a network',
  },
  {
    id: 'C5',
    statement: 'Without retraining, a larger amplitude lowers accuracy.',
    scope:
      'statistical, not a theorem: it is the floor of the voltage that does it (F2), and rectifiers without biases lose nothing',
    kind: 'statistical',
    about: 'a network',
  },
  {
    id: 'C6',
    statement: 'The zig-zag comes from looking at one seeded run; the mean over seeds is smoother.',
    scope:
      'roughness of the mean of n seeds over that of a seed (rms over seeds), where curves are nearly straight, from 2/5 of the largest amplitude on: near 1/√n if the claim is true, near 1 if not',
    kind: 'statistical',
    about: 'a network',
  },
  {
    id: 'C7',
    statement: 'With the amplitude held fixed in a loop, accuracy does not change.',
    scope: 'equality, not a tolerance',
    kind: 'exact',
    about: 'a network',
  },
  {
    id: 'C8',
    statement: 'The seed must be set inside the function that builds the network.',
    scope: 'building is a pure function of the seed: whatever was built before, in any order, on any number of workers',
    kind: 'exact',
    about: 'a network',
  },
  {
    id: 'C9',
    statement: 'Seeds differ: one may do well and another badly, and only several show the trend.',
    scope: 'on the same images, more than drawing the images anew explains',
    kind: 'statistical',
    about: 'a network',
  },
  {
    id: 'C10',
    statement: 'In a channel of two layers with doubled amplitude an input of 1 comes out as 2, so the error rises.',
    scope: 'exact if only the second layer is doubled; else other factors, measured; none if decoders are solved anew',
    kind: 'exact and measured',
    about: 'a channel',
  },
  {
    id: 'C11',
    statement: 'Retrained from the same seed with the same recipe for every amplitude, accuracy still falls.',
    scope: 'statistical; F3 says why, and with which recipe it does not',
    kind: 'statistical',
    about: 'a network',
  },
  {
    id: 'C12',
    statement: 'Spike timing and filtering move single results.',
    scope: 'laws of the low-pass; 30 ms at 100 Hz are 3 spikes',
    kind: 'exact and measured',
    about: 'a network',
  },
  {
    id: 'F1',
    statement: "Gauge: the amplitude times k with the next layer's weights divided by k is the same network.",
    scope: 'bit for bit for powers of two, else up to rounding',
    kind: 'exact',
    about: 'a network',
  },
  {
    id: 'F2',
    statement:
      'With fixed weights the fall is made by the floor of the voltage; without it spikes follow the rate network.',
    scope: "Nengo's LIF, trained tutorial network, amplitudes .01 to .5",
    kind: 'measured',
    about: 'a network',
  },
  {
    id: 'F3',
    statement:
      'With retraining the rest is a matter of units: start, learning rate and ε scaled, it is the same network.',
    scope: 'initial weights ÷ k, learning rate ÷ k, ε · k² for weights fed by spikes; bit for bit for powers of two',
    kind: 'exact and measured',
    about: 'a network',
  },
  {
    id: 'F4',
    statement: "What is left without a floor is at most the rate network's own loss.",
    scope: 'trained tutorial network; fixed weights and plain retraining',
    kind: 'measured',
    about: 'a network',
  },
];
