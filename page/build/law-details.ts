import { allLaws } from '../../properties/laws.ts';
import { claims } from '../../src/conformance/claims.ts';
import { escapeText } from '../chart/plot.ts';

/** Collapses the claims, laws and files that a text names, and adds their statements. */
export function addLawDetails(html: string): string {
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
  const details = `<details class="behind"><summary>Evidence</summary>${line}<dl>${entries.join('')}</dl></details>`;
  return html.replace(line, () => details);
}

/**
 * Links the files that a text names.
 *
 * @param repository - URL of the files of the project, with a slash at the end; if undefined, nothing is linked
 */
export function linkFiles(html: string, repository: string | undefined = process.env.LIFSPEC_REPOSITORY): string {
  if (repository === undefined) return html;
  return html.replace(
    /<code>((?:src|properties|fixtures|docs)\/[\w./-]+|README\.md)<\/code>/g,
    (code, path: string) => `<a href="${escapeText(new URL(path, repository).href)}">${code}</a>`,
  );
}
