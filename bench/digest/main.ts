import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { browserKinds, digestInBrowser, findBrowser } from './browser.ts';
import { type Digests, digestFixedRun } from './fixed-run.ts';
import { digestInNode, hasOtherNodes } from './node.ts';
import { digestRequests } from './requests.ts';

/**
 * The digests, which are equal on every machine. They change only with the fixed run or the definition of the model.
 */
const known: Digests = {
  float64: '967ac15a77e98560ec554b6412e03cd4bae7f651ad20fa25fe1e0533188f447a',
  readable: 'c71093f60c26b63f8764984bd977a32a9e6483af779347fd2271a581f0b5904d',
  engine: '565750e997aa63073c1d02053ec64c0bc4413aaa04b295300fe35cac492093ba',
};

/** Versions of Node that run by default. */
const usualNodes = '20.20.2,22.23.3,24.21.0,26.10.0';

const usage = `npm run digest -- [--nodes 20.20.2,22.23.3] [--no-browsers]
Runs the same networks in this version of Node, in other versions, which npm downloads, and in Chromium and Firefox if
they are installed, and compares the digests of all results with the known ones. In Node it also compares the requests
of lifspec check with those of this version. Exits with 1 if a digest differs or a version cannot run.
  --nodes LIST     versions of Node (default ${usualNodes}; on linux-x64 only), or none
  --no-browsers    do not run browsers`;

const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: usualNodes },
    'no-browsers': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const script = fileURLToPath(new URL('./fixed-run.js', import.meta.url));
const compiled = fileURLToPath(new URL('.', import.meta.url));
let failures = 0;

interface Answer {
  readonly version?: string;
  readonly digests: Digests;
  readonly requests?: string;
}

/** Compares the digest of the requests of a check, in this version of Node. */
let ownRequests: string | undefined;

function show(where: string, { digests, requests }: Answer): void {
  const marks = (['float64', 'readable', 'engine'] as const).map((what) => {
    const equal = digests[what] === known[what];
    if (!equal) failures++;
    return `${what} ${digests[what].slice(0, 16)}${equal ? '' : ' DIFFERS'}`;
  });
  ownRequests ??= requests;
  if (requests !== undefined) {
    const equal = requests === ownRequests;
    if (!equal) failures++;
    marks.push(`requests ${requests.slice(0, 16)}${equal ? '' : ' DIFFER'}`);
  }
  console.log(`${where.padEnd(34)} ${marks.join('   ')}`);
}

async function ask(where: string, take: () => Promise<Answer>): Promise<void> {
  try {
    const { version = where, ...answer } = await take();
    show(version, answer);
  } catch (error) {
    failures++;
    console.log(`${where.padEnd(34)} cannot run: ${(error as Error).message.split('\n')[0]}`);
  }
}

if (values.help) {
  console.log(usage);
} else {
  await ask(`this Node, ${process.version}`, async () => ({
    digests: await digestFixedRun(),
    requests: await digestRequests(),
  }));
  const nodes = values.nodes === 'none' ? [] : values.nodes.split(',').filter((one) => `v${one}` !== process.version);
  for (const version of nodes) {
    if (hasOtherNodes) await ask(`Node ${version}`, () => digestInNode(version, compiled));
    else console.log(`Node ${version}: not run, because npm has it for linux-x64 only`);
  }
  for (const kind of values['no-browsers'] ? [] : browserKinds) {
    const path = findBrowser(kind);
    if (path === undefined) console.log(`${kind.name}: not installed (its path can be set in ${kind.variable})`);
    else await ask(kind.name, () => digestInBrowser(kind, path, script));
  }
  console.log(
    failures === 0
      ? `equal bit for bit to ${known.readable} and, in float64, ${known.float64}`
      : `${failures} differ or cannot run`,
  );
  process.exitCode = failures === 0 ? 0 : 1;
}
