import type { Fields, Values, ValuesOf } from './fields.ts';
import type { PartState } from './store.ts';

/** What a part of the page is made of. See page/README.md. */
export interface Part<Set extends Fields = Fields, Given extends Values = ValuesOf<Set>> {
  /** Its name: of its folder, its section and its keys in the address. */
  readonly name: string;
  readonly fields: Set;
  /** Loads what makes the figure live. Parts that come later are loaded when they come near. */
  readonly load: () => Promise<{ readonly mount: Mount<Given> }>;
  /** Loaded at once: the first ones. */
  readonly first?: boolean;
  /** Runs only with workers and WebAssembly SIMD. */
  readonly needsEngine?: boolean;
}

/** Makes a figure live. It is called once, and the element keeps what the text gave it: `.stage`, `.controls` … */
export type Mount<Set extends Values = Values> = (figure: Figure, state: PartState<Set>) => void | Promise<void>;

/** A figure on the page, with the places that every one has. */
export interface Figure {
  readonly element: HTMLElement;
  /** What is drawn. */
  readonly stage: HTMLElement;
  /** Where controls go that the fields do not make. */
  readonly extra: HTMLElement;
  /** Says the result in a sentence, which is read out once the reader has let go. */
  readonly say: (sentence: string, spoken: boolean) => void;
  /** Shows the numbers behind the figure as a table. */
  readonly tabulate: (caption: string, head: readonly string[], rows: readonly (readonly Cell[])[]) => void;
  /** Calls after Reset was pressed, when the fields are as the author has set them: for what is in no field. */
  readonly onReset: (act: () => void) => void;
  /** Calls when the width of the stage changes, and at once. */
  readonly onWidth: (draw: (width: number) => void) => void;
  /**
   * Makes of a drawing one that happens at most once a frame, and only while the figure can be seen; what was asked for
   * meanwhile is drawn when it comes into view.
   */
  readonly whenSeen: (draw: () => void) => () => void;
  /** Whether it can be seen: what cannot must not run. */
  readonly isVisible: () => boolean;
  /** Calls when it comes into view or leaves it. */
  readonly onVisible: (tell: (visible: boolean) => void) => void;
}

/** A number or a word in a table; numbers are kept whole beside what is shown. */
export type Cell = number | string;

/** A part without knowing which. */
export type AnyPart = Part<Fields, Values>;
