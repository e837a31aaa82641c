import { printable } from '../conformance/protocol/driver/printable.ts';
import { escapeHtml, formatDocument } from './html-document.ts';

/** Longest text, characters. */
const longest = 20_000;

/** Makes text from outside safe inside HTML, and visible: control characters are spelled out. */
export const safe = (text: string): string => escapeHtml(printable(text, longest));

/**
 * Writes the page of a verdict. It follows the light or dark of its reader and fits on a telephone.
 *
 * @param body - HTML
 */
export function formatConformancePage(title: string, body: string): string {
  return formatDocument(safe(title), body, style, 'light dark');
}

/** A word in a colour of its own; the colour says nothing that the word does not. */
export function chip(word: string, kind: string): string {
  return `<span class="chip ${kind}">${safe(word)}</span>`;
}

/** A list under a title; nothing if it is empty. */
export function listOf(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return `<h2>${safe(title)}</h2>\n<ul>\n${lines.map((line) => `<li>${safe(line)}</li>\n`).join('')}</ul>\n`;
}

const style = `
:root { --ink: #16181d; --soft: #555c66; --paper: #fff; --edge: #d0d5dc; --wash: #f3f5f8;
  --good: #0b6b3a; --good-wash: #dff3e6; --bad: #a3121f; --bad-wash: #fce4e6; --even: #6b4e00; --even-wash: #fbeecb }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaee; --soft: #a6adb8; --paper: #14161a; --edge: #3a4049; --wash: #1e2127;
  --good: #7fdca4; --good-wash: #12351f; --bad: #ffa3aa; --bad-wash: #451318; --even: #f0cd72; --even-wash: #3a2e0c } }
* { box-sizing: border-box }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0 }
main { max-width: 62rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere }
h1 { font-size: 1.5rem; line-height: 1.2; margin: .5rem 0 }
h2 { font-size: 1.15rem; margin: 1.5rem 0 .5rem }
p { margin: .5rem 0 }
ul { margin: .5rem 0; padding-left: 1.2rem }
a { color: inherit }
.verdict { font-size: 1.05rem; padding: .7rem .9rem; border-radius: .5rem }
.soft { color: var(--soft); font-size: .9rem }
.chip { display: inline-block; padding: 0 .5rem; border-radius: .8rem; font-size: .85rem; white-space: nowrap;
  color: var(--soft); background: var(--wash) }
.good { color: var(--good); background: var(--good-wash) }
.bad { color: var(--bad); background: var(--bad-wash) }
.even { color: var(--even); background: var(--even-wash) }
details { border-top: 1px solid var(--edge) }
details:last-of-type { border-bottom: 1px solid var(--edge) }
summary { padding: .45rem .2rem; cursor: pointer }
summary b { display: inline-block; min-width: 3.2rem }
details > :not(summary) { margin-left: .8rem }
details details { border-bottom: 0 }
pre { background: var(--wash); padding: .6rem; border-radius: .4rem; overflow-x: auto; font-size: .8rem; overflow-wrap: normal }
.whole { white-space: pre-wrap; overflow-wrap: anywhere }
.scroll { overflow-x: auto }
table { border-collapse: collapse }
th, td { padding: .25rem .6rem; text-align: left; border-bottom: 1px solid var(--edge); vertical-align: top }
thead th { border-bottom: 2px solid var(--soft) }
:focus-visible { outline: 2px solid var(--soft); outline-offset: 2px }
`;
