/**
 * Compiled code whose `export * from "./x"` stands as what the compiler makes of `export { a, b } from "./x"`, which can be
 * loaded at its first use.
 *
 * @param read gives the compiled code of the module that is imported by a path
 */
export function namedExports(code: string, read: (specifier: string) => string): string {
  return code.replace(/^__exportStar\(require\("([^"]+)"\), exports\);$/gm, (_, specifier: string) => {
    const variable = `${specifier.replace(/\W/g, '_')}_all`;
    const getters = exportedBy(read(specifier)).map((name) => (
      `Object.defineProperty(exports, "${name}", { enumerable: true, get: function () { return ${variable}.${name}; } });`));
    return [`var ${variable} = require("${specifier}");`, ...getters].join('\n');
  });
}

function exportedBy(code: string): string[] {
  const assigned = [...code.matchAll(/\bexports\.(\w+) = /g)];
  const defined = [...code.matchAll(/^Object\.defineProperty\(exports, "(\w+)", \{ enumerable/gm)];
  return [...new Set([...assigned, ...defined].map(([, name]) => name))];
}
