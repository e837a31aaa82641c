/** The same function, with cached results. */
export function once<Arguments extends unknown[], Result>(work: (...given: Arguments) => Result): typeof work {
  const done = new Map<string, Result>();
  return (...given) => {
    const key = JSON.stringify(given);
    const result = done.get(key) ?? work(...given);
    done.set(key, result);
    return result;
  };
}
