/** A numbered clause of docs/definition.md: what every correct implementation does, or what follows from it. */
export interface Clause {
  /** `N1` …: neuron, `S1` …: synapse, `W1` …: network, `T1` …: training, `R1` …: randomness, `X1` …:
   * exchange of networks, `I1` …: input, `O1` …: observed consequences. */
  readonly number: string;
  /** The name by which laws, vectors and reports refer to the clause. Never reused or renamed. */
  readonly id: string;
  readonly statement: string;
  /** What goes wrong for a user if it does not hold. */
  readonly why: string;
}

/** The clauses of the definition, in its order. */
export const clauses: readonly Clause[] = [
  {
    number: 'N1',
    id: 'integration',
    statement: 'Between spikes, the voltage approaches the current exponentially with τ_rc, exactly at every step.',
    why: 'results depend on the step length, and more so for longer steps',
  },
  {
    number: 'N2',
    id: 'threshold',
    statement: 'A neuron fires if its voltage is above 1, not at 1.',
    why: 'neurons exactly at their intercept fire when they should be silent, or the reverse',
  },
  {
    number: 'N3',
    id: 'reset',
    statement: 'A spike resets the voltage to 0, and the excess over the threshold is lost.',
    why: 'a neuron that carries the excess over fires more often, especially at large currents',
  },
  {
    number: 'N4',
    id: 'refractory',
    statement: 'After a spike, a neuron is silent for τ_ref, counted from the moment of the spike within its step.',
    why: 'one step more or less changes every rate, by a fifth at 200 Hz',
  },
  {
    number: 'N5',
    id: 'floor',
    statement: 'The voltage never falls below the voltage floor, if there is one.',
    why: 'inhibition is lost or preserved, which decides whether accuracy survives a large amplitude',
  },
  {
    number: 'N6',
    id: 'start',
    statement: 'A neuron starts active, at the voltage it is given.',
    why: 'in runs of a few spikes, the initial voltage decides how many there are',
  },
  {
    number: 'N7',
    id: 'spike-height',
    statement:
      'A spike lasts one step and has the height amplitude/dt; the amplitude does not act on the neuron itself.',
    why: 'if the amplitude is ignored or changes the neuron, all later weights are wrong by that factor',
  },
  {
    number: 'N8',
    id: 'rule',
    statement: 'For any current, a neuron fires in the same steps as the textbook form.',
    why: 'a network that was trained elsewhere runs with neurons that it was not trained for',
  },
  {
    number: 'N9',
    id: 'count',
    statement: 'At a constant current, the spike count is within one of rate × time, at every step.',
    why: 'weights that were trained with rates fit only neurons that fire at those rates',
  },
  {
    number: 'N10',
    id: 'rate',
    statement: 'Gain, bias and firing rates follow from max rate and intercept in closed form.',
    why: 'a network is trained with rates that differ from those at which it runs',
  },
  {
    number: 'N11',
    id: 'time',
    statement: 'Only the ratios of dt, τ_rc and τ_ref matter, and a run that begins later is the same run.',
    why: 'results depend on a unit, or on when a run began',
  },
  {
    number: 'N12',
    id: 'state',
    statement: 'A run can be stopped and continued from its state.',
    why: 'a run in pieces does not give the spikes of an uninterrupted one',
  },
  {
    number: 'N13',
    id: 'independence',
    statement: 'Neurons that run side by side do not affect each other.',
    why: 'the answer depends on the size of a batch or a layer',
  },
  {
    number: 'S1',
    id: 'low-pass',
    statement: 'A synapse computes y[t] = a·y[t−1] + (1 − a)·x[t−1] with a = e^(−dt/τ), starting from 0.',
    why: 'a read-out settles at another speed or another value, and short runs give other classes',
  },
  {
    number: 'W1',
    id: 'convolution',
    statement: "A layer's currents are the convolution of its input, plus biases.",
    why: 'weights that were trained elsewhere do not fit',
  },
  {
    number: 'W2',
    id: 'layers',
    statement: 'A layer consists of LIF neurons, one per position and channel.',
    why: 'neurons in a network behave differently from single neurons',
  },
  {
    number: 'W3',
    id: 'read-out',
    statement:
      'The read-out is the low-pass filtered sum of the biases and a weight for every spike of the last layer.',
    why: 'classes are computed from numbers that the weights were not trained for',
  },
  {
    number: 'W4',
    id: 'class',
    statement:
      'The predicted class has the largest filtered read-out after the last step; at a tie, the lowest index wins.',
    why: 'accuracies differ although all spikes agree',
  },
  {
    number: 'W5',
    id: 'images',
    statement: 'Images that are shown together do not affect each other.',
    why: 'accuracy depends on the order of the images',
  },
  {
    number: 'W6',
    id: 'probes',
    statement: 'Recording changes nothing.',
    why: 'measuring a network changes it',
  },
  {
    number: 'W7',
    id: 'steps',
    statement: 'A longer run begins exactly like a shorter one.',
    why: 'two run lengths cannot be compared',
  },
  {
    number: 'W8',
    id: 'folding',
    statement:
      "Gain and spike height multiply a layer's incoming weights, so amplitude × k with weights ÷ k changes nothing.",
    why: 'weights cannot be moved to a simulator that uses another amplitude',
  },
  {
    number: 'W9',
    id: 'rate-network',
    statement: 'In the rate network, every neuron sends amplitude × rate instead of spikes.',
    why: 'a network is trained for values that its spikes do not send',
  },
  {
    number: 'W10',
    id: 'initial-weights',
    statement:
      'Before training, kernels are drawn from the Glorot uniform distribution, kernel biases are 0, and neuron biases fit the intercept.',
    why: 'a network starts training from weights that its recipe does not suit',
  },
  {
    number: 'W11',
    id: 'synapse',
    statement: 'Between layers of neurons, there may be a low-pass synapse, which filters the weighted spikes.',
    why: 'spikes arrive with or without the filter that the weights were trained or tested with',
  },
  {
    number: 'W12',
    id: 'image-stream',
    statement:
      'In a stream of images, neurons and synapses keep their state, and the filter of the read-out starts again.',
    why: 'an image is classified differently depending on the images before it',
  },
  {
    number: 'W13',
    id: 'padding',
    statement: 'A convolution may be padded with a border of zeros around its input.',
    why: 'kernels at the border of an image see something other than in training',
  },
  {
    number: 'T1',
    id: 'loss',
    statement: 'The loss is the softmax cross-entropy of the rate network, averaged over a batch.',
    why: 'a network learns something other than its classes',
  },
  {
    number: 'T2',
    id: 'gradient',
    statement:
      'The gradient is the derivative of the loss with respect to every weight and bias, through the slope of the firing rate.',
    why: 'a network learns more slowly, or parts of it do not learn',
  },
  {
    number: 'T3',
    id: 'optimizer',
    statement: 'RMSprop changes the parameters once per batch, and its memory lasts through all epochs.',
    why: 'the learning rate of a recipe means something else',
  },
  {
    number: 'T4',
    id: 'rescaling',
    statement:
      'At k times the amplitude, weights that receive spikes start at 1/k of their size and are trained with learning rate/k and ε·k².',
    why: 'a larger amplitude trains badly although only the units differ',
  },
  {
    number: 'T5',
    id: 'epoch',
    statement:
      'An epoch shows every image once, in full batches except for the last, in the given order or shuffled by its seed.',
    why: 'a network is trained less than its script says, or not at all',
  },
  {
    number: 'R1',
    id: 'determinism',
    statement: 'The same input gives the same output, whatever ran before.',
    why: 'no result can be repeated',
  },
  {
    number: 'R2',
    id: 'streams',
    statement:
      "Every random value comes from a stream named after the seed and the value's purpose, so other draws cannot change it.",
    why: 'two networks that should be identical differ, or networks that should differ are the same',
  },
  {
    number: 'R3',
    id: 'randomness',
    statement: 'Random values follow the distributions they are drawn from.',
    why: 'a network has different neurons than its script specifies',
  },
  {
    number: 'X1',
    id: 'nir',
    statement: 'A NIR neuron follows its equation with every parameter of its node, or is refused.',
    why: 'a network that is moved between simulators computes something else, without any warning',
  },
  {
    number: 'I1',
    id: 'refusal',
    statement: 'An invalid input is refused.',
    why: 'a mistake in a script goes unnoticed and becomes a result',
  },
  {
    number: 'O1',
    id: 'accuracy-drop',
    statement:
      'A larger amplitude lowers the accuracy of trained LIF networks, with fixed weights and with an unchanged recipe.',
    why: 'users choose an amplitude that costs accuracy',
  },
  {
    number: 'O2',
    id: 'floor-loss',
    statement:
      'With fixed weights, the voltage floor causes the accuracy loss: without it, or with synapses, spikes follow the rate network.',
    why: 'the floor costs accuracy, and the amplitude is blamed',
  },
  {
    number: 'O3',
    id: 'rescaled-training',
    statement: 'Retrained with rescaled training, a network keeps its accuracy at a larger amplitude.',
    why: 'networks are trained with a recipe that does not fit their amplitude',
  },
  {
    number: 'O4',
    id: 'seeds',
    statement: 'Networks of different seeds differ in accuracy, and their curves have zig-zags of their own.',
    why: 'noise from one seed is mistaken for an effect of the amplitude',
  },
  {
    number: 'O5',
    id: 'channel',
    statement: 'A channel of two layers passes its input on, and doubling the second layer doubles its output.',
    why: 'values leave a chain of layers too large or too small',
  },
];

/** The clause with an id; an unknown one has the id as its statement. */
export function findClause(id: string): Clause {
  return clauses.find((clause) => clause.id === id) ?? { number: '', id, statement: id, why: '' };
}
