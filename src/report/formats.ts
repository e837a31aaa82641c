import type { Document } from './document.ts';
import { formatHtml } from './html.ts';
import { formatMarkdown } from './markdown.ts';
import { formatText } from './text.ts';

type ForReaders<Value> = Readonly<Record<'text' | 'markdown' | 'html', (value: Value) => string>>;

/** The formats for readers, by name. A new kind of report is a function that makes a document. */
export function formatsOf<Value>(report: (value: Value) => Document): ForReaders<Value> {
  return {
    text: (value: Value) => formatText(report(value)),
    markdown: (value: Value) => formatMarkdown(report(value)),
    html: (value: Value) => formatHtml(report(value)),
  };
}
