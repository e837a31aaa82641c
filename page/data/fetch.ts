import { tutorial } from '../../src/simulator/network/architecture.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { files } from './files.ts';
import { type Digits, unpackDigits, unpackNetwork } from './format.ts';

/** Fetches the data files of the page, each once. `base` is the URL of the page. */
export function openData(base: string) {
  const known = new Map<string, Promise<ArrayBuffer>>();
  const bytes = (name: string) => {
    const fetched = known.get(name) ?? fetchBytes(new URL(name, base));
    // a failed request is repeated when the file is needed again
    fetched.catch(() => known.delete(name));
    known.set(name, fetched);
    return fetched;
  };
  const digits = async (file: { readonly name: string }): Promise<Digits> => unpackDigits(await bytes(file.name));
  return {
    testDigits: () => digits(files.testDigits),
    trainDigits: () => digits(files.trainDigits),
    network: async (): Promise<Network> => unpackNetwork(tutorial, 0.01, await bytes(files.tutorial.name)),
  };
}

/** Access to the data files. */
export type Data = ReturnType<typeof openData>;

async function fetchBytes(url: URL): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname} could not be loaded (${response.status})`);
  return response.arrayBuffer();
}
