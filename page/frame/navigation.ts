import type { Store } from './store.ts';
import { readStored, writeStored } from './stored.ts';

/** Time in which the figures above a part have grown, even on a slow device. */
const holdMilliseconds = 10_000;

let holding: ResizeObserver | undefined;
const release = () => {
  holding?.disconnect();
  history.scrollRestoration = 'auto';
};
for (const event of ['wheel', 'touchstart', 'pointerdown', 'keydown', 'popstate']) {
  addEventListener(event, release, { capture: true, passive: true });
}

/** Scrolls now and while figures grow, until the reader acts. */
function hold(scroll: () => void): void {
  release();
  const holder = new ResizeObserver(scroll);
  holder.observe(document.body);
  holding = holder;
  // dragging the scroll bar sends no event
  setTimeout(() => holder.disconnect(), holdMilliseconds);
}

/** Scrolls to a part, which it opens, and keeps it there. */
export function scrollToPart(name: string): void {
  const section = document.getElementById(name);
  if (section === null) return;
  const aside = section.querySelector<HTMLDetailsElement>(':scope > details.aside');
  if (aside !== null) aside.open = true;
  hold(() => section.scrollIntoView());
}

/** Scrolls to a part and focuses its heading. */
function bringUp(name: string): void {
  scrollToPart(name);
  document.getElementById(`${name}-title`)?.focus({ preventScroll: true });
}

const keyOf = (path: string) => `place-${path}`;

/** Remembers the place on the page when the reader leaves it, and returns there after a reload or on the way back. */
export function keepPlace(): void {
  const key = keyOf(location.pathname);
  const [name = '', top, hash] = (readStored('session', key) ?? '').split(' ');
  addEventListener('pagehide', () => {
    const sections = [...document.querySelectorAll<HTMLElement>('section[id]')];
    const topOf = (section: HTMLElement) => Math.round(section.getBoundingClientRect().top);
    const at = sections.findLast((section) => topOf(section) <= innerHeight / 3) ?? sections[0];
    if (at !== undefined) writeStored('session', key, `${at.id} ${topOf(at)} ${location.hash}`);
  });
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const { href } = new URL('.', location.href);
  const isBack = entry?.type !== 'navigate' || (document.referrer.startsWith(href) && location.hash === hash);
  const section = document.getElementById(name);
  if (!isBack || section === null) return;
  hold(() => scrollBy({ top: section.getBoundingClientRect().top - Number(top), behavior: 'instant' }));
  history.scrollRestoration = 'manual';
}

/** Makes links to parts, in the navigation and in the text, preserve the state of the page. */
export function openLinks(store: Store): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="#"]');
    const name = link?.hash.slice(1) ?? '';
    // a modifier opens a new tab or window
    const isOwn = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.defaultPrevented;
    if (isOwn || name.includes('=') || document.getElementById(name) === null) return;
    event.preventDefault();
    store.visit(name);
    bringUp(name);
  });
  for (const link of document.querySelectorAll<HTMLAnchorElement>('nav a[href="./"]')) {
    const [, , hash = ''] = (readStored('session', keyOf(link.pathname)) ?? '').split(' ');
    if (hash !== '') link.hash = hash;
  }
  markCurrent([...document.querySelectorAll<HTMLAnchorElement>('nav a[href^="#"]')]);
}

/** Marks the last part that begins in the upper third of the window. */
function markCurrent(links: readonly HTMLAnchorElement[]): void {
  const mark = () => {
    const topOf = ({ hash }: HTMLAnchorElement) => document.getElementById(hash.slice(1))?.getBoundingClientRect().top;
    const now = links.findLast((link) => (topOf(link) ?? innerHeight) <= innerHeight / 3) ?? links[0];
    if (now === undefined || now.ariaCurrent === 'true') return;
    for (const link of links) link.ariaCurrent = link === now ? 'true' : null;
    const bar = now.closest('nav');
    bar?.scrollTo({ left: now.offsetLeft - bar.offsetLeft + (now.offsetWidth - bar.clientWidth) / 2 });
  };
  addEventListener('scroll', mark, { passive: true });
  mark();
}
