import { type Address, initialPage, type PageValues, readAddress, type Schema, writeAddress } from './address.ts';
import type { Values } from './fields.ts';

/** Dragging leaves the URL unchanged, releasing a slider replaces it, and a button adds a history entry. */
export type ChangeKind = 'drag' | 'commit' | 'jump';

/** The state of one part. */
export interface PartState<Set extends Values = Values> {
  readonly values: () => Set;
  readonly set: (change: Partial<Set>, kind?: ChangeKind) => void;
  /** Calls a function immediately and after every change. */
  readonly watch: (listener: (values: Set, kind: ChangeKind) => void) => void;
  /** URL fragment with the current state of this part and the initial state of all others. */
  readonly link: () => string;
}

/** Whether an address came from a link, also the first one, or from going back or forward. */
export type Arrival = 'link' | 'back';

/** Marks entries of the history that the page has made. */
const own = { lifspec: 'own' } as const;

/** The state of the page. */
export interface Store {
  readonly part: (name: string) => PartState;
  /** Applies settings such as `neuron.amplitude=0.02`; other parts keep their state. */
  readonly jump: (text: string, at: string) => void;
  readonly reset: (name: string) => void;
  /** Adds a history entry for a part, without changing any state. */
  readonly visit: (at: string) => void;
  /** Reports the first address, once all parts are open. */
  readonly begin: () => void;
}

/**
 * Reads the state of the page from its URL, and synchronizes both from then on.
 *
 * @param onAddress - called by `begin`, and for every later address
 */
export function openStore(schema: Schema, onAddress: (address: Address, coming: Arrival) => void): Store {
  const first = readAddress(location.hash, schema);
  let values: PageValues = first.values;
  const listeners = new Map<string, Set<(values: Values, kind: ChangeKind) => void>>();

  const tell = (name: string, kind: ChangeKind) => {
    for (const listen of listeners.get(name) ?? []) listen(values[name] as Values, kind);
  };
  const write = (kind: ChangeKind, at: string) => {
    if (kind === 'drag') return;
    const hash = writeAddress(values, schema, at);
    const url = hash === '' ? `${location.pathname}${location.search}` : hash;
    if (kind === 'jump') history.pushState(own, '', url);
    else history.replaceState(own, '', url);
  };
  const change = (name: string, next: Values, kind: ChangeKind) => {
    values = { ...values, [name]: next };
    write(kind, name);
    tell(name, kind);
  };
  const read = (state: unknown) => {
    const address = readAddress(location.hash, schema);
    const before = values;
    values = address.values;
    for (const name of Object.keys(schema)) {
      if (JSON.stringify(before[name]) !== JSON.stringify(values[name])) tell(name, 'commit');
    }
    onAddress(address, state === own.lifspec ? 'back' : 'link');
  };

  // the browser itself returns to where the reader was
  window.addEventListener('popstate', ({ state }) => read(state?.lifspec));
  return {
    begin: () => {
      history.replaceState(own, '');
      onAddress(first, 'link');
    },
    part: (name) => ({
      values: () => values[name] as Values,
      set: (patch, kind = 'commit') => {
        const next = { ...values[name], ...patch } as Values;
        if (kind === 'drag' && JSON.stringify(next) === JSON.stringify(values[name])) return;
        change(name, next, kind);
      },
      watch: (listener) => {
        listeners.set(name, (listeners.get(name) ?? new Set()).add(listener));
        listener(values[name] as Values, 'commit');
      },
      link: () => writeAddress({ [name]: values[name] as Values }, schema, name),
    }),
    jump: (text, at) => {
      const { values: named } = readAddress(`#${text}`, schema);
      for (const key of new URLSearchParams(text).keys()) {
        const [part = '', field = ''] = key.split('.');
        values = { ...values, [part]: { ...values[part], [field]: named[part]?.[field] as string | number } };
      }
      write('jump', at);
      for (const part of new Set([...new URLSearchParams(text).keys()].map((key) => key.split('.')[0] ?? ''))) {
        tell(part, 'jump');
      }
    },
    visit: (at) => {
      write('jump', at);
      onAddress({ values, named: [], faults: [] }, 'back');
    },
    reset: (name) => change(name, initialPage(schema)[name] as Values, 'jump'),
  };
}
