import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAddress } from '../../page/frame/address.ts';
import { fields as neuronFields } from '../../page/parts/neuron/fields.ts';
import { readPaste } from '../../page/parts/simulator/paste.ts';
import { fields as swingFields } from '../../page/parts/swing/fields.ts';
import { parseJson } from '../../src/base/json.ts';
import { formatJson } from '../../src/base/text.ts';
import { versions } from '../../src/base/version.ts';
import type { Case } from '../../src/conformance/judge/case.ts';
import { readSkips } from '../../src/conformance/judge/skip.ts';
import { verdictSchema } from '../../src/conformance/judge/verdict.ts';
import { writeInput } from '../../src/conformance/protocol/capabilities.ts';
import { readLine } from '../../src/conformance/protocol/driver/answer.ts';
import { remoteImplementation } from '../../src/conformance/protocol/driver/remote.ts';
import { writeLine } from '../../src/conformance/protocol/json-line.ts';
import { answerTo, describeImplementation } from '../../src/conformance/protocol/serve.ts';
import { reference } from '../../src/conformance/reference.ts';
import { writeVector } from '../../src/conformance/vectors/vector-file.ts';
import type { Document } from '../../src/report/document.ts';
import { formatsOf } from '../../src/report/formats.ts';
import { reportStudies, reportSweep } from '../../src/report/studies.ts';
import { formatRowsCsv } from '../../src/report/study-tables.ts';
import { reportVerdict } from '../../src/report/verdict.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { readOwn } from '../../src/study/folder/study-folder.ts';
import { formatDescription, parseDescription } from '../../src/study/network/description.ts';
import { formatNpy, parseNpy } from '../../src/study/network/npy.ts';
import { joinStudies } from '../../src/study/results/join.ts';
import { readStudy } from '../../src/study/results/read-saved.ts';
import { manifest } from '../../src/study/training/train-network.ts';
import { publishedVectors } from '../../src/vectors.ts';
import { madeUpVerdict } from '../report/made-up-verdict.ts';
import { madeUpSeeds } from '../study/made-up.ts';

/** A parser of what comes from outside, followed by all that reads its result. */
export interface FuzzedParser {
  readonly name: string;
  /** Valid texts, from which invalid ones are made. */
  readonly valid: readonly string[];
  readonly run: (text: string) => unknown;
}

/** Every parser. `folder` receives files for parsers that read them. */
export function parsersIn(folder: string): FuzzedParser[] {
  return [...ofStudies(folder), ...ofConformance(), ...ofProtocol(), ...ofPage()];
}

const inEveryFormat = (document: Document) => Object.values(formatsOf(() => document)).map((format) => format(0));

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** Writes a file and reads it from a folder of its own. */
function inFolder(folder: string, name: string, read: (directory: string) => unknown): (text: string) => unknown {
  const directory = join(folder, name.replace('.json', ''));
  mkdirSync(directory, { recursive: true });
  return (text) => {
    writeFileSync(join(directory, name), text);
    return read(directory);
  };
}

function ofStudies(folder: string): FuzzedParser[] {
  const trained = 'fixtures/networks/tutorial-seed0-amplitude0.01-epochs10/training.json';
  const array = { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] };
  return [
    {
      name: 'network.json',
      valid: [formatDescription({ architecture: miniature, trainedAmplitude: 0.01 })],
      run: (text) => parseDescription(text, 'network.json'),
    },
    {
      name: '.npy',
      valid: [array, { data: Uint8Array.of(1, 2), shape: [2] }, { data: Float64Array.of(1), shape: [] }].map((one) =>
        latin1(formatNpy(one)),
      ),
      run: (text) => parseNpy(Buffer.from(text, 'latin1'), 'weights.npy'),
    },
    {
      name: 'results.json',
      valid: [formatJson(madeUpSeeds([0, 1]))],
      run: inFolder(folder, 'results.json', (directory) => {
        const study = readStudy(directory);
        const joined = joinStudies([study]);
        const documents = [reportSweep(study), reportStudies(joined)];
        return [...documents.map(inEveryFormat), formatRowsCsv(study.rows)];
      }),
    },
    {
      name: 'training.json',
      valid: [readFileSync(trained, 'utf8')],
      run: inFolder(folder, manifest.name, (directory) => readOwn(directory, manifest.name, manifest.schema)),
    },
  ];
}

function ofConformance(): FuzzedParser[] {
  const cases = ['lif/count', 'lif/at-rest', 'network/layers'].map((id) => ({ id, clause: 'rule' }) as Case);
  const skips = {
    skips: [
      { id: 'lif/count', reason: 'a reason' },
      { id: 'net*', reason: 'x' },
    ],
  };
  return [
    {
      name: 'verdicts',
      valid: [formatJson(madeUpVerdict)],
      run: (text) => inEveryFormat(reportVerdict(parseJson(verdictSchema, text, 'verdict.json'))),
    },
    { name: 'skip files', valid: [formatJson(skips)], run: (text) => readSkips('skips.json', text, cases) },
  ];
}

/** An error of an implementation with a wrong answer is part of the verdict, unless its kind shows a bug. */
function refuseBugs(error: unknown): void {
  if (error instanceof TypeError) throw error;
}

function ofProtocol(): FuzzedParser[] {
  const limits = { neurons: 1000, steps: 2000, products: 1_000_000 };
  const description = { ...describeImplementation(reference(), '1'), limits };
  const small = publishedVectors().filter((vector) => writeLine(writeVector(vector)).length < 6000);
  const inputs = small.filter((_, index) => index % 11 === 0);
  const requests = inputs.map(({ capability, input }, id) => {
    const written = writeInput(capability, input as object);
    return writeLine({ id, command: 'run', capability, input: written });
  });
  const start = writeLine({ id: 0, command: 'start', protocol: versions.protocol });
  const answers = inputs.map(({ expected }, id) => writeLine({ id: id + 2, output: expected }));
  const others = [
    { id: 1000, skipped: 'no' },
    { id: 1001, error: { kind: 'invalid-input', message: 'no' } },
  ].map(writeLine);
  return [
    {
      name: 'requests',
      valid: [start, ...requests],
      run: (text) => answerTo(Buffer.from(text), reference(), description),
    },
    {
      name: 'answers of a program',
      valid: [...answers, ...others],
      run: async (text) => {
        const ask = async () => readLine(Buffer.from(text));
        const remote = remoteImplementation({ ask }, { id: 0, ...description });
        for (const { capability, input } of inputs.slice(0, 6)) {
          const act = remote[capability] as (input: unknown) => Promise<unknown>;
          await act(input).catch(refuseBugs);
        }
      },
    },
  ];
}

function ofPage(): FuzzedParser[] {
  const schema = { neuron: neuronFields, swing: swingFields };
  const pasted = [
    ...['steps 10 to 81: ··|··|  2 spikes: 12 15', '7 17 27', '[7, 17, 27]', '[[7],[17, 27]]', '0 0 1 0 0 1'],
    ...['senders\ttimes\n1\t7.0\n1\t17.0\n'],
  ];
  return [
    {
      name: 'links to the page',
      valid: ['#v=1&at=neuron&neuron.rate=100&neuron.input=0.5&swing.amplitude=0.02'],
      run: (text) => readAddress(text, schema),
    },
    { name: 'text pasted into the page', valid: pasted, run: readPaste },
  ];
}
