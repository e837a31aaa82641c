import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mutantsByTopic } from '../../properties/mutants/index.ts';
import { packageRoot } from '../../src/base/package-root.ts';
import { capabilityNames } from '../../src/conformance/protocol/protocol.ts';

const read = (...path: string[]) => readFileSync(join(packageRoot(), ...path), 'utf8');
const namesIn = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name = '']) => name);

/** The part of a text between two others. */
function between(text: string, start: string, end: string): string {
  const [, rest = ''] = text.split(start);
  return rest.split(end)[0] ?? '';
}

/** Where the capabilities are named again, because the reader is not TypeScript. */
const places: Readonly<Record<string, () => readonly string[]>> = {
  'adapters/lifspec-adapter.js, known': () =>
    namesIn(between(read('adapters', 'lifspec-adapter.js'), 'const known = [', ']'), /'(\w+)'/g),
  'adapters/lifspec-adapter.h, lifspec_knows': () =>
    namesIn(between(read('adapters', 'lifspec-adapter.h'), 'const char *known[] = {', '}'), /"(\w+)"/g),
  'adapters/README.md, the table of requests and answers': () =>
    namesIn(between(read('adapters', 'README.md'), '| capability | ', '\n\n'), /^\| (\w+) \|/gm),
  'python/README.md, the table of inputs and outputs': () =>
    namesIn(between(read('python', 'README.md'), '| function | ', '\n\n'), /^\| `(\w+)` \|/gm),
  'python/src/lifspec/_simulator.py, fields of Simulator': () =>
    namesIn(read('python', 'src', 'lifspec', '_simulator.py'), /^ {4}(\w+): Function \| None/gm),
  'python/src/lifspec/_simulator.py, arguments of Simulator': () =>
    namesIn(
      between(read('python', 'src', 'lifspec', '_simulator.py'), 'Args:\n', '        conventions:'),
      /^ {8}(\w+): /gm,
    ),
  'properties/mutants/index.ts, topics': () =>
    Object.keys(mutantsByTopic).filter((topic) => !['continued', 'protocol'].includes(topic)),
};

describe('src/conformance/protocol/capabilities.ts', () => {
  it.each(Object.entries(places))('names the same capabilities as %s', (place, named) => {
    const found = named();
    const message = `add it to ${place}, or remove it there`;
    expect([...new Set(found)].toSorted(), message).toEqual([...capabilityNames].toSorted());
  });
});
