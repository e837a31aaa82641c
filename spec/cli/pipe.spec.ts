import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { float64 } from '../../src/base/precision.ts';
import { versions } from '../../src/base/version.ts';
import { PipeSession } from '../../src/cli/pipe.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import type { Rules } from '../../src/conformance/judge/judge-program.ts';
import { readLine } from '../../src/conformance/protocol/driver/answer.ts';
import { writeLine } from '../../src/conformance/protocol/json-line.ts';
import { answerTo, describeImplementation } from '../../src/conformance/protocol/serve.ts';
import { reference } from '../../src/conformance/reference.ts';
import { argmax } from '../../src/simulator/network/dense.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runSpiking } from '../../src/simulator/network/run.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { parseNpy } from '../../src/study/network/npy.ts';

/** A session with a simulator that answers in the same process. */
function sessionWith(implementation: Implementation): PipeSession {
  const description = describeImplementation(implementation, versions.lifspec);
  let id = 0;
  const session = new PipeSession(async (_, question) => {
    const line = Buffer.from(writeLine({ id: id++, ...question }));
    return readLine(Buffer.from(writeLine(await answerTo(line, implementation, description))));
  });
  session.open({ program: 'a', start: { id: 0, ...description } });
  session.plan({ choice: { runs: 5 } });
  return session;
}

describe('a simulator in the process that started lifspec pipe', () => {
  it('gets a verdict on the cases that were run, in any order', async () => {
    const { name, precision, neuron } = reference();
    const neurons = { name, precision, ...(neuron && { neuron }) };
    const session = sessionWith(neurons);
    const { rules } = (await session.rules()) as { rules: Rules };
    const results = [];
    for (const id of ['lif/resets-to-zero', 'neuron/lif/leak']) results.push((await session.case({ id })).result);
    const another = sessionWith(neurons); // such as the main process of several
    expect(await another.verdict({ rules, results })).toMatchObject({
      verdict: { conforming: true, counts: { passed: 2, failed: 0 } },
      line: expect.stringMatching(/^conforms, bit-identical: 2 passed/),
    });
  });
});

describe('a network in a folder', () => {
  const folder = 'fixtures/networks/own-network/pytorch';
  const shown = loadMnist('test').images.slice(0, 20);
  const images = Buffer.concat(shown).toString('base64');
  const run = async (neurons: 'own' | 'rectifiers') =>
    ((await sessionWith(reference()).run({ folder, images, neurons, precision: 'float64' })) as number[][]).map(argmax);

  it('gives read-outs with rectifiers, as it was trained', async () => {
    const file = `${folder}/predicted.npy`;
    expect(await run('rectifiers')).toEqual(Array.from(parseNpy(readFileSync(file), file).data.slice(0, 20)));
  });

  it('gives read-outs with spikes', async () => {
    const point = { ...tutorialPoint, amplitude: 0.002, precision: float64 };
    const folded = foldForSpikes(readNetwork(folder), point);
    expect(await run('own')).toEqual(shown.map((image) => runSpiking(folded, image).predicted));
  });
});
