import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/package-root.ts';

const folder = 'fixtures/networks/own-network';
const readme = readFileSync('docs/own-network.md', 'utf8');
const scriptOf = (framework: string) => readFileSync(join(folder, `from-${framework}.py`), 'utf8');

describe.each(['keras', 'pytorch'])('the lines that export a network of %s', (framework) => {
  it('are those that docs/own-network.md shows, on one page', () => {
    const [, lines = ''] = /\n(def export[\s\S]*?)# end of export/.exec(scriptOf(framework)) ?? [];
    expect(lines.trimEnd().split('\n').length).toBeLessThan(35);
    expect(readme).toContain(lines.trimEnd());
  });
});

describe('the lines that export a Keras network', () => {
  it('use only functions of Keras 2, on which NengoDL depends', () => {
    const [, lines = ''] = /\n(def export[\s\S]*?)# end of export/.exec(scriptOf('keras')) ?? [];
    expect(lines.match(/\bkeras(?:\.\w+)+/g)).toEqual(['keras.Model']);
  });
});

const python = spawnSync('python3', ['--version']).status === 0;
const numpy = spawnSync('python3', ['-c', 'import numpy']).status === 0;

/** Compares a layer after 3 × 3 pooling (11 rows, 10 columns) with the unpooled layer: first convolution, then dense. */
const comparison = `
import sys, numpy as np
exec(sys.stdin.read())
draw = np.random.default_rng(0).random
def convolve(x, kernel, stride):
    k, (rows, columns, _) = len(kernel), x.shape
    at = lambda r, c: np.tensordot(x[r : r + k, c : c + kernel.shape[1]], kernel, 3)
    return np.array([[at(r, c) for c in range(0, columns - kernel.shape[1] + 1, stride)] for r in range(0, rows - k + 1, stride)])
x = draw((11, 10, 2))
pooled = x[:9, :9].reshape(3, 3, 3, 3, 2).mean((1, 3))
for size, stride in ((2, 1), (1, 2)):
    kernel = draw((size, size, 2, 4))
    assert np.allclose(convolve(pooled, kernel, stride), convolve(x, unpooled(kernel, 3, (0, 0)), 3 * stride))
kernel = draw((3, 3, 2, 4))
assert np.allclose(convolve(pooled, kernel, 1), convolve(x, unpooled(kernel, 3, (2, 1)), 1))
`;

describe.skipIf(!numpy)('average pooling', () => {
  it.each(['keras', 'pytorch'])('is exactly a part of the next kernel: %s', (framework) => {
    const [, lines = ''] = /\n(def unpooled[\s\S]*?)\n\n/.exec(scriptOf(framework)) ?? [];
    execFileSync('python3', ['-c', comparison], { input: lines, cwd: packageRoot() });
  });
});

describe.skipIf(!python)('the export examples', () => {
  it.each(['keras', 'pytorch'])('are valid Python: %s', (framework) => {
    const parse = 'import ast, sys; ast.parse(sys.stdin.read())';
    execFileSync('python3', ['-c', parse], { input: scriptOf(framework), cwd: packageRoot() });
  });
});
