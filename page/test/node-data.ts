import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tutorial } from '../../src/simulator/network/architecture.ts';
import type { Data } from '../data/fetch.ts';
import { files } from '../data/files.ts';
import { unpackDigits, unpackNetwork } from '../data/format.ts';
import type { JobContext } from '../worker/jobs/job.ts';

const read = (name: string): ArrayBuffer => {
  const { buffer, byteOffset, byteLength } = readFileSync(fileURLToPath(new URL(`../dist/${name}`, import.meta.url)));
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
};
const digits = async ({ name }: { readonly name: string }) => unpackDigits(read(name));

/** The files that the page fetches, from the built page. */
const data: Data = {
  testDigits: () => digits(files.testDigits),
  trainDigits: () => digits(files.trainDigits),
  network: async () => unpackNetwork(tutorial, 0.01, read(files.tutorial.name)),
};

/** The dependencies of a worker's job, in Node. */
export const nodeContext: JobContext = { data, report: () => {}, goOn: async () => {} };
