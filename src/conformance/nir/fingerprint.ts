import { z } from 'zod';
import { list } from '../../base/collection-schema.ts';
import type { DataOf } from '../../base/data-of.ts';
import type { Implementation, NirInput } from '../implementation.ts';
import type { Trains } from '../level.ts';
import { ImplementationFault, Unsupported } from '../protocol/driver/fault.ts';
import { type NirNeuronType, nirNeurons } from './neurons.ts';
import { type NirProbe, nirProbes, resetProbes } from './probes.ts';

/** The schema of what a NIR importer does with each parameter. */
export const nirFingerprintSchema = z.object({
  parameters: list(
    z.object({
      node: z.string(),
      parameter: z.string(),
      finding: z
        .enum(['honored', 'refused', 'ignored', 'misread', 'untested', 'unanswered'])
        .describe(
          'refused: it says that it cannot honor it; ignored: another value changes nothing; untested: it refuses ' +
            'another parameter of every request',
        ),
      reason: z.string().exactOptional(),
    }),
  ),
  reset: z.enum(['to a voltage', 'by subtraction', 'unanswered']).describe('how a spike resets a LIF'),
});

/** What a NIR importer does with each parameter. Refusing one is right; ignoring or misreading it is a failure. */
export interface NirFingerprint extends DataOf<typeof nirFingerprintSchema> {}

type Finding = NirFingerprint['parameters'][number];

/**
 * Finds out which NIR parameters an importer honors, refuses, ignores or misreads, and how a spike resets a LIF.
 *
 * @throws {ImplementationFault} if the implementation has stopped
 * @example (await nirFingerprint(reference().nir)).reset // 'to a voltage'
 */
export async function nirFingerprint(run: NonNullable<Implementation['nir']>): Promise<NirFingerprint> {
  const parameters: Finding[] = [];
  for (const probe of nirProbes) {
    const { node, parameter } = probe;
    parameters.push({ node, parameter, ...(await findingOf(run, probe)) });
  }
  return { parameters, reset: await resetOf(run) };
}

/** The parameters with a finding, such as `LIF.r`. */
export const parametersWith = ({ parameters }: NirFingerprint, finding: Finding['finding']): string[] =>
  parameters.filter((one) => one.finding === finding).map(({ node, parameter }) => `${node}.${parameter}`);

type Run = NonNullable<Implementation['nir']>;

async function findingOf(run: Run, probe: NirProbe): Promise<Pick<Finding, 'finding' | 'reason'>> {
  try {
    return await compare(run, probe);
  } catch (error) {
    if (error instanceof ImplementationFault && error.isFatal) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    if (!(error instanceof Unsupported)) return { finding: 'unanswered', reason };
    if (!isAboutOther(error, probe)) return { finding: 'refused', reason };
    return probe.otherwise ? await findingOf(run, probe.otherwise) : { finding: 'untested', reason };
  }
}

/** Whether a refusal is about a parameter of the same neuron that the probe does not examine. */
function isAboutOther({ parameter }: Unsupported, { node, parameter: own }: NirProbe): boolean {
  const others = Object.values(nirNeurons[node as NirNeuronType] ?? []);
  return parameter !== (own === 'input' ? 'r' : own) && others.some((other) => other === parameter);
}

/** Divisors of the inputs for an importer that does not multiply by dt/τ, or by dt. */
const divisors = [20, 10_000];

/** An importer that does not multiply by dt/τ fires in every step, which would hide what it does with parameters. */
const weakened = ({ base, changed, compensated, ...probe }: NirProbe, divisor: number): NirProbe => {
  const weak = (input: NirInput) => ({
    ...input,
    inputs: input.inputs.map((row) => row.map((value) => value / divisor)),
  });
  return { ...probe, base: weak(base), changed: weak(changed), compensated: weak(compensated) };
};

async function compare(run: Run, strong: NirProbe): Promise<Pick<Finding, 'finding' | 'reason'>> {
  const probe = strong.firstSteps === undefined ? await weakenUntilItTells(run, strong) : strong;
  const base = await trainsOf(run, probe.base, probe);
  const changed = await trainsOf(run, probe.changed, probe);
  if (probe.firstSteps !== undefined) {
    const [first, second] = probe.firstSteps;
    return { finding: isNear(base, first) && isNear(changed, second) ? 'honored' : 'misread' };
  }
  if (isConstant(base, probe)) return { finding: 'misread', reason: 'fires in every step, or never' };
  if (areSame(base, changed)) return { finding: 'ignored' };
  return { finding: (await isCompensated(run, probe, base)) ? 'honored' : 'misread' };
}

/** The probe, or the first weaker one whose neurons neither fire in nearly every step nor stay silent. */
async function weakenUntilItTells(run: Run, strong: NirProbe): Promise<NirProbe> {
  const all = [strong, ...divisors.map((divisor) => weakened(strong, divisor))];
  for (const probe of all) if (!isConstant(await trainsOf(run, probe.base, probe), probe)) return probe;
  return strong;
}

/** Whether the neurons never fire, or fire nearly always, so that a parameter has no visible effect. */
function isConstant(trains: Trains, { base, fromStep }: NirProbe): boolean {
  const steps = base.inputs.length - fromStep;
  return trains.every((train) => train.length === 0 || train.length > 0.8 * steps);
}

/**
 * Whether the other changes compensate for the parameter. If the importer refuses them, the parameter counts as
 * honored.
 */
async function isCompensated(run: Run, probe: NirProbe, base: Trains): Promise<boolean> {
  try {
    return areSame(base, await trainsOf(run, probe.compensated, probe));
  } catch (error) {
    if (error instanceof Unsupported) return true;
    throw error;
  }
}

async function trainsOf(run: Run, input: NirInput, { fromStep }: Pick<NirProbe, 'fromStep'>): Promise<Trains> {
  const { spikes } = await run(input);
  return spikes.map((train) => train.filter((step) => step >= fromStep));
}

const areSame = (one: Trains, other: Trains): boolean => JSON.stringify(one) === JSON.stringify(other);

const isNear = ([train = []]: Trains, step: number): boolean =>
  Math.abs((train[0] ?? Number.POSITIVE_INFINITY) - step) <= 3;

async function resetOf(run: Run): Promise<NirFingerprint['reset']> {
  try {
    for (const [once, twice] of resetProbes) {
      const [one, other] = [await trainsOf(run, once, { fromStep: 2 }), await trainsOf(run, twice, { fromStep: 2 })];
      if (!areSame(one, other)) return 'by subtraction';
    }
    return 'to a voltage';
  } catch (error) {
    if (error instanceof ImplementationFault && error.isFatal) throw error;
    return 'unanswered';
  }
}
