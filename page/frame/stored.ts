const storageOf = (kind: 'local' | 'session') => (kind === 'local' ? localStorage : sessionStorage);

/** What an earlier visit or an earlier load of this tab has stored; null if nothing, or if the browser blocks storage. */
export function readStored(kind: 'local' | 'session', key: string): string | null {
  try {
    return storageOf(kind).getItem(`lifspec-${key}`);
  } catch {
    return null;
  }
}

/** Stores a text, unless the browser blocks storage: it then lasts until the page is closed. */
export function writeStored(kind: 'local' | 'session', key: string, text: string): void {
  try {
    storageOf(kind).setItem(`lifspec-${key}`, text);
  } catch {
    // not stored
  }
}
