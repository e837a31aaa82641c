import { describe, expect, it } from 'vitest';
import { loadSuite } from '../../src/cli/suite.ts';
import { nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { planCheck } from '../../src/conformance/judge/plan.ts';
import { reportComparison } from '../../src/report/compare.ts';
import type { Document } from '../../src/report/document.ts';
import { formatsOf } from '../../src/report/formats.ts';
import { reportSweep } from '../../src/report/studies.ts';
import { reportVerdict } from '../../src/report/verdict.ts';
import { judged, mutant } from '../conformance/judged.ts';
import { once } from '../once.ts';
import { madeUpComparison } from './made-up-comparison.ts';
import { madeUpSeeds } from './made-up-study.ts';

const formats = formatsOf((document: Document) => document);
/** So that a release changes no golden file. */
const versions = { lifspec: '1.2.3', specification: '1.2.0', protocol: 1 };
const implementation = { name: 'mine', version: '1.0', precision: 'float64', capabilities: ['neuron'] } as const;

/** A mutant, judged by one clause. */
async function verdictOnMutant(): Promise<Document> {
  const suite = loadSuite();
  const only = ['threshold'];
  const { casesFor } = planCheck(suite, { only, conventions: 'nengo', runs: 3 });
  const cases = casesFor(nengoConventions, 'float64');
  return reportVerdict({ ...(await judged(mutant('refractory-one-step-long'), { cases })), implementation, versions });
}

const reports: Readonly<Record<string, () => Document | Promise<Document>>> = {
  verdict: once(verdictOnMutant),
  comparison: () => reportComparison(madeUpComparison()),
  study: () => reportSweep({ ...madeUpSeeds([0, 1, 2]), versions }),
};

const files: Readonly<Record<string, keyof typeof formats>> = {
  ...{ 'verdict.txt': 'text', 'verdict.md': 'markdown', 'comparison.txt': 'text', 'study.txt': 'text' },
};

// spec/study/saved-study.spec.ts compares an explanation, document.spec.ts HTML
describe('the reports in spec/report/golden, which npx vitest run spec/report -u renews', () => {
  it.each(Object.entries(files))('are as they were: %s', async (file, format) => {
    const [name = ''] = file.split('.');
    const text = formats[format](await (reports[name] as () => Document)());
    await expect(text).toMatchFileSnapshot(`golden/${file}`);
  });
});
