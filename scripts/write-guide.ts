import { readFileSync, writeFileSync } from 'node:fs';
import { choiceOf } from '../src/conformance/choices/choice.ts';
import {
  type ConventionName,
  type Conventions,
  choicesOf,
  fieldNames,
  nengoConventions,
} from '../src/conformance/choices/conventions.ts';
import { neuronFields } from '../src/conformance/choices/neuron.ts';
import { profiles } from '../src/conformance/choices/profiles.ts';

const document = 'adapters/README.md';

/** Rewrites the conventions in the guide for adapters. */
export function writeGuide(): void {
  const guide = readFileSync(document, 'utf8');
  const rewritten = guide.replace(/(?<=<!-- conventions -->\n)[\s\S]*(?=<!-- \/conventions -->)/, tabulateConventions);
  writeFileSync(document, rewritten);
}

/** The fields that can be declared, one per row, with the words of each choice; then the profiles. */
export function tabulateConventions(): string {
  const rows = fieldNames.map((name) => `| ${name} | ${describeChoices(name)} |`);
  const names = profiles.map(({ id }) => `\`${id}\``).join(', ');
  return [
    "| field | what a simulator does; Nengo's choice first |",
    '| --- | --- |',
    ...rows,
    '',
    `A profile declares the choices of a known simulator, as in \`{"profile":"nest"}\`: ${names}.`,
    '',
  ].join('\n');
}

function describeChoices(name: ConventionName): string {
  const nengos = nengoConventions[name];
  const others = choicesOf(name).filter((own) => own !== nengos);
  return [nengos, ...others].map((own) => `\`${own}\` ${describeChoice(name, own)}`).join('; ');
}

/** The words of a choice; of an integrator, whose name says what it is, the formula. */
function describeChoice(name: ConventionName, own: string): string {
  if (name !== 'integrator') return choiceOf(neuronFields, name, own).words;
  return `f = ${neuronFields.integrator[own as Conventions['integrator']].act.formula}`;
}
