/** Requires that every relative link in the HTML files of a folder leads to a file, and to an element if it names one. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(process.argv[2] ?? 'page/dist');

/** The ids in a file. */
const idsIn = (file) => new Set([...read(file).matchAll(/\s(?:id|name)="([^"]*)"/g)].map(([, id]) => id));

const texts = new Map();
function read(file) {
  if (!texts.has(file)) texts.set(file, readFileSync(file, 'utf8'));
  return texts.get(file);
}

const pages = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));
const ids = new Map();
let count = 0;
const broken = pages.flatMap((name) => {
  const file = join(root, name);
  const links = [...read(file).matchAll(/\s(?:href|src)="([^"#?]*)(?:\?[^"#]*)?(?:#([^"]*))?"/g)];
  return links.flatMap(([, path, id]) => {
    if (/^[a-z]+:|^\/\//i.test(path)) return [];
    count++;
    let target = path === '' ? file : resolve(dirname(file), decodeURI(path));
    if (existsSync(target) && statSync(target).isDirectory()) target = join(target, 'index.html');
    const where = `${name}: ${path}${id ? `#${id}` : ''}`;
    if (!existsSync(target)) return [where];
    if (!id || id.includes('=') || !target.endsWith('.html')) return [];
    if (!ids.has(target)) ids.set(target, idsIn(target));
    return ids.get(target).has(decodeURIComponent(id)) ? [] : [where];
  });
});

const isWhole = ['index.html', 'board.html', 'api/index.html'].every((name) => pages.includes(name));
if (broken.length > 0 || !isWhole) {
  console.error(broken.length > 0 ? `broken links:\n${broken.join('\n')}` : 'a page is missing: index, board or api');
  process.exit(1);
}
console.log(`${relative('', root)}: ${pages.length} pages, ${count} links within the site, all of them lead somewhere`);
