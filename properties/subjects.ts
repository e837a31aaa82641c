import { claims } from './claims.ts';

/** What a law or a vector is about, a claim or a clause of the definition, and why somebody should care. */
export interface Subject {
  readonly id: string;
  readonly statement: string;
  /** What goes wrong for a user where it does not hold. */
  readonly why: string;
}

/** Why each claim matters. */
const whyOfClaims: Readonly<Record<string, string>> = {
  C1: 'a network that is set up for 100 Hz runs at other rates, and its weights were trained for 100 Hz',
  C2: 'rates at which weights were trained are not those at which the network runs',
  C3: 'neurons fire without input, and every layer behind them sees noise',
  C4: 'an amplitude that is ignored, or acts on the neuron, makes every weight behind it wrong by that factor',
  C5: 'an amplitude is chosen that costs accuracy',
  C6: 'noise of one seed is taken for an effect of the amplitude',
  C7: 'results of a sweep depend on what ran before, so no two points can be compared',
  C8: 'what is called the same network is another one, and nobody can repeat a result',
  C9: 'several seeds are one and the same, and an error bar says nothing',
  C10: 'values come out of a chain of layers too large or too small',
  C11: 'networks are trained with a recipe that does not fit their amplitude',
  C12: 'a read-out lags or settles differently, and short runs give other classes',
  F1: 'weights cannot be moved to a simulator that uses another amplitude',
  F2: 'accuracy is lost to the floor, and the amplitude is blamed',
  F3: 'a larger amplitude trains badly, though only the units differ',
  F4: 'spikes are blamed for what the rate network loses already',
};

/** The clauses of the definition: what a LIF neuron and a network of them do, claim or not. */
const clauses: readonly Subject[] = [
  {
    id: 'threshold',
    statement: 'A neuron fires if its voltage is above one, not at one.',
    why: 'neurons at their intercept fire or do not, and so do all that are fed by them',
  },
  {
    id: 'integration',
    statement: 'Between spikes the voltage goes to the current exponentially with τ_rc, exactly at every step.',
    why: 'results depend on the length of a step, the more the longer it is',
  },
  {
    id: 'start',
    statement: 'A neuron starts from the voltage it is given.',
    why: 'in runs of a few spikes the start decides how many there are',
  },
  {
    id: 'reset',
    statement: 'A spike takes the voltage to zero, and what exceeded the threshold is lost.',
    why: 'a neuron that keeps the rest fires more often, most of all at large currents',
  },
  {
    id: 'refractory',
    statement: 'After a spike a neuron is silent for τ_ref, counted from the moment of the spike within its step.',
    why: 'one step more or less changes every rate, at 200 Hz by a fifth',
  },
  {
    id: 'count',
    statement: 'At a constant current the number of spikes is time times rate, to less than one, at every step.',
    why: 'weights that were trained with rates only fit neurons that keep to those rates',
  },
  {
    id: 'floor',
    statement: 'A voltage never falls below its floor, if there is one.',
    why: 'inhibition is thrown away or kept, which decides whether accuracy survives a large amplitude',
  },
  {
    id: 'time',
    statement: 'Only the ratios of dt, τ_rc and τ_ref count, and a run that begins later is the same run.',
    why: 'results depend on a unit, or on when a run began',
  },
  {
    id: 'state',
    statement: 'A run can be stopped and continued from its state.',
    why: 'a run in pieces gives other spikes than one in a piece',
  },
  {
    id: 'independence',
    statement: 'Neurons that run side by side do not meet.',
    why: 'the answer depends on the size of a batch or a layer',
  },
  {
    id: 'determinism',
    statement: 'The same input gives the same output, whatever ran before.',
    why: 'no result can be repeated',
  },
  {
    id: 'rule',
    statement: 'On any current a neuron fires in the steps of the textbook form.',
    why: 'a trained network moved here meets other neurons than those it was trained for',
  },
  {
    id: 'refusal',
    statement: 'An input that makes no sense is refused.',
    why: 'a mistake in a script goes unnoticed and becomes a result',
  },
  {
    id: 'rate',
    statement: 'Gain, bias and rates follow from maximum rate and intercept in closed form.',
    why: 'a network is trained with other rates than those at which it runs',
  },
  {
    id: 'low-pass',
    statement: 'A synapse is y[t] = a·y[t−1] + (1 − a)·x[t−1], a = e^(−dt/τ), from 0.',
    why: 'a read-out settles faster, slower or elsewhere, and short runs give other classes',
  },
  {
    id: 'randomness',
    statement: 'What is drawn at random lies where it was asked to, evenly.',
    why: 'a network is built of other neurons than its script says',
  },
  {
    id: 'convolution',
    statement: 'The currents of a layer are the convolution of what it is sent.',
    why: 'weights that were trained elsewhere mean something else here',
  },
  {
    id: 'layers',
    statement: 'A layer is LIF neurons, one for each place and channel.',
    why: 'neurons in a network do otherwise than alone',
  },
  {
    id: 'read-out',
    statement: 'The read-out adds biases and what every spike of the last layer sends, and filters the sum.',
    why: 'classes come from other numbers than those that the weights were trained for',
  },
  {
    id: 'class',
    statement: 'The answer is the class of the largest read-out, the lowest at a tie.',
    why: 'accuracies differ though all spikes agree',
  },
  {
    id: 'images',
    statement: 'Images that are shown together do not meet.',
    why: 'accuracy depends on the order of the images',
  },
  {
    id: 'probes',
    statement: 'Looking changes nothing.',
    why: 'what is measured is not what runs',
  },
  {
    id: 'steps',
    statement: 'A longer run begins as a shorter one.',
    why: 'two lengths cannot be compared',
  },
];

/** All that laws and vectors are about, claims first. */
export const subjects: readonly Subject[] = [
  ...claims.map(({ id, statement }) => ({ id, statement, why: whyOfClaims[id] ?? '' })),
  ...clauses,
];
