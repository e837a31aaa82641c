import type { CapabilityName, Implementation, NeuronOutput } from '../../implementation.ts';
import { currents, smokeInputs } from './inputs.ts';

/** A requirement that every sound adapter meets. */
export interface SmokeCheck {
  /** `capability/what-it-does`; stable. */
  readonly id: string;
  /** A sentence without its subject. */
  readonly statement: string;
  readonly needs: CapabilityName;
  /**
   * Throws errors of the connection.
   *
   * @returns what is wrong although the answer matches the schema
   */
  readonly act: (implementation: Implementation) => Promise<CheckResult>;
}

/** The result of a check; undefined if the answer is sound. */
type CheckResult = { readonly wrong: string } | { readonly notApplicable: string } | undefined;

/** Sends the small input of a capability with changes. */
type Ask<Name extends CapabilityName> = (
  changes?: object,
) => Promise<Awaited<ReturnType<NonNullable<Implementation[Name]>>>>;

function check<Name extends CapabilityName>(
  needs: Name,
  does: string,
  statement: string,
  act: (ask: Ask<Name>, implementation: Implementation) => Promise<CheckResult>,
): SmokeCheck {
  const run = async (implementation: Implementation) => {
    const capability = implementation[needs] as (input: object) => unknown;
    const ask = (async (changes = {}) => capability({ ...smokeInputs[needs], ...changes })) as Ask<Name>;
    return await act(ask, implementation);
  };
  return { id: `${needs}/${does}`, statement, needs, act: run };
}

/** Checks that invalid inputs are refused and that a valid one is answered afterwards. */
function refusalCheck(needs: CapabilityName, nonsense: Readonly<Record<string, object>>): SmokeCheck {
  const statement = `refuses ${Object.keys(nonsense).join(', ')} with the error invalid-input, and continues`;
  return check(needs, 'refuses', statement, async (ask) => {
    for (const [what, changes] of Object.entries(nonsense)) {
      const isRefused = await ask(changes).then(() => false, rethrowUnlessRefusal);
      if (!isRefused) return { wrong: `${what}: expected an error of kind invalid-input, but got an output` };
    }
    await ask();
    return undefined;
  });
}

function rethrowUnlessRefusal(error: unknown): true {
  if (error instanceof RangeError) return true;
  throw error;
}

const areZero = (field: string, values: readonly (number | readonly number[])[]) =>
  values.flat().some((value) => value > 0) ? undefined : { wrong: `output.${field} is 0 everywhere` };

function differ(one: Partial<NeuronOutput>, other: Partial<NeuronOutput>, what: string): CheckResult {
  const same = (field: 'spikes' | 'voltage') => JSON.stringify(one[field]) === JSON.stringify(other[field]);
  if (!same('spikes')) return { wrong: `${what}, in spikes` };
  return same('voltage') ? undefined : { wrong: `${what}, in voltages` };
}

const { current } = smokeInputs.neuron;
const steps = current.length;

async function fires(ask: Ask<'neuron'>): Promise<CheckResult> {
  // the third neuron gets no current in the first half, so a neuron that fires in every step is noticed
  const late = current.map((row, step) => (step < steps / 2 ? [5, 0, 0] : row));
  const { spikes, spikeHeight } = await ask({ current: late });
  const [often = [], never = [], later = []] = spikes;
  const order = 'currents are [step][neuron], spikes are [neuron]';
  const isLate = later.length < often.length && later.every((step) => step >= steps / 2);
  if (often.length === 0) return { wrong: `no spike in ${steps} steps of 1 ms at a current of 5` };
  if (never.length > 0) return { wrong: `a spike at a current of 0; ${order}` };
  if (!isLate)
    return { wrong: `a current of 0 for ${steps / 2} steps and then 2.5 fires early, or as often as 5; ${order}` };
  if (spikeHeight !== 0) return undefined;
  return { wrong: 'output.spikeHeight: expected the output of a neuron in the step of a spike, but got 0' };
}

async function continues(ask: Ask<'neuron'>): Promise<CheckResult> {
  const whole = await ask();
  const { state, ...first } = await ask({ current: current.slice(0, 23) });
  if (state === undefined) return { notApplicable: 'leaves out state' };
  const second = await ask({ current: current.slice(23), state });
  const late = second.spikes.map((train) => train.map((step) => step + 23));
  const spikes = first.spikes.map((train, neuron) => [...train, ...(late[neuron] ?? [])]);
  const voltage = first.voltage && second.voltage ? [...first.voltage, ...second.voltage] : whole.voltage;
  const joined = { spikes, ...(voltage && { voltage }) };
  return differ(whole, joined, 'two halves, joined by the state, differ from the whole run');
}

/**
 * Currents of 0.1 and an initial voltage of 0.3, which are not float32 numbers. The third neuron is silent for some steps
 * even if currents are added unscaled, so its voltages are neither all 0 nor all the same.
 */
const weak = { initialVoltage: [0, 0, 0.3], current: current.map(() => [5, 0, 0.1]) };

/** Whether a voltage could show its precision: multiples of 1/1024, such as 0, are float32 numbers in any case. */
const showsPrecision = (voltage: number) => !Number.isInteger(1024 * voltage);

async function computes(ask: Ask<'neuron'>, { precision }: Implementation): Promise<CheckResult> {
  const { voltage } = await ask(weak);
  if (precision === 'float32') return { notApplicable: 'declares float32, so its voltages are rounded' };
  if (voltage === undefined) return { notApplicable: 'leaves out voltage' };
  const telling = voltage.flat().filter(showsPrecision);
  if (telling.length === 0) return { notApplicable: 'returns only multiples of 1/1024' };
  if (telling.some((value) => Math.fround(value) !== value)) return undefined;
  return { wrong: 'precision: declares float64, but every voltage is a float32 number' };
}

async function traces(ask: Ask<'neuron'>): Promise<CheckResult> {
  const { voltage } = await ask(weak);
  if (voltage === undefined) return { notApplicable: 'leaves out voltage' };
  const [first, ...later] = voltage.map((row) => JSON.stringify(row));
  if (later.some((row) => row !== first)) return undefined;
  return {
    wrong: `output.voltage: all ${voltage.length} rows are equal, although the voltage changes; is the same list appended in every step?`,
  };
}

const answers =
  <Name extends CapabilityName>(...changes: readonly object[]) =>
  async (ask: Ask<Name>): Promise<undefined> => {
    for (const change of changes) await ask(change);
  };

const oneNeuron = { initialVoltage: [0], current: current.map(() => [5]) };
const longCurrent = { initialVoltage: Array(40).fill(0), current: Array(700).fill(Array(40).fill(8 / 7)) };

/** All checks, by capability. */
export const smokeChecks: readonly SmokeCheck[] = [
  check(
    ...(['neuron', 'answers', 'runs one neuron, three neurons, and a single step, with and without a floor'] as const),
    answers({}, { minVoltage: null }, { current: [currents] }, oneNeuron),
  ),
  check('neuron', 'fires', 'fires at a current of 5, not at 0, and does not mix up neurons and steps', fires),
  check('neuron', 'repeats', 'gives the same answer to the same input, whatever ran before', async (ask) => {
    const first = await ask();
    const different = differ(first, await ask(), 'the second answer to the same input differs');
    if (different !== undefined) return different;
    await ask({ tauRefSeconds: 0.02, current: [currents.map(() => 100)] }); // ends inside a refractory period
    return differ(
      first,
      await ask(),
      'the answer to the same input changes after a run that ends inside a refractory period; does state, such as a counter, survive between requests?',
    );
  }),
  check('neuron', 'continues', 'continues from its state as if it had never stopped', continues),
  check('neuron', 'precision', 'computes in the precision that it declares', computes),
  check('neuron', 'trace', 'returns the voltages after each step, not those after the last one', traces),
  check('neuron', 'long-line', 'reads a request of half a million characters', answers(longCurrent)),
  refusalCheck('neuron', {
    'a negative time constant': { tauRcSeconds: -0.02 },
    'a time constant of "NaN"': { tauRcSeconds: Number.NaN },
    'a step of 0': { dtSeconds: 0 },
  }),
  check('tuning', 'answers', 'tunes two neurons for three inputs, and not all rates are 0', async (ask) =>
    areZero('ratesHz', (await ask()).ratesHz),
  ),
  refusalCheck('tuning', { 'a max rate above 1/τ_ref': { maxRatesHz: [100, 600] } }),
  check('synapse', 'answers', 'filters a signal of six steps, and not all values are 0', async (ask) =>
    areZero('filtered', (await ask()).filtered),
  ),
  refusalCheck('synapse', { 'a negative time constant': { tauSeconds: -0.01 } }),
  check('network', 'answers', 'runs two images, with and without probes, and a neuron fires', async (ask) => {
    await ask();
    return areZero('spikeCounts', (await ask({ probes: undefined })).spikeCounts);
  }),
  refusalCheck('network', { 'a negative amplitude': { amplitude: -0.01 } }),
  check('seeded', 'answers', 'draws five neurons', answers({})),
  refusalCheck('seeded', { 'an empty list to choose from': { maxRatesHz: { kind: 'choice', values: [] } } }),
  check('nir', 'answers', 'imports and runs a LIF node, and of two neurons only the driven one fires', async (ask) => {
    const [driven = [], other = []] = (await ask()).spikes;
    return driven.length > 0 && other.length === 0
      ? undefined
      : { wrong: 'output.spikes: expected spikes from the first neuron only' };
  }),
  refusalCheck('nir', { 'a step of 0': { dtSeconds: 0 } }),
  check('training', 'answers', 'trains for one epoch on two images', answers({})),
  refusalCheck('training', { 'a batch of no images': { batchSize: 0 } }),
];
