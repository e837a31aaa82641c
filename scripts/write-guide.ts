import { readFileSync, writeFileSync } from 'node:fs';
import { choiceOf } from '../src/conformance/choices/choice.ts';
import {
  type ConventionName,
  choicesOf,
  fieldNames,
  nengoConventions,
} from '../src/conformance/choices/conventions.ts';
import { neuronFields } from '../src/conformance/choices/neuron.ts';

const document = 'adapters/README.md';

/** Rewrites the table of conventions in the guide for adapters. */
export function writeGuide(): void {
  const guide = readFileSync(document, 'utf8');
  const rewritten = guide.replace(/(?<=<!-- conventions -->\n)[\s\S]*(?=<!-- \/conventions -->)/, tabulateConventions);
  writeFileSync(document, rewritten);
}

/** The fields that can be declared, one per row, with the name and the words of each choice. */
export function tabulateConventions(): string {
  const rows = fieldNames.map((name) => `| ${name} | ${describeChoices(name)} |`);
  return ["| field | what a simulator does; Nengo's choice first |", '| --- | --- |', ...rows, ''].join('\n');
}

function describeChoices(name: ConventionName): string {
  const nengos = nengoConventions[name];
  const others = choicesOf(name).filter((own) => own !== nengos);
  return [nengos, ...others].map((own) => `\`${own}\` ${choiceOf(neuronFields, name, own).words}`).join('; ');
}
