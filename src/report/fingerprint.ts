import { z } from 'zod';
import type { DataOf } from '../base/data-of.ts';
import { groupBy } from '../base/group-by.ts';
import { printable, withoutNumbers } from '../base/text.ts';
import { versionsSchema } from '../base/version.ts';
import { type Conventions, conventionsToDeclare, differingFields } from '../conformance/conventions/conventions.ts';
import {
  type Fingerprint,
  type FoundDeviation,
  fingerprintSchema,
  neverFires,
} from '../conformance/conventions/fingerprint-schema.ts';
import { probes, verifications } from '../conformance/conventions/probes.ts';
import { profiles } from '../conformance/conventions/profiles.ts';
import type { NeuronInput } from '../conformance/implementation.ts';
import { implementationSchema } from '../conformance/judge/verdict.ts';
import { milliseconds } from '../study/answer/words.ts';
import { type Document, list } from './document.ts';

/** The schema of what `lifspec fingerprint --report json` prints. */
export const fingerprintOutputSchema = z.object({
  versions: versionsSchema,
  implementation: implementationSchema,
  fingerprint: fingerprintSchema,
  mismatches: z
    .array(z.string())
    .nullable()
    .describe('conventions that it declares but does not follow; null if it declares none'),
});

export interface FingerprintOutput extends DataOf<typeof fingerprintOutputSchema> {}

/** Reports a fingerprint, the conclusion first. */
export function reportFingerprint({ implementation, fingerprint, mismatches }: FingerprintOutput): Document {
  const found = [...describeFingerprint(fingerprint), describeProgram({ implementation })];
  return {
    title: nameImplementation({ implementation }),
    parts: list(
      mismatches === null
        ? [...found, ...adviseDeclaration(fingerprint)]
        : [...describeDeclaration(fingerprint, mismatches), ...found],
    ),
  };
}

function describeDeclaration({ outcome }: Fingerprint, mismatches: readonly string[]): string[] {
  if (mismatches.length > 0)
    return [...mismatches, 'fix either the program or its declaration, whichever is not what you intended'];
  return outcome === 'member' ? ['follows what it declares'] : [];
}

/** The conventions to declare; none if they are Nengo's, or if no member of the family was found. */
function adviseDeclaration({ outcome, conventions, notTold }: Fingerprint): string[] {
  const found = outcome === 'member' && conventions !== null ? conventionsToDeclare(conventions) : {};
  const told = Object.entries(found).filter(([field]) => !notTold.some((one) => one.field === field));
  return told.length === 0
    ? []
    : [
        `to declare: "conventions": ${JSON.stringify(Object.fromEntries(told))}`,
        ...warnOfMistakes(Object.fromEntries(told)),
      ];
}

/** Choices that are mistakes unless they are intended, as JSON, with the mutant that makes the mistake. */
export const doubtful: Readonly<Record<string, string>> = {
  '"integrator":"euler"': 'integrates-by-euler',
  '"comparison":">="': 'fires-at-threshold',
  '"more":1': 'refractory-one-step-long',
  '"more":-1': 'refractory-one-step-short',
  '"inputDelaySteps":1': 'input-one-step-late',
  '"spikeDelaySteps":1': 'output-one-step-late',
};

/** Says which of the conventions are also known mistakes. */
export function warnOfMistakes(conventions: Partial<Conventions>): string[] {
  const text = JSON.stringify(conventions);
  return Object.entries(doubtful)
    .filter(([choice]) => text.includes(choice))
    .map(
      ([choice, mutant]) => `${choice} is also a known mistake (${mutant}): fix it, or declare it if you intended it`,
    );
}

/** `Nengo 4.1.0, Python, float64; supports neuron, tuning` */
export function describeProgram({ implementation }: Pick<FingerprintOutput, 'implementation'>): string {
  const { language, precision, capabilities } = implementation;
  const words = [nameImplementation({ implementation }), language, precision].filter((word) => word !== undefined);
  return `${words.join(', ')}; supports ${capabilities.join(', ')}`;
}

/** `Nengo 4.1.0` */
export function nameImplementation({ implementation }: Pick<FingerprintOutput, 'implementation'>): string {
  const { name, version } = implementation;
  return printable(version === undefined ? name : `${name} ${version}`);
}

export function describeFingerprint(fingerprint: Fingerprint): string[] {
  const describe = { member: describeMember, outside: describeOutsider, untold: ({ words }: Fingerprint) => [words] };
  return [...describe[fingerprint.outcome](fingerprint), ...describeUnanswered(fingerprint.probes)];
}

function describeMember({ words, like, notTold, precision, conventions }: Fingerprint): string[] {
  const simulators = profiles
    .filter(({ id }) => like.includes(id))
    .map(({ simulator, ...known }) => {
      const exceptions = conventions === null ? [] : differingFields(known.conventions, conventions);
      return { exceptions, words: simulator + (exceptions.length > 0 ? `, except for ${exceptions.join(', ')}` : '') };
    })
    .toSorted((a, b) => a.exceptions.length - b.exceptions.length);
  return [
    `follows ${words}`,
    ...(simulators.length > 0 ? [`known simulators like it: ${simulators.map((one) => one.words).join('; ')}`] : []),
    ...notTold.map(({ field, possible }) => `undetermined: ${field}, ${possible.join(' or ')}`),
    describePrecision(precision),
  ];
}

function describePrecision({ declared, found }: Fingerprint['precision']): string {
  if (found === null) return 'only spikes were compared, because no voltages were returned';
  return `voltages agree in ${found}${found === declared ? '' : `, but it declares ${declared}`}`;
}

function describeOutsider({ words, nearest }: Fingerprint): string[] {
  const conclusion =
    words === neverFires ? 'never fires, so its conventions are unknown' : 'matches no known conventions';
  if (nearest === undefined) return [conclusion];
  const { explained, compared, deviation, slip } = nearest;
  if (slip !== undefined) return [conclusion, slip];
  return [
    `${conclusion}; closest: ${nearest.words} (explains ${explained} of ${compared} spike trains)`,
    ...(deviation === null ? [] : [`first difference: ${describeDifference(deviation)}`]),
  ];
}

function describeDifference(deviation: FoundDeviation): string {
  const { what, probe, neuron, step, expected, got } = deviation;
  if (what === 'threshold') return `${describeThreshold(deviation)} (probe ${probe}, neuron ${neuron}, step ${step})`;
  const where = [`probe ${explainProbe(probe)}`];
  if (neuron !== undefined) where.push(`neuron ${neuron}`);
  if (step !== undefined) where.push(`step ${step}`);
  const values = expected === undefined ? `is ${got}` : `is ${got ?? 'missing'}, expected ${expected}`;
  return `${where.join(', ')}, ${what} ${values}`;
}

/** `its threshold is between 1.00000001 and 1.00004 instead of 1` */
export function describeThreshold({ above, below }: Pick<FoundDeviation, 'above' | 'below'>): string {
  const [least, most] = [above, below].map((voltage) => Number(voltage?.toPrecision(9)));
  return `its threshold is between ${least} and ${most} instead of 1`;
}

/** Explains the name of a probe by its input: `floor (24 steps of 1 ms, tau_rc 2.5 ms, tau_ref 0 ms, floor -0.25)` */
function explainProbe(id: string): string {
  const probe = [...probes, ...verifications].find((one) => one.id === id);
  if (probe === undefined) return id;
  const { amplitude, current } = probe.input;
  const height = amplitude === 1 ? '' : `, amplitude ${amplitude}`;
  return `${id} (${current.length} ${describeTimes(probe.input)}${height})`;
}

/** `steps of 1 ms, tau_rc 20 ms, tau_ref 2 ms, floor 0` */
export function describeTimes(
  input: Pick<NeuronInput, 'dtSeconds' | 'tauRcSeconds' | 'tauRefSeconds' | 'minVoltage'>,
): string {
  const { dtSeconds, tauRcSeconds, tauRefSeconds, minVoltage } = input;
  const [dt, tauRc, tauRef] = [dtSeconds, tauRcSeconds, tauRefSeconds].map(milliseconds);
  const floor = minVoltage === null ? 'no floor' : `floor ${minVoltage}`;
  return `steps of ${dt}, tau_rc ${tauRc}, tau_ref ${tauRef}, ${floor}`;
}

/** Probes without an answer, by reason. */
export function describeUnanswered(asked: Fingerprint['probes']): string[] {
  const without = asked.filter(({ outcome }) => outcome !== 'answered');
  return [...groupBy(without, ({ reason = '' }) => withoutNumbers(reason))].map(([, some]) => {
    const [{ reason = '' } = {}] = some;
    const ids = some.map(({ id }) => id);
    return `unanswered: ${ids.length === asked.length ? 'every probe' : ids.join(', ')} (${reason})`;
  });
}
