import { type Conventions, differingFields, nengoConventions } from '../conformance/conventions/conventions.ts';
import { describeChoice } from '../conformance/conventions/words.ts';
import type { Verdict } from '../conformance/judge/verdict.ts';
import { describeFingerprint, nameImplementation, warnOfMistakes } from './fingerprint.ts';

/** The conventions that an implementation was judged by, and those that it was found to follow. */
export function conventionsOf(verdict: Verdict): string[] {
  const { capabilities } = verdict.implementation;
  const isImporter = capabilities.length > 0 && capabilities.every((name) => name === 'nir'); // judged by NIR's equations
  return [...(isImporter ? [] : [nameJudgedConventions(verdict.conventions)]), ...describeRules(verdict)];
}

export function nameJudgedConventions({ source, differing }: Verdict['conventions']): string {
  if (Object.keys(differing).length === 0)
    return `judged by Nengo's conventions${source === 'declared' ? ', as declared' : ''}`;
  const own = { Nengo: '', declared: 'its declared', fingerprint: 'its observed' }[source];
  return `judged by ${own} conventions: ${nameRules({ ...nengoConventions, ...differing }).join(', ')}`;
}

/** The words for the conventions that differ from Nengo's. */
export function nameRules(conventions: Conventions): string[] {
  const fields = differingFields(conventions, nengoConventions);
  const named = fields.map((field) => (field === 'resetTime' ? 'reset' : field));
  return [...new Set(named)].map((field) => describeChoice(field, conventions) || `${field} ${conventions[field]}`);
}

/** The conventions that an implementation was found to follow; no lines if its fingerprint was not taken. */
export function describeRules(verdict: Verdict): string[] {
  const { fingerprint, conventions, conforming, counts, fault } = verdict;
  const { mismatches = [] } = conventions;
  const areCauses = counts.failed > 0; // printed with the failures
  const onlyRules = mismatches.length > 0 && !conforming && fault === null && !areCauses && counts.passed > 0;
  return [
    ...(onlyRules ? ['no case failed, but its fingerprint contradicts the conventions that it was judged by:'] : []),
    ...(fingerprint === null ? [] : describeFingerprint(fingerprint)),
    ...(areCauses ? [] : mismatches),
  ];
}

/** What an implementation without declared conventions has to declare; empty for others. */
export function adviseDeclaration(verdict: Verdict): string[] {
  const { conventions, fingerprint } = verdict;
  if (conventions.undeclared === undefined || fingerprint?.conventions == null) return [];
  return [
    `${nameImplementation(verdict)} does not follow Nengo's rules: ${nameRules(fingerprint.conventions).join(', ')}.`,
    ...warnOfMistakes(fingerprint.conventions),
    "Nothing was judged. Add the conventions that you intended to your adapter's answer to the start request, then check again:",
    `  "conventions": ${JSON.stringify(conventions.undeclared)}`,
    "(Judge it by Nengo's rules anyway: --conventions nengo.)",
  ];
}
