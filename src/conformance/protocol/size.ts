/** Names the first array that does not have the size which the input asks for: `voltage[2]: 3 values expected, but 2 came`. */
export function wrongSize(field: string, values: unknown, sizes: readonly number[]): string | undefined {
  const [size, ...inner] = sizes;
  if (size === undefined || values === undefined) return undefined;
  const list = values as readonly unknown[];
  if (list.length !== size) return `${field}: ${size} values expected, but ${list.length} came`;
  if (inner.length === 0) return undefined;
  return firstOf(list.map((value, index) => () => wrongSize(`${field}[${index}]`, value, inner)));
}

/** The first thing that is wrong. */
export function firstOf(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const wrong = check();
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}
