import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { parse } from 'yaml';
import { bash } from '../bash.ts';
import { temporaryFolder } from '../temporary-folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the packed files. */
    packages: string;
    /** Environment variables with which npm and pip install from the local registries. */
    registries: Record<string, string>;
    /** The address of the repository in which the release is said to happen. */
    repository: string;
  }
}

const verdaccio = 'verdaccio@6.3.2'; // the newest of Node 20
const pythonTools = ['pypiserver==2.4.2', 'twine==6.2.0'];
const repository = 'someone/lifspec';

const workflow: { jobs: Record<string, { steps: { name?: string; run?: string }[] }> } = parse(
  readFileSync('.github/workflows/release.yml', 'utf8'),
);

/** The commands of a job of the release, or of its step of this name. */
function commands(job: string, name?: string): string {
  const steps = workflow.jobs[job]?.steps ?? [];
  return steps.flatMap((step) => (step.run && (!name || step.name === name) ? [step.run] : [])).join('\n');
}

/**
 * Rehearses a release: a copy of the repository is dated as CONTRIBUTING.md says, the steps of `release.yml` pack it and publish
 * both packages, npm's to Verdaccio and Python's to pypiserver, on this machine. Other packages come from npm and PyPI.
 * Only what needs GitHub is left out: the proof of origin, and the client of PyPI, which is twine.
 */
export default async function rehearse({ provide }: TestProject): Promise<() => void> {
  const cleanUps: (() => void)[] = [];
  const cleanUp = () => {
    for (const clean of cleanUps.toReversed()) clean();
  };
  await release(provide, cleanUps).catch((error) => {
    cleanUp();
    throw error;
  });
  return cleanUp;
}

async function release(provide: TestProject['provide'], cleanUps: (() => void)[]): Promise<void> {
  const folder = temporaryFolder((clean) => cleanUps.push(clean));
  const python = join(folder, 'python-tools');
  const PATH = `${join(python, 'bin')}:${process.env.PATH}`;
  const run = (script: string, cwd: string, variables: Record<string, string> = {}) => {
    const env = { ...process.env, PATH, ...variables };
    const { status, stdout, stderr } = bash(script, cwd, env);
    if (status !== 0) throw new Error(`The rehearsed release failed at: ${script}\n${stdout}${stderr}`);
  };
  run(`python3 -m venv ${python} && pip install --quiet ${pythonTools.join(' ')}`, folder, {
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
  });

  const clone = copyRepository(join(folder, 'clone'));
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const github = {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: repository,
    GITHUB_REF_NAME: `v${version}`,
  };
  run(commands('build', 'Check the version and the date'), clone, github);
  run(commands('build', 'Pack'), clone, github);

  const npm = await startServer(folder, cleanUps, (port) => {
    const proxied = { access: '$all', proxy: 'npmjs' };
    const settings = {
      storage: join(folder, 'npm-registry'),
      uplinks: { npmjs: { url: 'https://registry.npmjs.org/', cache: false } },
      packages: { lifspec: { access: '$all', publish: '$all' }, '**': proxied },
      log: { type: 'stdout', level: 'warn' },
    };
    writeFileSync(join(folder, 'verdaccio.yaml'), JSON.stringify(settings));
    return ['npx', '--yes', verdaccio, '--config', 'verdaccio.yaml', '--listen', `127.0.0.1:${port}`];
  });
  const pypi = await startServer(folder, cleanUps, (port) => {
    mkdirSync(join(folder, 'python-index'));
    const options = ['-i', '127.0.0.1', '-P', '.', '-a', '.', '--fallback-url', 'https://pypi.org/simple/'];
    return [join(python, 'bin/pypi-server'), 'run', '-p', String(port), ...options, 'python-index'];
  });
  writeFileSync(join(folder, 'npmrc'), `registry=${npm}\n${npm.replace('http:', '')}:_authToken=none\n`);
  const registries = { NPM_CONFIG_USERCONFIG: join(folder, 'npmrc'), PIP_INDEX_URL: `${pypi}simple/` };

  const packages = join(clone, 'packages');
  run(commands('npm').replace(' --provenance', ''), packages, registries);
  run(commands('pypi'), packages);
  run('twine check --strict dist/*', packages);
  run(`twine upload --non-interactive -u none -p none --repository-url ${pypi} dist/*`, packages);

  provide('packages', packages);
  provide('registries', registries);
  provide('repository', repository);
}

/** Copies what a clone has after `npm ci`, without the packages of others, and gives its version today's date. */
function copyRepository(clone: string): string {
  const tracked = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0').filter(Boolean);
  for (const file of [...tracked, 'dist']) cpSync(resolve(file), join(clone, file), { recursive: true });
  const edit = (file: string, change: (text: string) => string) =>
    writeFileSync(join(clone, file), change(readFileSync(join(clone, file), 'utf8')));
  edit('CHANGELOG.md', (text) => text.replace('(unreleased)', '(2026-12-31)'));
  edit('CITATION.cff', (text) => `${text.replace(/^date-released.*\n/m, '')}date-released: "2026-12-31"\n`);
  return clone;
}

/** Starts a server on a free port, and waits until it answers. */
async function startServer(
  cwd: string,
  cleanUps: (() => void)[],
  commandFor: (port: number) => string[],
): Promise<string> {
  const port = await freePort();
  const [command = '', ...words] = commandFor(port);
  const server = spawn(command, words, { cwd, detached: true, stdio: ['ignore', 'ignore', 'inherit'] });
  let end: string | undefined;
  server.once('error', (error) => (end = error.message)).once('exit', (status) => (end = `exit code ${status}`));
  cleanUps.push(() => server.pid !== undefined && end === undefined && process.kill(-server.pid));
  const url = `http://127.0.0.1:${port}/`;
  for (let tenths = 0; tenths < 1200 && end === undefined; tenths++) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return url;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`${command} does not answer at ${url}: ${end ?? 'two minutes passed'}`);
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
