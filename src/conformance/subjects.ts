import { claims } from './claims.ts';

/** What a law or vector is about: a claim, or a clause of the definition. */
export interface Subject {
  readonly id: string;
  readonly statement: string;
  /** What goes wrong for a user if it does not hold. */
  readonly why: string;
}

const clause = (id: string, statement: string, why: string): Subject => ({ id, statement, why });

/** The clauses of the definition: what a LIF neuron, a synapse and a network do. */
const clauses = [
  clause(
    'threshold',
    'A neuron fires if its voltage is above 1, and does not fire at exactly 1.',
    'neurons at their intercept fire or stay silent, and every neuron they feed follows',
  ),
  clause(
    'integration',
    'Between spikes the voltage approaches the current exponentially with τ_rc, exactly at every step.',
    'results depend on the time step, more so for longer steps',
  ),
  clause(
    'start',
    'A neuron starts from the voltage it is given.',
    'in runs of a few spikes, the initial voltage decides how many there are',
  ),
  clause(
    'reset',
    'A spike sets the voltage to 0; what exceeded the threshold is lost.',
    'a neuron that keeps the excess fires more often, most of all at large currents',
  ),
  clause(
    'refractory',
    'After a spike a neuron is silent for τ_ref, counted from the moment of the spike within its step.',
    'one additional or missing step changes every rate, by a fifth at 200 Hz',
  ),
  clause(
    'count',
    'At a constant current, the spike count is within one of rate × time at every step.',
    'weights trained with rates only fit neurons that fire at those rates',
  ),
  clause(
    'floor',
    'A voltage never falls below its floor, if there is one.',
    'inhibition is remembered or discarded, which decides whether accuracy survives a large amplitude',
  ),
  clause(
    'time',
    'Only the ratios of dt, τ_rc and τ_ref matter, and a run that begins later is the same run.',
    'results depend on a unit of time, or on when a run began',
  ),
  clause(
    'state',
    'A run can be stopped and continued from its state.',
    'a run in two parts gives other spikes than the same run in one',
  ),
  clause(
    'independence',
    'Neurons that run side by side do not affect each other.',
    'the output depends on the size of a batch or a layer',
  ),
  clause('determinism', 'The same input gives the same output, whatever ran before.', 'no result can be repeated'),
  clause(
    'rule',
    'For any current, a neuron fires in the steps of the textbook form.',
    'a trained network that is moved here runs on neurons it was not trained for',
  ),
  clause('refusal', 'An invalid input is refused.', 'a mistake in a script goes unnoticed and becomes a result'),
  clause(
    'rate',
    'Gain, bias and rates follow from maximum rate and intercept in closed form.',
    'a network is trained with rates other than those at which it runs',
  ),
  clause(
    'low-pass',
    'A synapse is y[t] = a·y[t−1] + (1 − a)·x[t−1], a = e^(−dt/τ), from 0.',
    'a readout settles at another speed or value, and short runs predict other classes',
  ),
  clause(
    'randomness',
    'Values drawn at random lie in the requested range, and are spread evenly.',
    'a network consists of other neurons than its script describes',
  ),
  clause(
    'convolution',
    'The currents of a layer are the convolution of its input.',
    'weights trained elsewhere mean something else here',
  ),
  clause(
    'layers',
    'A layer is a set of LIF neurons, one for each position and channel.',
    'neurons behave differently in a network than alone',
  ),
  clause(
    'read-out',
    'The readout adds biases and the weighted spikes of the last layer, and filters the sum.',
    'classes are computed from other numbers than those the weights were trained for',
  ),
  clause(
    'class',
    'The predicted class has the largest readout; in a tie, the lowest class wins.',
    'accuracies differ although all spikes agree',
  ),
  clause('images', 'Images that run together do not affect each other.', 'accuracy depends on the order of the images'),
  clause('probes', 'Recording a value does not change it.', 'the recorded run is not the run that was measured'),
  clause('steps', 'A longer run begins like a shorter one.', 'runs of different lengths cannot be compared'),
];

/** Ids of the clauses, such as `threshold`. */
export const clauseIds: readonly string[] = clauses.map(({ id }) => id);

/** Everything that laws and vectors are about: the claims, then the clauses. */
export const subjects: readonly Subject[] = [
  ...claims.map(({ id, statement, why }) => ({ id, statement, why })),
  ...clauses,
];
