/*
 * The choices of an importer of NIR: what it reads in a graph, and what a neuron does in a step, stage by stage. What clause X1
 * leaves open is a convention. The neurons of each type have choices of their own, because importers often differ in one type
 * only. Parameters have their names in NIR; `tau` is also the `tau_mem` of a CubaLIF.
 */
import { exp, expm1 } from '../../base/elementary.ts';
import type { NirNeuronType, NirParameter, NirWeights } from '../nir/neurons.ts';
import { type ActsOf, convention, definition, equal, type Field, type Fields, mistake } from './choice.ts';
import { field } from './neuron.ts';

/** The parameters of one neuron. */
export type NirParameters = Readonly<Record<Exclude<NirParameter, 'tau_mem'>, number>>;

/** What an importer may use to read a parameter. */
interface Reading {
  /** The parameter of the first neuron. */
  readonly first: number;
  /** All parameters of this neuron as they are in the graph. */
  readonly given: NirParameters;
  readonly dtSeconds: number;
}

type Read = (own: number, of: Reading) => number;

export const itself = (own: number): number => own;

const asGiven = (name: string) => definition(`uses ${name} of each neuron`, itself);

/** Mistakes that are possible in every parameter. */
const sharing = (name: string) => ({
  'as-given': asGiven(name),
  'of-the-first': mistake(`uses the first ${name} for all neurons`, (_: number, { first }: Reading) => first),
});

const unsigned = (name: string) => mistake(`takes the absolute value of ${name}`, Math.abs);

const treatedAs = (name: string, value: number, cites?: string) =>
  mistake(`treats ${name} as ${value}`, () => value, cites);

/** A field without some choices, which have no effect in a type of neuron. */
const less = <Own extends Field, Name extends keyof Own & string>(own: Own, ...names: readonly Name[]) =>
  Object.fromEntries(Object.entries(own).filter(([name]) => !names.includes(name as Name))) as unknown as Omit<
    Own,
    Name
  >;

type Rows = readonly (readonly number[])[];

const graph = {
  /** The step length, in seconds. */
  step: field<(dtSeconds: number) => number>()({
    'as-asked': definition('uses the requested step', (dt) => dt),
    '0.1-ms': mistake('uses steps of 0.1 ms whatever is requested', () => 0.0001, 'snntorch#435'),
    '1-ms': mistake('uses steps of 1 ms whatever is requested', () => 0.001),
    // time constants that carry a factor of dt are the same
    '1-s': mistake('counts time in steps, as if a step were 1 s', () => 1, 'norse#413'),
  }),
  input: field<(rows: Rows) => Rows>()({
    'as-given': definition('takes the input of each step', (rows) => rows),
    unsigned: mistake('takes the absolute value of the input', (rows) => rows.map((row) => row.map(Math.abs))),
    'held-for-two-steps': mistake('takes the input of every second step for two steps', (rows) =>
      rows.map((_, step) => rows[step - (step % 2)] as readonly number[]),
    ),
    'binary-doubled': mistake('doubles inputs that are all 0 or 1', (rows) => {
      const isBinary = rows.flat().every((value) => value === 0 || value === 1);
      return isBinary ? rows.map((row) => row.map((value) => 2 * value)) : rows;
    }),
    'at-most-10': mistake('limits the input to 10 in both directions', (rows) =>
      rows.map((row) => row.map((value) => Math.max(-10, Math.min(value, 10)))),
    ),
    'channels-reversed': mistake('reads the channels of the input in reverse', (rows) =>
      rows.map((row) => row.toReversed()),
    ),
  }),
  weights: field<(weight: NirWeights['weight'], neuron: number, channel: number) => number>()({
    'neuron-channel': definition(
      'reads weights by neuron, channel',
      (weight, neuron, channel) => weight[neuron]?.[channel] as number,
    ),
    'channel-neuron': mistake(
      'reads weights by channel, neuron',
      (weight, neuron, channel) => weight.flat()[channel * weight.length + neuron] as number,
    ),
    'left-out': mistake('leaves out a node of weights', (_, neuron, channel) => (neuron === channel ? 1 : 0)),
    'of-the-first': mistake(
      'uses the weights of the first neuron for all neurons',
      (weight, _, channel) => weight[0]?.[channel] as number,
    ),
    unsigned: mistake('takes the absolute value of weights', (weight, neuron, channel) =>
      Math.abs(weight[neuron]?.[channel] as number),
    ),
  }),
  bias: field<(bias: readonly number[], neuron: number, dtSeconds: number) => number>()({
    added: definition('adds the bias of an Affine in every step', (bias, neuron) => bias[neuron] as number),
    none: mistake('drops the bias of an Affine', () => 0),
    twice: mistake('adds the bias of an Affine twice', (bias, neuron) => 2 * (bias[neuron] as number)),
    'of-the-first': mistake('uses the first bias for all neurons', ([first = 0]) => first),
    'times-dt': mistake('multiplies the bias of an Affine by dt', (bias, neuron, dt) => dt * (bias[neuron] as number)),
  }),
  r: field<Read>()({
    ...sharing('r'),
    '1': treatedAs('r', 1, 'Norse 1.1.0'),
    unsigned: unsigned('r'),
    inverse: mistake('divides by r', (own) => 1 / own),
    squared: mistake('multiplies by r twice', (own) => own * own),
    thousandth: mistake('makes currents 1,000 times too small', (own) => own / 1000, 'BrainPy#842'),
  }),
};

/** The fraction of the distance to its target that a value covers in a step of x time constants. */
type Covers = (x: number) => number;

export const exactly: Covers = (x) => -expm1(-x);

const covering = (what: string) =>
  field<Covers>()({
    exact: definition(`follows the equation of ${what} exactly`, exactly),
    euler: convention(`steps ${what} by Euler`, (x) => x),
    'backward-euler': mistake(`steps ${what} by backward Euler`, (x) => x / (1 + x)),
    'by-halves': mistake(`takes tau for the half-life of ${what}`, (x) => 1 - 2 ** -x),
  });

/** What the membrane of a CubaLIF may receive. */
export interface Synapse {
  /** w_in times the input. */
  readonly arriving: number;
  /** The synaptic current before and after the step. */
  readonly before: number;
  readonly after: number;
  /** dt/tau_syn and dt/tau_mem. */
  readonly x: number;
  readonly ofMembrane: number;
  /** The fraction of the current that remains after a step. */
  readonly keep: number;
}

/** The mean current of a step, weighted by what remains of it at the end of the step. */
function jointly({ arriving, before, x, ofMembrane }: Synapse): number {
  const share =
    x === ofMembrane ? ofMembrane * exp(-x) : (ofMembrane * (exp(-x) - exp(-ofMembrane))) / (ofMembrane - x);
  return arriving + ((before - arriving) * share) / exactly(ofMembrane);
}

const synapse = {
  tau_syn: field<Read>()({
    ...sharing('tau_syn'),
    halved: mistake('halves tau_syn', (own) => own / 2),
    'of-the-membrane': mistake('uses tau_mem for tau_syn', (_, { given }) => given.tau),
    'times-dt': mistake('multiplies tau_syn by dt', (own, { dtSeconds }) => own * dtSeconds, 'norse#413'),
    'over-dt': mistake('divides tau_syn by dt', (own, { dtSeconds }) => own / dtSeconds),
  }),
  w_in: field<Read>()({
    ...sharing('w_in'),
    '1': treatedAs('w_in', 1, 'Spyx 1.0.0'),
    doubled: mistake('doubles w_in', (own) => 2 * own, 'DynaSim#538'),
    '1-if-0': mistake('takes a w_in of 0 for a missing one, which is 1', (own) => own || 1),
    unsigned: unsigned('w_in'),
    inverse: mistake('divides by w_in', (own) => 1 / own),
  }),
  /** What a step of the synapse starts from. */
  held: field<(current: number, voltage: number) => number>()({
    current: definition('lets the synaptic current decay', (current) => current),
    voltage: mistake(
      'steps the synaptic current from the voltage instead of from itself',
      (_, voltage) => voltage,
      'snntorch#363',
    ),
  }),
  /** What arrives at the synapse. */
  arriving: field<(weighted: number, of: NirParameters) => number>()({
    'weighted-input': definition('filters w_in times the input', (weighted) => weighted),
    'with-leak': mistake(
      'also adds v_leak to what the synapse receives',
      (weighted, { v_leak }) => weighted + v_leak,
      'Norse 1.1.0',
    ),
    'with-r': mistake('multiplies by r at the synapse, too', (weighted, { r }) => r * weighted),
  }),
  synapse: less(covering('the synapse'), 'backward-euler'),
  /** Steps after which what arrives acts on the membrane. */
  order: field<0 | 1>()({
    'synapse-first': definition('steps the synapse before the membrane', 0),
    'membrane-first': convention('steps the membrane before the synapse', 1),
  }),

  /** The factor of what arrives, given the part of the distance that the current covers. */
  intake: field<(covered: number, dtSeconds: number) => number>()({
    scaled: definition('multiplies what arrives by the part that the synapse covers in a step', (covered) => covered),
    whole: mistake('adds what arrives to the synaptic current without dt/tau_syn', () => 1, 'snntorch#435'),
    'times-dt': mistake('multiplies what arrives by dt instead of dt/tau_syn', (_, dt) => dt),
  }),
  current: field<(of: Synapse) => number>()({
    'of-this-step': definition('drives the membrane by the synaptic current of the same step', ({ after }) => after),
    joint: convention('solves the equations of synapse and membrane together', jointly),
    'past-the-synapse': mistake(
      'gives the input past the synapse to the membrane',
      ({ arriving }) => arriving,
      'snntorch#235',
    ),
    'with-the-input': mistake(
      'drives the membrane by the input in addition to the synaptic current',
      ({ arriving, after }) => after + arriving,
    ),
    decayed: mistake('lets the synaptic current decay before it acts', ({ after, keep }) => keep * after, 'lava#789'),
    'none-if-one-step': mistake(
      'has no synaptic current if tau_syn is dt',
      ({ after, x }) => (Math.abs(x - 1) < 1e-3 ? 0 : after),
      'lava#789',
    ),
    'past-the-synapse-if-equal': mistake(
      'has no synapse if tau_syn equals tau_mem',
      ({ after, arriving, x, ofMembrane }) => (x === ofMembrane ? arriving : after),
      'nest#1087',
    ),
    'none-if-equal': mistake(
      'has no synaptic current if tau_syn equals tau_mem',
      ({ after, x, ofMembrane }) => (x === ofMembrane ? 0 : after),
      'nest#1087',
    ),
  }),
  /** The synaptic current that the next step finds. */
  carried: field<(current: number, of: { readonly fired: boolean; readonly covered: number }) => number>()({
    whole: definition('keeps its synaptic current until the next step', (current) => current),
    shrunk: mistake(
      'also multiplies the synaptic current by the part that the membrane covers',
      (current, { covered }) => covered * current,
      'sinabs#40',
    ),
    'decayed-again': mistake(
      'also multiplies the synaptic current by the decay of the membrane',
      (current, { covered }) => (1 - covered) * current,
    ),
    'reset-by-spikes': mistake('resets the synaptic current with the voltage', (current, { fired }) =>
      fired ? 0 : current,
    ),
  }),
};

/** A factor in a step of the membrane, given the part of the distance to its target that it covers. */
type Factor = (covered: number, dtSeconds: number) => number;

const leaky = {
  tau: field<Read>()({
    ...sharing('tau'),
    halved: mistake('halves tau', (own) => own / 2),
    'times-dt': mistake('multiplies tau by dt', (own, { dtSeconds }) => own * dtSeconds, 'norse#413'),
    'over-dt': mistake('divides tau by dt', (own, { dtSeconds }) => own / dtSeconds, 'norse#413'),
    'at-most-100-ms': mistake('shortens time constants to 100 ms', (own) => Math.min(own, 0.1)),
    'times-r': mistake('multiplies tau by r', (own, { given }) => own * given.r),
    'of-the-synapse': mistake('uses tau_syn for tau_mem', (own, { given }) => given.tau_syn || own),
  }),
  v_leak: field<Read>()({
    ...sharing('v_leak'),
    '0': treatedAs('v_leak', 0, 'arbor#2026'),
    twice: mistake('adds v_leak twice', (own) => 2 * own),
    unsigned: unsigned('v_leak'),
    'of-the-reset': mistake('leaks towards v_reset', (_, { given }) => given.v_reset),
    'times-r': mistake('multiplies v_leak by r', (own, { given }) => own * given.r),
  }),
  integrator: covering('the membrane'),
  /** The factor of the voltage. */
  memory: field<Factor>()({
    'rest-of-the-step': definition('keeps what the step does not cover', (covered) => 1 - covered),
    all: mistake('never leaks', () => 1),
    none: mistake('keeps no voltage between steps', () => 0),
    squared: mistake('leaks twice per step', (covered) => (1 - covered) * (1 - covered)),
  }),
  /** The factor of r·I. */
  drive: field<Factor>()({
    'as-the-leak': definition('multiplies r·I by the part that a step covers', (covered) => covered),
    whole: mistake('adds r·I without dt/tau', () => 1, 'snntorch#435'),
    'times-dt': mistake('multiplies r·I by dt instead of dt/tau', (_, dt) => dt),
    'twice-scaled': mistake('multiplies r·I by dt/tau twice', (covered) => covered * covered),
  }),
};

const integrating = {
  memory: field<Factor>()({
    all: definition('keeps all of its voltage', () => 1),
    '90-percent': mistake('keeps 90 % of its voltage per step', () => 0.9, 'snntorch#416'),
    none: mistake('keeps no voltage between steps', () => 0, 'snntorch#452'),
  }),
  drive: field<Factor>()({
    'times-dt': definition('multiplies r·I by dt', (_, dt) => dt),
    whole: mistake('adds r·I without dt', () => 1, 'Norse 1.1.0'),
  }),
};

/** What a reset may use. */
interface Resetting extends Pick<NirParameters, 'v_threshold' | 'v_reset' | 'v_leak'> {
  readonly spikes: number;
}

const firing = {
  v_threshold: field<Read>()({
    ...sharing('v_threshold'),
    '1': treatedAs('v_threshold', 1),
    '1-if-not-positive': mistake('takes a v_threshold of 0 or less for 1', (own) => (own > 0 ? own : 1)),
    unsigned: unsigned('v_threshold'),
    'above-leak': mistake('takes v_threshold relative to v_leak', (own, { given }) => own + given.v_leak, 'nestml#831'),
    'above-reset': mistake('adds v_threshold to v_reset', (own, { given }) => own + given.v_reset),
    'times-dt-over-tau': mistake(
      'multiplies v_threshold by dt/tau',
      (own, { given, dtSeconds }) => (own * dtSeconds) / given.tau,
      'snntorch#435',
    ),
    'times-r': mistake('multiplies v_threshold by r', (own, { given }) => own * given.r),
  }),
  v_reset: field<Read>()({
    ...sharing('v_reset'),
    '0': treatedAs('v_reset', 0, 'snntorch#384'),
    'above-leak': mistake('takes v_reset relative to v_leak', (own, { given }) => own + given.v_leak, 'nestml#831'),
    'at-most-0': mistake('takes a v_reset above 0 for 0', (own) => Math.min(own, 0)),
    'of-the-leak': mistake('resets to v_leak', (_, { given }) => given.v_leak),
    unsigned: unsigned('v_reset'),
  }),
  refractory: field<number>()({
    none: definition('has no refractory period', 0),
    'one-step': mistake('leaves out the step after a spike', 1),
    'two-steps': mistake('leaves out two steps after a spike', 2),
  }),
  floor: field<(reached: number, of: Pick<NirParameters, 'v_reset' | 'v_leak'>) => number>()({
    none: definition('lets a voltage fall as its equation says', (reached) => reached),
    reset: mistake('lets no voltage fall below v_reset', (reached, { v_reset }) => Math.max(reached, v_reset)),
    '0': mistake('lets no voltage fall below 0', (reached) => Math.max(reached, 0)),
    leak: mistake('lets no voltage fall below v_leak', (reached, { v_leak }) => Math.max(reached, v_leak)),
  }),
  /** Whether a neuron may fire in a step in which it receives this. */
  trigger: field<(input: number) => boolean>()({
    none: definition('fires with or without an input', () => true),
    input: mistake('fires only in a step in which it receives an input', (input) => input !== 0, 'framework-open#3'),
  }),
  /** The number of spikes in a step. */
  spikes: field<(reached: number, threshold: number) => number>()({
    one: definition('fires once if its voltage is above v_threshold', (reached, least) => (reached > least ? 1 : 0)),
    'at-threshold': equal('also fires at v_threshold itself', (reached, least) => (reached >= least ? 1 : 0)),
    several: mistake(
      'fires several times in a step if its voltage is several times v_threshold',
      (reached, least) => (reached > least && least > 0 ? Math.floor(reached / least) : Number(reached > least)),
      'Sinabs 3.1.3',
    ),
    unsigned: mistake('fires if the absolute value of its voltage is above v_threshold', (reached, least) =>
      Math.abs(reached) > least ? 1 : 0,
    ),
  }),
  reset: field<(reached: number, of: Resetting) => number>()({
    'to-v-reset': definition('resets to v_reset', (_, { v_reset }) => v_reset),
    'minus-threshold': mistake(
      'subtracts v_threshold in place of a reset to v_reset',
      (reached, { v_threshold, spikes }) => reached - spikes * v_threshold,
      'Sinabs 3.1.3',
    ),
    'minus-distance': mistake(
      'subtracts the distance from v_reset to v_threshold in place of a reset to v_reset',
      (reached, { v_threshold, v_reset }) => reached - (v_threshold - v_reset),
    ),
    'minus-threshold-twice': mistake(
      'subtracts v_threshold twice in place of a reset to v_reset',
      (reached, { v_threshold }) => reached - 2 * v_threshold,
      'spyx#51',
    ),
    'minus-reset': mistake('subtracts v_reset in place of a reset to it', (reached, { v_reset }) => reached - v_reset),
    'by-99-percent': mistake(
      'leaves 1 % of the distance from v_reset to v_threshold',
      (_, { v_threshold, v_reset }) => v_reset + 0.01 * (v_threshold - v_reset),
    ),
    none: mistake('does not reset its voltage', (reached) => reached),
  }),
  resetTime: field<0 | 1>()({
    'at-the-end': definition('resets its voltage at the end of the step', 0),
    'next-step': mistake('resets its voltage at the end of the step after a spike', 1, 'snntorch#341'),
  }),
  /** The number of spikes that an answer shows for a step, given those of all steps up to it. */
  report: field<{ readonly shown: (counts: readonly number[], step: number) => number; readonly late?: number }>()({
    'at-once': definition('reports a spike in its step', { shown: (counts, step) => counts[step] as number, late: 0 }),
    'one-step-late': convention('reports a spike one step late', {
      shown: (counts, step) => counts[step - 1] ?? 0,
      late: 1,
    }),
    'two-steps-late': mistake('reports a spike two steps late', {
      shown: (counts, step) => counts[step - 2] ?? 0,
      late: 2,
    }),
    'first-only': mistake('lets a neuron fire only once', {
      shown: (counts, step) => (counts.slice(0, step).some((count) => count > 0) ? 0 : (counts[step] as number)),
    }),
  }),
};

/** The voltage that an answer shows, given those before the step, before and after the reset. */
type Showing = (before: number, reached: number, after: number, threshold: number) => number;

const voltage = {
  start: field<(of: NirParameters, hasLeak: boolean) => number>()({
    rest: definition('starts at rest', ({ v_leak, v_reset }, hasLeak) => (hasLeak ? v_leak : v_reset)),
    '0': convention('starts at 0', () => 0),
    reset: convention('starts at v_reset', ({ v_reset }) => v_reset),
  }),
  shown: field<Showing>()({
    'after-reset': definition('shows voltages after the reset', (_, __, after) => after),
    'before-reset': convention('shows voltages before the reset', (_, reached) => reached),
    'before-step': convention('shows voltages before the step', (before) => before),
    'in-thresholds': mistake('shows voltages in units of v_threshold', (_, __, after, threshold) => after / threshold),
  }),
};

/** What only a neuron that may leave 0 without input shows. */
const idle = field<boolean>()({
  stepped: definition('steps every neuron', false),
  skipped: mistake('leaves out steps of neurons at 0 that receive nothing', true),
});

/** What fires without a leak. */
const { trigger: _, ...firingByInput } = firing;
const integratingFiring = {
  ...firingByInput,
  v_threshold: less(firing.v_threshold, 'times-dt-over-tau', 'above-leak'),
  v_reset: less(firing.v_reset, 'of-the-leak', 'above-leak'),
  floor: less(firing.floor, 'leak'),
};

/** The fields of each type of neuron, in the order of a step. */
export const nirFieldsOf = {
  LIF: { ...graph, ...leaky, ...firing, idle, ...voltage },
  IF: {
    ...graph,
    step: less(graph.step, '1-s'),
    ...integrating,
    ...integratingFiring,
    ...voltage,
    start: less(voltage.start, 'reset'),
  },
  LI: { ...graph, ...leaky, ...voltage, shown: less(voltage.shown, 'before-reset', 'in-thresholds') },
  CubaLIF: { ...graph, ...synapse, ...leaky, ...firing, ...voltage },
} as const satisfies Readonly<Record<NirNeuronType, Fields>>;

export type NirActs = ActsOf<typeof nirFieldsOf.CubaLIF> & Partial<Pick<ActsOf<typeof nirFieldsOf.LIF>, 'idle'>>;
