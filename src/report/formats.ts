import { formatRows } from '../base/text.ts';
import type { Document } from './document.ts';
import { formatHtml } from './html.ts';
import { formatMarkdown } from './markdown.ts';
import { formatText } from './text.ts';

type UsualFormats<Value> = Readonly<Record<'text' | 'markdown' | 'html' | 'json', (value: Value) => string>>;

/** The usual formats of a report by name. A new kind of report is a function that makes a document. */
export function formatsOf<Value>(report: (value: Value) => Document): UsualFormats<Value> {
  return {
    text: (value) => formatText(report(value)),
    markdown: (value) => formatMarkdown(report(value)),
    html: (value) => formatHtml(report(value)),
    json: formatRows,
  };
}
