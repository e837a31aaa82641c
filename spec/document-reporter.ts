import { relative } from 'node:path';
import { styleText } from 'node:util';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';
import { clauses } from '../src/conformance/clauses.ts';
import { inChapters } from './reading-order.ts';

const marks = { passed: '✓', failed: '✗', skipped: '-', pending: '…' } as const;

/** Prints the specification chapter by chapter when the run ends. */
export default class DocumentReporter implements Reporter {
  onTestRunStart(): void {
    process.stdout.write(
      'A dot per test; the specification follows. Skipped are slow tests, which npm run test:full runs, and saved studies that are too small to decide a claim.\n',
    );
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const run = modules.filter((module) => !isLeftOut(module));
    const pathOf = (module: TestModule) => relative(process.cwd(), module.moduleId).replaceAll('\\', '/');
    const explain = explainAtFirstUse();
    const lines = inChapters(run, pathOf).flatMap(({ title, items }) => [
      '',
      styleText('underline', title),
      ...items.flatMap((module) => ['', styleText('dim', pathOf(module)), ...linesOf(module, explain, '')]),
    ]);
    process.stdout.write(`${lines.join('\n')}\n`);
  }
}

/** The sentence of the clause whose id begins a title, unless a title began with it before. */
export function explainAtFirstUse(): (title: string) => string[] {
  const sentences = new Map(
    clauses.map(({ id, number, statement }) => [id, `clause ${number} (${id}): ${statement}`] as const),
  );
  return (title) => {
    const id = title.split(': ', 1)[0] as string;
    const sentence = sentences.get(id);
    sentences.delete(id);
    return sentence === undefined ? [] : [sentence];
  };
}

function linesOf(parent: TestModule | TestSuite, explain: (title: string) => string[], indent: string): string[] {
  const shown = Array.from(parent.children).filter((child) => !isLeftOut(child));
  return shown.flatMap((child) => {
    const explained = explain(child.name).map((sentence) => indent + styleText('dim', sentence));
    if (child.type === 'test') return [...explained, indent + describeTest(child)];
    return [...explained, indent + styleText('bold', child.name), ...linesOf(child, explain, `${indent}  `)];
  });
}

/** Slow tests, which only `npm run test:full` runs. */
function isLeftOut(one: TestModule | TestSuite | TestCase): boolean {
  if (one.type === 'test') return one.options.mode === 'skip';
  return Array.from(one.children).every(isLeftOut);
}

function describeTest(test: TestCase): string {
  const { state } = test.result();
  const color = state === 'passed' ? 'green' : state === 'failed' ? 'red' : 'yellow';
  return `${styleText(color, marks[state])} ${test.name}`;
}
