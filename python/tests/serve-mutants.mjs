// Answers lines like {"mutant": "fires-at-threshold", "line": "{…}"} as `lifspec serve --mutant` does, without a process per mutant.
import { createInterface } from 'node:readline';
import { mutants } from '../../dist/properties/mutants/index.js';
import { writeLine } from '../../dist/src/conformance/protocol/json-line.js';
import { answerTo, describeImplementation } from '../../dist/src/conformance/protocol/serve.js';
import { reference } from '../../dist/src/conformance/reference.js';

const known = new Map([...mutants, reference('float64'), reference('float32')].map((one) => [one.name, one]));
for await (const text of createInterface({ input: process.stdin })) {
  const { mutant, line } = JSON.parse(text);
  const implementation = known.get(mutant);
  const answer = await answerTo(Buffer.from(line), implementation, describeImplementation(implementation, '1'));
  console.log(writeLine(answer));
}
