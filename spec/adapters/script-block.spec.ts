import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { admitsPython, parseScriptBlock } from '../../adapters/script-block.ts';

describe('what a Python script needs', () => {
  it('is read from its block of comments', () => {
    const script = '# /// script\n# requires-python = ">=3.10"\n# dependencies = ["torch"]\n# ///\nimport torch\n';
    expect(parseScriptBlock(script)).toEqual({ requiresPython: '>=3.10', dependencies: ['torch'] });
  });

  it('may be written over several lines, with extras and ranges', () => {
    const script = [
      '#!/usr/bin/env python3',
      '# /// script',
      '# dependencies = [',
      '#   "torch>=2.9,<2.14",',
      '#   "jax[cpu]",',
      '# ]',
      '#',
      '# requires-python = "==3.11.*"',
      '# ///',
      '"""dependencies = ["nothing"]"""',
      '',
    ];
    const expected = { requiresPython: '==3.11.*', dependencies: ['torch>=2.9,<2.14', 'jax[cpu]'] };
    expect(parseScriptBlock(script.join('\n'))).toEqual(expected);
    expect(parseScriptBlock(script.join('\r\n'))).toEqual(expected);
  });

  it('is refused if there is no block, two blocks, or a field is missing', () => {
    const block = '# /// script\n# requires-python = ">=3.10"\n# dependencies = []\n# ///\n';
    expect(() => parseScriptBlock('import torch\n')).toThrow('one block "# /// script", but has 0');
    expect(() => parseScriptBlock(`${block}\n${block}`)).toThrow('one block "# /// script", but has 2');
    expect(() => parseScriptBlock(block.replace('# dependencies = []\n', ''))).toThrow('dependencies = ');
    expect(() => parseScriptBlock(block.replace('requires-python', 'python'))).toThrow('requires-python = ');
  });

  it.each(['nengo-dl', 'pytorch'])('is said by the script of %s', (name) => {
    const { requiresPython, dependencies } = parseScriptBlock(readFileSync(`bench/peers/${name}.py`, 'utf8'));
    expect(admitsPython(requiresPython, '3.11.7')).toBe(true);
    expect(dependencies.length).toBeGreaterThan(1);
  });
});

describe('a version of Python', () => {
  it.each([
    ['==3.11.*', '3.11.7', true],
    ['==3.11.*', '3.1.1', false],
    ['==3.11.*', '3.12.0', false],
    ['>=3.10', '3.9.18', false],
    ['>=3.10', '4.0.0', true],
    ['>=3.10,<3.13', '3.12.4', true],
    ['>=3.10, <3.13', '3.13.0', false],
  ])('%s: %s is admitted: %s', (required, version, admitted) => {
    expect(admitsPython(required, version)).toBe(admitted);
  });

  it.each(['~=3.11', '==3.11.7', '3.11', '>=3.10.*'])('is never guessed from %s', (required) => {
    expect(() => admitsPython(required, '3.11.7')).toThrow('requires-python must be');
  });
});
