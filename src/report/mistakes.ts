import type { Conventions } from '../conformance/conventions/conventions.ts';

/** Choices that are mistakes if nobody intended them, as JSON, with the mutant that makes the mistake. */
export const doubtful: Readonly<Record<string, string>> = {
  '"more":1': 'refractory-one-step-long',
  '"more":-1': 'refractory-one-step-short',
  '"kind":"fixed-steps"': 'refractory-two-steps-whatever-dt',
  '"inputDelaySteps":1': 'input-one-step-late',
  '"spikeDelaySteps":1': 'output-one-step-late',
};

/** Says which of the conventions should rather be mended than declared, unless they are intended. */
export function warnOfMistakes(conventions: Partial<Conventions>): string[] {
  const text = JSON.stringify(conventions);
  return Object.entries(doubtful)
    .filter(([choice]) => text.includes(choice))
    .map(
      ([choice, mutant]) =>
        `${choice} is also a known mistake (${mutant}): if you did not intend it, mend it instead of declaring it`,
    );
}
