import { type Address, initialPage, type PageValues, readAddress, type Schema, writeAddress } from './address.ts';
import type { Values } from './fields.ts';

/** How a change came about: while dragging, the address stays; a slider that is let go replaces it; a button adds one to go back to. */
export type Manner = 'drag' | 'commit' | 'jump';

/** The state of one part, as the part sees it. */
export interface PartState<Set extends Values = Values> {
  readonly values: () => Set;
  readonly set: (change: Partial<Set>, manner?: Manner) => void;
  /** Calls at once and after every change. `manner` tells whether a finger is still on the slider. */
  readonly watch: (listener: (values: Set, manner: Manner) => void) => void;
  /** The address of the page with this part set as it is and all others as the author has set them. */
  readonly link: () => string;
}

/** How an address came: with the page, or later by going back, forward or along a link. */
export type Coming = 'first' | 'later';

/** The state of the page. */
export interface Store {
  readonly part: (name: string) => PartState;
  /** Sets what a text like `neuron.amplitude=0.02` says; parts that it does not name stay. */
  readonly jump: (text: string, at: string) => void;
  readonly reset: (name: string) => void;
  /** Goes to a part: everything stays as it is set, and there is one address more to go back from. */
  readonly visit: (at: string) => void;
  /** Tells of the first address, once all parts are there to be revealed. */
  readonly begin: () => void;
}

/**
 * Opens the state of the page from its address, and keeps both together.
 *
 * @param onAddress - called for the first address by `begin`, and for each that comes by going back, forward or by a link
 */
export function openStore(schema: Schema, onAddress: (address: Address, coming: Coming) => void): Store {
  const first = readAddress(location.hash, schema);
  let values: PageValues = first.values;
  const listeners = new Map<string, Set<(values: Values, manner: Manner) => void>>();

  const tell = (name: string, manner: Manner) => {
    for (const listen of listeners.get(name) ?? []) listen(values[name] as Values, manner);
  };
  const write = (manner: Manner, at: string) => {
    if (manner === 'drag') return;
    const hash = writeAddress(values, schema, at);
    const url = hash === '' ? `${location.pathname}${location.search}` : hash;
    if (manner === 'jump') history.pushState(null, '', url);
    else history.replaceState(null, '', url);
  };
  const change = (name: string, next: Values, manner: Manner) => {
    values = { ...values, [name]: next };
    write(manner, name);
    tell(name, manner);
  };
  const read = () => {
    const address = readAddress(location.hash, schema);
    const before = values;
    values = address.values;
    for (const name of Object.keys(schema)) {
      if (JSON.stringify(before[name]) !== JSON.stringify(values[name])) tell(name, 'commit');
    }
    onAddress(address, 'later');
  };

  window.addEventListener('popstate', read);
  return {
    begin: () => onAddress(first, 'first'),
    part: (name) => ({
      values: () => values[name] as Values,
      set: (patch, manner = 'commit') => {
        const next = { ...values[name], ...patch } as Values;
        if (manner === 'drag' && JSON.stringify(next) === JSON.stringify(values[name])) return;
        change(name, next, manner);
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
    visit: (at) => write('jump', at),
    reset: (name) => change(name, initialPage(schema)[name] as Values, 'jump'),
  };
}
