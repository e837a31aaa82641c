import type { Fields, Values } from './fields.ts';
import type { PartState } from './store.ts';

/** A part of the page. See page/README.md. */
export interface Part {
  /** Name of its folder, its section and its keys in the URL. */
  readonly name: string;
  readonly fields: Fields;
  /** Loads the code of the figure. */
  readonly load: () => Promise<{ readonly mount: Mount }>;
  /** Loads the code that computes what the figure shows. */
  readonly code: () => Promise<{ readonly code: (values: Values) => readonly Snippet[] }>;
  /** Whether it loads immediately instead of when it comes near the viewport. */
  readonly first?: boolean;
  /** Whether it needs workers and WebAssembly SIMD. */
  readonly needsEngine?: boolean;
}

/** A program that computes what a figure shows, with its settings filled in. */
export interface Snippet {
  /** Language and library, as a title. */
  readonly language: string;
  readonly text: string;
}

/** Makes a figure interactive; called once. */
export type Mount<Set extends Values = Values> = (figure: Figure, state: PartState<Set>) => void | Promise<void>;

/** A figure on the page. */
export interface Figure {
  readonly element: HTMLElement;
  /** Contains the drawing. */
  readonly stage: HTMLElement;
  /** Contains additional controls. */
  readonly extra: HTMLElement;
  /** Contains rarer controls, below “More”. */
  readonly more: HTMLElement;
  /** Shows the result in a sentence, and announces it if `spoken`. */
  readonly say: (sentence: string, spoken: boolean) => void;
  /** Marks the result as that of earlier settings, until the next one is shown. */
  readonly wait: () => void;
  /** Announces a sentence to screen readers, without showing it. */
  readonly speak: (sentence: string) => void;
  /** Whether the drawing is complete; until then, the static one is printed. */
  readonly finish: (finished: boolean) => void;
  /** Marks the data of the figure as fetched. */
  readonly settle: () => void;
  /** Shows the numbers as a table. */
  readonly tabulate: (caption: string, head: readonly string[], rows: readonly (readonly Cell[])[]) => void;
  /** Calls a function after Reset, for state that is not in a field. */
  readonly onReset: (act: () => void) => void;
  /** Calls a function immediately and when the width of the stage changes. */
  readonly onWidth: (draw: (width: number) => void) => void;
  /** Whether the figure is visible. If not, animations stop. */
  readonly isVisible: () => boolean;
  /** Calls when the figure becomes visible or invisible. */
  readonly onVisible: (listener: (visible: boolean) => void) => void;
}

/** A cell of a table; numbers keep their full precision in `data-value`. */
export type Cell = number | string;
