/** A number that a reader can set. The same range holds for its slider, its box, the address and the buttons in the text. */
export interface NumberField {
  readonly kind: 'number';
  readonly label: string;
  readonly unit?: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Whether there is nothing between two whole numbers. */
  readonly whole?: true;
  readonly initial: number;
}

/** One of a few names that a reader can choose. */
export interface ChoiceField {
  readonly kind: 'choice';
  readonly label: string;
  /** What each name is called on the page. */
  readonly options: Readonly<Record<string, string>>;
  readonly initial: string;
}

/** Everything that can be set in a part; keys are short words. */
export type Fields = Readonly<Record<string, NumberField | ChoiceField>>;

/** What a part is set to. */
export type ValuesOf<Set extends Fields> = {
  readonly [Key in keyof Set]: Set[Key] extends NumberField ? number : string;
};

/** The same without knowing which part. */
export type Values = Readonly<Record<string, number | string>>;

/** What the author has set. */
export function initialValues(fields: Fields): Values {
  return Object.fromEntries(Object.entries(fields).map(([key, { initial }]) => [key, initial]));
}

/** A value that was taken, and what was wrong with what came, if anything. */
export interface Taken {
  readonly value: number | string;
  readonly fault?: string;
}

/** Takes what was typed, linked or pasted: the nearest valid value, and a fault in words if it is another one. */
export function takeValue(field: NumberField | ChoiceField, text: string): Taken {
  if (field.kind === 'choice') {
    if (Object.hasOwn(field.options, text)) return { value: text };
    const names = Object.keys(field.options).join(', ');
    return { value: field.initial, fault: `${field.label} must be one of ${names}, but is “${shorten(text)}”` };
  }
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(number)) {
    return { value: field.initial, fault: `${field.label} must be a number, but is “${shorten(text)}”` };
  }
  const inside = Math.min(field.max, Math.max(field.min, number));
  const value = field.whole ? Math.round(inside) : inside;
  if (value === number) return { value };
  if (value !== inside) return { value, fault: `${field.label} must be a whole number, but is ${shorten(text)}` };
  return { value, fault: `${field.label} must be from ${field.min} to ${field.max}, but is ${shorten(text)}` };
}

function shorten(text: string): string {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}
