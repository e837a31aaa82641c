/**
 * A statement about the spike amplitude, with the conditions under which it applies. Laws and studies test whether it
 * holds.
 */
export interface Claim {
  /** `C…` answered the original question, `F…` were found later. Never reused. */
  readonly id: string;
  readonly statement: string;
  /** The conditions under which it applies, and its limits. */
  readonly scope: string;
  /** What goes wrong for a user if it does not hold, or if it holds and the user does not know it. */
  readonly why: string;
  /** How it can be shown: by laws that always hold, by statistics over seeds, or by measured numbers. */
  readonly kind: 'exact' | 'statistical' | 'measured' | 'exact and measured';
  /** Ids of the laws that decide it. */
  readonly laws: readonly string[];
  /** Names of the saved studies that are its evidence; none for a claim that laws alone decide. */
  readonly studies?: readonly string[];
}

/** What the original answer claimed about the drop in accuracy (C), and what was found later (F). */
export const claims: readonly Claim[] = [
  {
    id: 'C1',
    statement: 'Drawing maximum rates from the one-element list [100] gives every neuron 100 Hz.',
    scope: 'uniform choice from the list',
    why: 'the network does not run at the 100 Hz that its weights were trained for',
    kind: 'exact',
    laws: ['seeded/one-choice', 'seeded/chooses-every-value', 'tuning/max-rate-at-input-one'],
  },
  {
    id: 'C2',
    statement: '"Maximum rate" means the rate at input 1; the true maximum is 1/τ_ref.',
    scope: 'gain and bias set the rate at input 1; above input 1 the rate keeps rising but never exceeds 1/τ_ref',
    why: 'the network does not run at the rates that its weights were trained for',
    kind: 'exact',
    laws: ['rate/closed-form', 'rate/rises-beyond-max-rate', 'tuning/max-rate-at-input-one', 'tuning/gain-and-bias'],
  },
  {
    id: 'C3',
    statement: 'With intercept 0, a neuron fires only for input above 0.',
    scope:
      'the threshold must be exceeded, and the initial voltage is at most 1; training shifts biases and intercepts',
    why: 'neurons fire without input, and every later layer receives noise',
    kind: 'exact',
    laws: ['lif/silent-at-current-one', 'tuning/silent-up-to-zero', 'tuning/starts-at-intercept'],
  },
  {
    id: 'C4',
    statement: "Doubling the amplitude doubles a layer's output.",
    scope: "the layer's own spikes do not move; bit for bit for powers of two, otherwise up to two roundings",
    why: 'if the amplitude is ignored or changes the neuron, all later weights are wrong by that factor',
    kind: 'exact',
    laws: [
      'network/doubled-amplitude-doubles-the-read-out',
      'lif/spikes-ignore-amplitude',
      'lif/height-is-amplitude-over-dt',
      'lif/doubled-amplitude-doubles',
      'rate/sends-amplitude-times-rate',
      'rate/doubles-with-amplitude',
    ],
  },
  {
    id: 'C5',
    statement: 'Without retraining, a larger amplitude lowers accuracy.',
    scope:
      'statistical, not a theorem; the voltage floor causes the loss (F2), and rectifiers without biases lose nothing',
    why: 'users choose an amplitude that costs accuracy',
    kind: 'statistical',
    laws: ['digits/falls-with-fixed-weights', 'rectifier/does-not-mind-the-amplitude'],
    studies: ['tutorial-all', 'tutorial-fixed', 'nengo-dl-all', 'nengo-dl', 'miniature-fixed'],
  },
  {
    id: 'C6',
    statement: 'The zig-zag comes from looking at one seeded run; the mean over seeds is smoother.',
    scope:
      'less than half of the zig-zag is common to all seeds; measured by the roughness of the mean over n seeds divided by the roughness of one seed (rms over seeds), from 2/5 of the largest amplitude on, where curves are nearly straight: near 1/√n if the claim is true, near 1 if not',
    why: 'noise from one seed is mistaken for an effect of the amplitude',
    kind: 'statistical',
    laws: ['digits/zig-zags-are-their-own'],
    studies: ['tutorial-fixed', 'miniature-fixed', 'miniature-retrained-fine', 'miniature-retrained-fresh'],
  },
  {
    id: 'C7',
    statement: 'If the amplitude stays fixed in a loop, accuracy does not change.',
    scope: 'exact equality, not a tolerance',
    why: 'results of a sweep depend on what ran before, and no two points can be compared',
    kind: 'exact',
    laws: ['network/unchanged-at-the-same-amplitude'],
  },
  {
    id: 'C8',
    statement: 'The seed must be set inside the function that builds the network.',
    scope:
      'building is a pure function of the seed, whatever was built before, in any order, with any number of workers',
    why: 'two networks that should be identical differ, and no result can be repeated',
    kind: 'exact',
    laws: [
      'seeded/depends-on-seed-alone',
      'trained/depends-on-seed-alone',
      'build/same-whatever-was-built-before',
      'build/arrays-are-drawn-apart',
      'build/new-layers-leave-the-others-alone',
      'build/amplitude-changes-no-weight',
      'epoch/shuffles-by-name',
    ],
  },
  {
    id: 'C9',
    statement: 'Seeds differ: one may do well and another badly, and only several show the trend.',
    scope:
      'on the same images, by a standard deviation of more than one point beyond what the choice of images explains',
    why: 'several seeds turn out to be the same one, and an error bar is meaningless',
    kind: 'statistical',
    laws: [
      'digits/seeds-differ',
      'build/another-seed-another-network',
      'seeded/differs-between-seeds',
      'trained/differs-between-seeds',
    ],
    studies: ['tutorial-all', 'tutorial-fixed', 'miniature-fixed'],
  },
  {
    id: 'C10',
    statement: 'In a channel of two layers with doubled amplitude, an input of 1 comes out as 2, so the error rises.',
    scope:
      'exact if only the second layer is doubled; other factors are measured; no error if decoders are solved again',
    why: 'values leave a chain of layers too large or too small',
    kind: 'exact and measured',
    laws: [
      'channel/passes-its-input',
      'channel/layer-two-doubled',
      'channel/layer-one-doubled',
      'channel/both-doubled',
      'channel/solved-again',
    ],
  },
  {
    id: 'C11',
    statement: 'Retrained from the same seed with the same recipe for every amplitude, accuracy still falls.',
    scope: 'statistical; F3 gives the reason, and a recipe with which accuracy does not drop',
    why: 'networks are trained with a recipe that does not fit their amplitude',
    kind: 'statistical',
    laws: ['digits/falls-though-retrained', 'trained/falls-though-retrained'],
    studies: [
      'tutorial-retrained',
      'tutorial-retrained-long',
      'tutorial-retrained-seed-0',
      'miniature-retrained-120ms',
      'miniature-retrained',
      'miniature-retrained-fresh',
    ],
  },
  {
    id: 'C12',
    statement: 'Spike timing and filtering change single results.',
    scope: 'laws of the low-pass filter; 30 ms at 100 Hz are 3 spikes; more than one image in 1,000 changes its class',
    why: 'a read-out lags or settles differently, and short runs predict other classes',
    kind: 'exact and measured',
    laws: [
      'network/read-out-is-filtered-with-a-lag',
      'low-pass/rule-at-any-size',
      'low-pass/lags-one-step',
      'low-pass/step-response',
    ],
    studies: ['tutorial-all', 'tutorial-fixed', 'nengo-dl-all', 'nengo-dl', 'miniature-fixed'],
  },
  {
    id: 'F1',
    statement:
      "Scale invariance: multiplying the amplitude by k and dividing the next layer's weights by k gives the same network.",
    scope: 'bit for bit for powers of two, otherwise up to rounding',
    why: 'weights cannot be moved to a simulator that uses another amplitude',
    kind: 'exact',
    laws: ['network/gauge-by-powers-of-two', 'network/every-stage-follows'],
  },
  {
    id: 'F2',
    statement:
      'With fixed weights, the voltage floor causes the accuracy loss; without it, spikes follow the rate network.',
    scope: "Nengo's LIF, trained tutorial network, amplitudes 0.01 to 0.5",
    why: 'the floor costs accuracy, and the amplitude is blamed',
    kind: 'measured',
    laws: ['digits/follows-its-rates-without-floor'],
    studies: ['tutorial-all', 'tutorial-fixed', 'nengo-dl-all', 'nengo-dl'],
  },
  {
    id: 'F3',
    statement:
      'With retraining, the remaining loss is a matter of units: if initial weights, learning rate and ε are rescaled, the network is the same.',
    scope:
      'initial weights ÷ k, learning rate ÷ k, ε · k² for weights that receive spikes; bit for bit for powers of two',
    why: 'a larger amplitude trains badly although only the units differ',
    kind: 'exact and measured',
    laws: ['digits/stands-if-rescaled', 'amplitude/rescaling-trains-the-same', 'amplitude/plain-training-does-not'],
    studies: ['tutorial-rescaled-long', 'tutorial-rescaled', 'miniature-rescaled'],
  },
  {
    id: 'F4',
    statement:
      'Shown single images for 30 ms each, spikes without a floor lose no more accuracy than the rate network does.',
    scope:
      'within one point; trained tutorial network with fixed weights; with plain retraining, 30 ms are too short for the few spikes',
    why: 'spikes are blamed for a loss that the rate network already has',
    kind: 'measured',
    laws: ['digits/rest-is-the-rate-networks'],
    studies: ['tutorial-all', 'tutorial-fixed', 'nengo-dl-all', 'nengo-dl'],
  },
  {
    id: 'F5',
    statement:
      'The floor cuts unfiltered spikes: with synapses between layers, spikes follow the rate network despite the floor.',
    scope:
      "within one point; a low-pass of 5 ms, Nengo's default, between layers of neurons; fixed weights, single images of 30 ms",
    why: 'the floor is blamed alone, although the question was asked about a network without synapses',
    kind: 'measured',
    laws: ['digits/stays-with-synapse'],
    studies: ['nengo-dl-synapse-5ms', 'miniature-synapse'],
  },
  {
    id: 'F6',
    statement:
      'Equal starts do not remove the zig-zag: networks that are trained again for every amplitude zig-zag although all begin with the same weights, and fixed weights do not.',
    scope:
      'plain training, with the floor, from 2/5 of the largest amplitude on: retrained, the roughness of one seed is more than twice what the choice of images explains; with fixed weights it is less than that. Why the zig-zag of the question disappeared is open: in its own software, building in a loop or in a function gives the same weights',
    why: 'a smooth curve is attributed to the place of the seed, although the weights were not trained again',
    kind: 'measured',
    laws: ['build/amplitude-changes-no-weight', 'trained/depends-on-seed-alone'],
    studies: [
      'tutorial-fixed',
      'tutorial-retrained-seed-0',
      'miniature-fixed',
      'miniature-retrained-fine',
      'miniature-retrained-fresh',
    ],
  },
];
