import { relative } from 'node:path';
import { styleText } from 'node:util';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';
import { inChapters } from './reading-order.ts';

const marks = { passed: '✓', failed: '✗', skipped: '-', pending: '…' } as const;

/** Prints the specification chapter by chapter when the run ends. */
export default class DocumentReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const pathOf = (module: TestModule) => relative(process.cwd(), module.moduleId).replaceAll('\\', '/');
    const lines = inChapters(modules, pathOf).flatMap(({ title, items }) => [
      '',
      styleText('underline', title),
      ...items.flatMap((module) => ['', styleText('dim', pathOf(module)), ...linesOf(module, 0)]),
    ]);
    process.stdout.write(`${lines.join('\n')}\n`);
  }
}

function linesOf(parent: TestModule | TestSuite, depth: number): string[] {
  const indent = '  '.repeat(depth);
  return Array.from(parent.children).flatMap((child) => {
    if (child.type === 'suite') return [`${indent}${styleText('bold', child.name)}`, ...linesOf(child, depth + 1)];
    return [`${indent}${describeTest(child)}`];
  });
}

function describeTest(test: TestCase): string {
  const { state } = test.result();
  const color = state === 'passed' ? 'green' : state === 'failed' ? 'red' : 'yellow';
  return `${styleText(color, marks[state])} ${test.name}`;
}
