/** Field names in error messages, such as 'amplitude' in `requirePositive('amplitude', amplitude)`. */
const namesAField = (path) =>
  (path.isStringLiteral() || path.isTemplateLiteral()) &&
  path.key === 0 &&
  path.parentPath.isCallExpression() &&
  /^require/.test(path.parent.callee.name);

/**
 * Stryker plugin: does not mutate the text of error messages. Specs check most of them, and a typo in one breaks no
 * rule.
 */
export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'error messages',
    value: { shouldIgnore: (path) => (namesAField(path) ? 'text of an error message' : undefined) },
  },
];
