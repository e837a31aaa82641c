import type { CapabilityName, Implementation, NeuronOutput } from '../../implementation.ts';
import { currents, smokeInputs } from './inputs.ts';

/** A requirement that every sound adapter meets. */
export interface SmokeCheck {
  /** `capability/what-it-does`; stable. */
  readonly id: string;
  /** A sentence without its subject. */
  readonly statement: string;
  readonly needs: CapabilityName;
  /** Throws `Unsound`, `NotApplicable`, or an error of the connection. */
  readonly act: (implementation: Implementation) => Promise<void>;
}

/** An answer that matches the schema but that no sound adapter gives. */
export class Unsound extends Error {
  override readonly name = 'Unsound';
}

/** The implementation omits a value that a check needs. */
export class NotApplicable extends Error {
  override readonly name = 'NotApplicable';
}

/** Asks with the small input of a capability, changed. */
type Ask<Name extends CapabilityName> = (
  changes?: object,
) => Promise<Awaited<ReturnType<NonNullable<Implementation[Name]>>>>;

function check<Name extends CapabilityName>(
  needs: Name,
  does: string,
  statement: string,
  act: (ask: Ask<Name>, implementation: Implementation) => Promise<unknown>,
): SmokeCheck {
  const run = async (implementation: Implementation) => {
    const capability = implementation[needs] as (input: object) => ReturnType<Ask<Name>>;
    await act((changes) => capability({ ...smokeInputs[needs], ...changes }), implementation);
  };
  return { id: `${needs}/${does}`, statement, needs, act: run };
}

/** Checks that invalid inputs are refused and that a valid one is answered afterwards. */
function refusalCheck(needs: CapabilityName, nonsense: Readonly<Record<string, object>>): SmokeCheck {
  const statement = `refuses ${Object.keys(nonsense).join(', ')} with the error invalid-input, and continues`;
  return check(needs, 'refuses', statement, async (ask) => {
    for (const [what, changes] of Object.entries(nonsense)) {
      if (!(await refuses(() => ask(changes))))
        throw new Unsound(`${what}: expected an error of kind invalid-input, but got an output`);
    }
    await ask();
  });
}

async function refuses(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return false;
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}

const requireSound = (isSound: boolean, message: string) => {
  if (!isSound) throw new Unsound(message);
};

function requireSame(one: Partial<NeuronOutput>, other: Partial<NeuronOutput>, message: string): void {
  requireSound(JSON.stringify(one.spikes) === JSON.stringify(other.spikes), `${message}, in spikes`);
  requireSound(JSON.stringify(one.voltage) === JSON.stringify(other.voltage), `${message}, in voltages`);
}

const { current } = smokeInputs.neuron;
const steps = current.length;

async function fires(ask: Ask<'neuron'>): Promise<void> {
  // the third neuron starts without current: without a scaled current, a neuron fires in every step at 2.5, as at 5
  const late = current.map((row, step) => (step < steps / 2 ? [5, 0, 0] : row));
  const { spikes, spikeHeight } = await ask({ current: late });
  const [often = [], never = [], later = []] = spikes;
  const order = 'currents are [step][neuron], spikes are [neuron]';
  requireSound(often.length > 0, `no spike in ${steps} steps of 1 ms at a current of 5`);
  requireSound(never.length === 0, `a spike at a current of 0; ${order}`);
  requireSound(
    later.length < often.length && later.every((step) => step >= steps / 2),
    `a current of 0 for ${steps / 2} steps and then 2.5 fires early, or as often as 5; ${order}`,
  );
  requireSound(
    spikeHeight !== 0,
    'output.spikeHeight: expected the output of a neuron in the step of a spike, but got 0',
  );
}

async function continues(ask: Ask<'neuron'>): Promise<void> {
  const whole = await ask();
  const { state, ...first } = await ask({ current: current.slice(0, 23) });
  if (state === undefined) throw new NotApplicable('leaves out state');
  const second = await ask({ current: current.slice(23), state });
  const late = second.spikes.map((train) => train.map((step) => step + 23));
  const spikes = first.spikes.map((train, neuron) => [...train, ...(late[neuron] ?? [])]);
  const voltage = first.voltage && second.voltage ? [...first.voltage, ...second.voltage] : whole.voltage;
  requireSame(
    whole,
    { spikes, ...(voltage && { voltage }) },
    'two halves, joined by the state, differ from the whole run',
  );
}

async function computes(ask: Ask<'neuron'>, { precision }: Implementation): Promise<void> {
  // 0.3 is not a float32 number, so voltages without a leak are not round numbers
  const { voltage } = await ask({ initialVoltage: [0, 0, 0.3] });
  if (precision === 'float32') throw new NotApplicable('declares float32, so its voltages are rounded');
  if (voltage === undefined) throw new NotApplicable('leaves out voltage');
  const isFloat32 = voltage.flat().every((value) => Math.fround(value) === value);
  requireSound(!isFloat32, 'precision: declares float64, but every voltage is a float32 number');
}

/** All checks, by capability. */
export const smokeChecks: readonly SmokeCheck[] = [
  check(
    'neuron',
    'answers',
    'runs one neuron, three neurons, and a single step, with and without a floor',
    async (ask) => {
      await ask();
      await ask({ minVoltage: null });
      await ask({ current: [currents] });
      await ask({ initialVoltage: [0], current: current.map(() => [5]) });
    },
  ),
  check('neuron', 'fires', 'fires at a current of 5, not at 0, and does not mix up neurons and steps', fires),
  check('neuron', 'repeats', 'gives the same answer to the same input, whatever ran before', async (ask) => {
    const first = await ask();
    await ask({ current: [currents] });
    requireSame(first, await ask(), 'the second answer to the same input differs');
  }),
  check('neuron', 'continues', 'continues from its state as if it had never stopped', continues),
  check('neuron', 'precision', 'computes in the precision that it declares', computes),
  check('neuron', 'long-line', 'reads a request of half a million characters', async (ask) => {
    const row = Array.from({ length: 40 }, (_, neuron) => 1 + neuron / 7);
    await ask({ initialVoltage: row.map(() => 0), current: Array(700).fill(row) });
  }),
  refusalCheck('neuron', {
    'a negative time constant': { tauRcSeconds: -0.02 },
    'a time constant of "NaN"': { tauRcSeconds: Number.NaN },
    'a step of 0': { dtSeconds: 0 },
  }),
  check('tuning', 'answers', 'tunes two neurons for three inputs, and not all rates are 0', async (ask) => {
    const { ratesHz } = await ask();
    requireSound(
      ratesHz.flat().some((rate) => rate > 0),
      'output.ratesHz: every rate is 0, also at input 1',
    );
  }),
  refusalCheck('tuning', { 'a max rate above 1/τ_ref': { maxRatesHz: [100, 600] } }),
  check('synapse', 'answers', 'filters a signal of six steps, and not all values are 0', async (ask) => {
    const { filtered } = await ask();
    requireSound(
      filtered.some((value) => value > 0),
      'output.filtered: every value is 0',
    );
  }),
  refusalCheck('synapse', { 'a negative time constant': { tauSeconds: -0.01 } }),
  check('network', 'answers', 'runs two images, with and without probes, and a neuron fires', async (ask) => {
    await ask();
    const { spikeCounts } = await ask({ probes: undefined });
    requireSound(
      spikeCounts.flat().some((count) => count > 0),
      'output.spikeCounts: every count is 0',
    );
  }),
  refusalCheck('network', { 'a negative amplitude': { amplitude: -0.01 } }),
  check('seeded', 'answers', 'draws five neurons', (ask) => ask()),
  refusalCheck('seeded', { 'an empty list to choose from': { maxRatesHz: { kind: 'choice', values: [] } } }),
  check('training', 'answers', 'trains for one epoch on two images', (ask) => ask()),
  refusalCheck('training', { 'a batch of no images': { batchSize: 0 } }),
];
