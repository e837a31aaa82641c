/** A number that a reader can set, with the range of its slider, its box and links. */
export interface NumberField {
  readonly kind: 'number';
  readonly label: string;
  readonly unit?: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Whether it is an integer. */
  readonly whole?: true;
  /** Whether it is shown below “More settings”. */
  readonly more?: true;
  readonly initial: number;
  /** What the value is in the units of the chart, beside the label. */
  readonly told?: (values: Values) => string;
  /** Whether it has an effect, given the other values; it always has one if undefined. */
  readonly matters?: (values: Values) => boolean;
}

/** A choice between a few names. */
export interface ChoiceField {
  readonly kind: 'choice';
  readonly label: string;
  /** Label of each name. */
  readonly options: Readonly<Record<string, string>>;
  /** Whether it is shown below “More settings”. */
  readonly more?: true;
  readonly initial: string;
  /** Whether it has an effect, given the other values; it always has one if undefined. */
  readonly matters?: (values: Values) => boolean;
}

/** The settings of a part. */
export type Fields = Readonly<Record<string, NumberField | ChoiceField>>;

/** Values of the fields of a part. */
export type ValuesOf<Set extends Fields> = {
  readonly [Key in keyof Set]: Set[Key] extends NumberField ? number : string;
};

/** Values of any part. */
export type Values = Readonly<Record<string, number | string>>;

/** The initial values of a part. */
export function initialValues(fields: Fields): Values {
  return Object.fromEntries(Object.entries(fields).map(([key, { initial }]) => [key, initial]));
}

/** A valid value, and the error in the input, if any. */
export interface Taken {
  readonly value: number | string;
  readonly fault?: string;
}

/**
 * Parses an input. Returns the nearest valid value, and what was changed if the input differs from it.
 *
 * @param otherwise - the value if the input is not a number
 */
export function takeValue(
  field: NumberField | ChoiceField,
  text: string,
  otherwise: number | string = field.initial,
): Taken {
  if (field.kind === 'choice') {
    if (Object.hasOwn(field.options, text)) return { value: text };
    const names = Object.keys(field.options).join(', ');
    return now(otherwise, `${field.label} must be one of ${names}, but is “${shorten(text)}”`);
  }
  const pointed = text.trim().replace(/^([-+]?\d*),(\d+)$/, '$1.$2');
  const number = pointed === '' ? Number.NaN : Number(pointed);
  if (!Number.isFinite(number)) return now(otherwise, `${field.label} must be a number, but is “${shorten(text)}”`);
  const inside = Math.min(field.max, Math.max(field.min, number));
  const value = field.whole ? Math.round(inside) : inside;
  if (value === number && pointed === text.trim()) return { value };
  if (value === number) return now(value, `${field.label} has a decimal comma`);
  if (value !== inside) return now(value, `${field.label} must be a whole number, but is ${shorten(text)}`);
  return now(value, `${field.label} must be from ${field.min} to ${field.max}, but is ${shorten(text)}`);
}

function now(value: number | string, fault: string): Taken {
  return { value, fault: `${fault}, so it is now ${value}` };
}

function shorten(text: string): string {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}
