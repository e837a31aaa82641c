import { type Conventions, differingFields } from '../conventions/conventions.ts';
import { simulatorOf } from '../conventions/simulate.ts';
import type { Implementation, NeuronInput } from '../implementation.ts';
import type { SeparationShown } from './findings.ts';
import { type AskedNeurons, askNeurons, type KnownPair, placeOf } from './neurons.ts';
import { mapPair, type Pair, type PairInputs } from './pair.ts';
import { findSeparation, type Separates, simplify } from './separation.ts';

/** Inputs that are tried on the reference under the rules of both, which costs the programs nothing. */
const simulatedRuns = 1000;

/** An input that separates two simulators, with their replies. */
export interface Separated {
  readonly what: SeparationShown['what'];
  readonly asked: AskedNeurons;
}

/**
 * Searches for the smallest input that separates two simulators: by spikes, otherwise by voltages, otherwise because
 * only one answers it. If the rules of both are known, it searches with the reference under these rules, and runs the
 * programs only on the input that it finds.
 */
export async function separate(
  pair: Pair<Implementation>,
  known: KnownPair,
  { neurons, exploration }: Pick<PairInputs, 'neurons' | 'exploration'>,
  asked: readonly AskedNeurons[],
): Promise<Separated | undefined> {
  const ask = (input: NeuronInput) => askNeurons(pair, input, known);
  const { rules } = known;
  const isSameRule = rules && differingFields(rules.a, rules.b).every((field) => field === 'spikeHeight');
  for (const what of ['spikes', 'voltage', 'failure'] as const) {
    if (isSameRule && what === 'voltage') continue; // that is rounding
    const separates: Separates = async (input) => placeOf(await ask(input), what);
    const predicted = rules && !isSameRule && what !== 'failure' && (await predict(rules, what));
    if (predicted) {
      const result = await ask(predicted);
      if (placeOf(result, what)) return { what, asked: result };
    }
    const separating = asked.filter((one) => placeOf(one, what)).toSorted((a, b) => sizeOf(a) - sizeOf(b));
    if (separating[0] === undefined) continue;
    const found = await findSeparation(neurons, exploration, separates);
    return { what, asked: await ask(found ?? (await simplify(separating[0].input, separates))) };
  }
  return undefined;

  async function predict(rules: Pair<Conventions>, what: 'spikes' | 'voltage'): Promise<NeuronInput | undefined> {
    const models = mapPair((side) => simulatorOf(rules[side]));
    const separates: Separates = async (input) =>
      placeOf(await askNeurons(models, input, { precision: known.precision }), what);
    return findSeparation(neurons, { ...exploration, numRuns: simulatedRuns }, separates);
  }
}

const sizeOf = ({ input: { current, initialVoltage } }: AskedNeurons): number => current.length * initialVoltage.length;
