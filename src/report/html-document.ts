/**
 * Writes an HTML page that needs nothing else: no script, no other file, no network.
 *
 * @param title - HTML
 * @param body - HTML
 * @param style - CSS
 * @param colours - what it offers beside light, as `color-scheme` says it
 */
export function formatDocument(title: string, body: string, style: string, colours = ''): string {
  const scheme = colours === '' ? '' : `<meta name="color-scheme" content="${colours}">\n`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${scheme}<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}</main>
</body>
</html>
`;
}

/** Makes text safe inside HTML, in an attribute too. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] as string);
}
