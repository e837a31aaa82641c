import { allLaws } from '../../properties/laws.ts';
import { claims } from '../../src/conformance/claims.ts';
import { escapeText } from '../chart/plot.ts';

/** Where files of the project can be read, ending in a slash; without it paths in the text are no links. */
const repository = process.env.LIFSPEC_REPOSITORY;

/** Adds to the line with claims and laws of a part what each of them says, and links files if it is known where they are. */
export function writeBehind(html: string): string {
  const found = /<p class="law">.*?<\/p>/s.exec(html);
  if (found === null) return html;
  const [line] = found;
  const named = claims.filter(({ id }) => new RegExp(`\\b${id}\\b`).test(line));
  const laws = allLaws.filter(({ id }) => line.includes(`<code>${id}</code>`));
  const entry = (id: string, text: string) => `<dt>${id}</dt><dd>${escapeText(text)}</dd>`;
  const entries = [
    ...named.map(({ id, statement, scope }) => entry(id, `${statement} Scope: ${scope}.`)),
    ...laws.map(({ id, statement }) => entry(`<code>${id}</code>`, `It ${statement}.`)),
  ];
  const details = `<details class="behind"><summary>What these claims and laws say</summary><dl>${entries.join('')}</dl></details>`;
  return html.replace(line, `${linkFiles(line)}\n${details}`);
}

function linkFiles(line: string): string {
  if (repository === undefined) return line;
  return line.replace(
    /<code>((?:src|properties|fixtures)\/[\w./-]+)<\/code>/g,
    (code, path: string) => `<a href="${escapeText(new URL(path, repository).href)}">${code}</a>`,
  );
}
