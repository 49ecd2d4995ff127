/**
 * Makes one file of all that is compiled: `lib/bundle.js`, which `require('cdk-mcp-lambda')` loads.
 * Each module in it, and each package that it uses, is loaded at its first use, so that an app pays for
 * what it uses. The code stays as it is compiled, without comments: stack traces can be read.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { lazyModule } from './lazy-module';
import { namedExports } from './named-exports';

const LIB = path.join(__dirname, '..', 'lib');

const ENTRY = 'index';

/** What is a bundle by itself, and read by the command line too. */
const APART = ['deploy-toml/syntax'];

/** As in the file that a module is compiled to, `__dirname` is its own directory. */
const LOADER = `
const made = {};

function load(name) {
  if (!(name in made)) {
    made[name] = {};
    modules[name](made[name], path.join(__dirname, path.dirname(name)));
  }
  return made[name];
}

module.exports = load(${JSON.stringify(ENTRY)});
`;

const compiled = (name: string) => fs.readFileSync(path.join(LIB, `${name}.js`), 'utf8');

/** The modules that the entry leads to, by their names. */
function modulesFrom(entry: string): Map<string, string> {
  const texts = new Map<string, string>();
  const add = (name: string): void => {
    if (texts.has(name)) return;
    const code = namedExports(compiled(name), (specifier) => compiled(path.posix.join(path.posix.dirname(name), specifier)));
    const { text, imports } = lazyModule(name, code, APART);
    texts.set(name, text);
    imports.forEach(add);
  };
  add(entry);
  return texts;
}

/**
 * What a program that is an ES module can import by name. Node does not run a file to find that, but
 * looks for such a line in it, and for `exports.` anywhere, as no module of the table calls what it exports.
 */
function named(entry: string): string {
  const names = [...entry.matchAll(/^Object\.defineProperty\(own, "(\w+)", \{ enumerable/gm)].map(([, name]) => name);
  return `0 && (module.exports = { ${names.join(', ')} });`;
}

function main(): void {
  const modules = modulesFrom(ENTRY);
  const table = [...modules].map(([name, text]) => `${JSON.stringify(name)}: (own, __dirname) => {\n${text}},\n`);
  const lines = ["'use strict';", "const path = require('node:path');", '', 'const modules = {', ...table, '};', LOADER, named(modules.get(ENTRY)!), ''];
  fs.writeFileSync(path.join(LIB, 'bundle.js'), lines.join('\n'));
}

main();
