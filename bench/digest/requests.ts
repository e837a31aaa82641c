import { createHash } from 'node:crypto';
import { loadSuite } from '../../src/cli/suite.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { listenTo, Recording } from '../../src/conformance/judge/exchange.ts';
import { gatherCases } from '../../src/conformance/judge/plan.ts';
import { writeInput } from '../../src/conformance/protocol/capabilities.ts';
import { writeLine } from '../../src/conformance/protocol/json-line.ts';
import { reference } from '../../src/conformance/reference.ts';

/** SHA-256 of the requests of a check. Laws draw them, so they must not depend on the JavaScript engine. */
export async function digestRequests(): Promise<string> {
  const hash = createHash('sha256');
  const implementation = listenTo(reference(), ({ capability, input }) => {
    hash.update(writeLine([capability, writeInput(capability, input as object)]));
  });
  const cases = gatherCases(loadSuite(), nengoConventions, 'float64', { seed: 1830, numRuns: 1 });
  for (const one of cases) await one.run(new Recording(implementation));
  return hash.digest('hex');
}
