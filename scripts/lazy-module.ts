import * as path from 'node:path';
import * as ts from 'typescript';

/** A module as it stands in the bundle. */
export interface LazyModule {
  readonly text: string;
  /** The names of the modules that are loaded with `load`. */
  readonly imports: readonly string[];
}

/** What the compiler puts before a module that imports another as a whole. */
const HELPERS = ['__createBinding', '__setModuleDefault', '__importStar', '__exportStar'];

const printer = ts.createPrinter({ removeComments: true });

/**
 * A compiled CommonJS module whose imports are loaded at their first use: `const x = require("./x")`
 * becomes a function, and `x.y` becomes `x().y`. Its `exports` are called `own`. Throws where a module
 * uses an import in a way that this does not know: the result would be wrong.
 *
 * @param name path and name without extension, as in `auth/auth`
 * @param apart modules that stay files of their own
 */
export function lazyModule(name: string, code: string, apart: readonly string[]): LazyModule {
  const source = ts.createSourceFile(`${name}.js`, code, ts.ScriptTarget.ES2022, true);
  const declared = source.statements.map(importIn).filter((found) => found !== undefined);
  const names = new Set(declared.map(({ variable }) => variable));
  const imports: string[] = [];

  /** The expression that loads what is imported by this path. */
  const loads = (specifier: string): string => {
    if (!specifier.startsWith('.')) return `require(${JSON.stringify(specifier)})`;
    const found = path.posix.join(path.posix.dirname(name), specifier);
    if (apart.includes(found)) return `require(${JSON.stringify(`./${found}.js`)})`;
    imports.push(found);
    return `load(${JSON.stringify(found)})`;
  };

  const lines = declared.map(({ variable, specifier }) => `let ${variable}_loaded; const ${variable} = () => ${variable}_loaded ??= ${loads(specifier)};\n`);

  const transformer = (context: ts.TransformationContext) => (file: ts.SourceFile): ts.SourceFile => {
    const visit = (node: ts.Node): ts.Node | undefined => {
      if (ts.isStatement(node) && (importIn(node) || isHelper(node) || isStrict(node))) return undefined;
      if (ts.isIdentifier(node) && node.text === '__exportStar') throw unknown(node, 'hands on all that a module exports, which would load it');
      const specifier = required(node);
      if (specifier !== undefined) return context.factory.createIdentifier(loads(specifier));
      if (ts.isIdentifier(node) && names.has(node.text) && !isProperty(node)) return called(node, context.factory);
      if (ts.isIdentifier(node) && node.text === 'exports' && !isProperty(node)) return context.factory.createIdentifier('own');
      return ts.visitEachChild(node, visit, context);
    };
    return ts.visitEachChild(file, visit, context);
  };
  const { transformed: [file] } = ts.transform(source, [transformer]);
  return { text: lines.join('') + printer.printFile(file), imports };
}

/** The variable and the module of `const x = require("./x");`. */
function importIn(statement: ts.Statement): { readonly variable: string; readonly specifier: string } | undefined {
  const [, variable, specifier] = /^(?:const|var) (\w+) = (?:__importStar\()?require\("([^"]+)"\)\)?;$/.exec(statement.getText()) ?? [];
  return variable === undefined ? undefined : { variable, specifier };
}

function isHelper(statement: ts.Statement): boolean {
  return ts.isVariableStatement(statement) && HELPERS.includes(statement.declarationList.declarations[0].name.getText());
}

/** The bundle says it once. */
const isStrict = (statement: ts.Statement) => statement.getText() === '"use strict";';

/** The module of a `require` within a function. */
function required(node: ts.Node): string | undefined {
  return ts.isCallExpression(node) ? /^require\(["']([^"']+)["']\)$/.exec(node.getText())?.[1] : undefined;
}

/** Whether the word is not a variable but the name of a property. */
function isProperty(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent) || ts.isClassElement(parent)) return parent.name === node;
  return ts.isBindingElement(parent) && parent.propertyName === node;
}

/** `x()` for the `x` of `x.y`. */
function called(node: ts.Identifier, factory: ts.NodeFactory): ts.Expression {
  if (ts.isPropertyAccessExpression(node.parent)) return factory.createCallExpression(node, undefined, []);
  throw unknown(node, 'is an imported module, and used otherwise than for what it exports, or named anew');
}

function unknown(node: ts.Identifier, what: string): Error {
  const { line } = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart());
  return new Error(`${node.getSourceFile().fileName}:${line + 1}: ${node.text} ${what}`);
}
