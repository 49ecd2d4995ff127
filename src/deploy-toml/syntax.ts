/*!
 * Bundled with toml-eslint-parser, MIT License, Copyright (c) 2021 Yosuke Ota
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
 * documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
 * rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
 * persons to whom the Software is furnished to do so, subject to the following conditions: The above copyright notice and
 * this permission notice shall be included in all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED
 * "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
 * MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS
 * BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
 * OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
 */
import { ParseError, parseTOML } from 'toml-eslint-parser';

/** A key or a table header, and what stands behind it; lines and columns begin with 1. */
export interface Statement {
  readonly kind: 'table' | 'array-table' | 'value';
  readonly keys: readonly string[];
  readonly line: number;
  readonly column: number;

  /** What a `value` has behind its equals sign. */
  readonly value?: Value;
}

/** A value as it is written. */
export type Value =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'integer'; readonly value: number; readonly written: string }
  | { readonly kind: 'number'; readonly value: number; readonly written: string }
  | { readonly kind: 'flag'; readonly value: boolean }
  | { readonly kind: 'date'; readonly written: string }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'table'; readonly body: readonly Statement[] };

/** What is no TOML, and where. */
export class SyntaxProblem extends Error {
  constructor(message: string, readonly line: number, readonly column: number) {
    super(message);
    this.name = 'SyntaxProblem';
  }
}

type Key = ReturnType<typeof parseTOML>['body'][0]['body'][number]['key'];
type KeyValue = Extract<ReturnType<typeof parseTOML>['body'][0]['body'][number], { type: 'TOMLKeyValue' }>;
type Content = KeyValue['value'];

/**
 * The statements of a TOML 1.0 document, in their order. This file alone knows the parser, which is put into it
 * when the library is compiled: a jsii package carries what it depends on into every language.
 *
 * @throws SyntaxProblem
 */
export function statementsOf(text: string): Statement[] {
  try {
    const ofNode = (node: KeyValue) => statement(node, text);
    return parseTOML(text, { tomlVersion: '1.0' }).body[0].body.flatMap((node) => node.type === 'TOMLKeyValue'
      ? [ofNode(node)]
      : [{ kind: node.kind === 'array' ? 'array-table' as const : 'table' as const, ...keyOf(node.key) }, ...node.body.map(ofNode)]);
  } catch (error) {
    if (error instanceof ParseError) {
      throw new SyntaxProblem(error.message, error.lineNumber, error.column + 1);
    }
    if (error instanceof RangeError) {
      throw new SyntaxProblem('Lists or tables are nested too deeply', 1, 1);
    }
    throw error;
  }
}

function statement({ key, value }: KeyValue, text: string): Statement {
  return { kind: 'value', ...keyOf(key), value: valueOf(value, text) };
}

function keyOf({ keys, loc }: Key): Pick<Statement, 'keys' | 'line' | 'column'> {
  return {
    keys: keys.map((part) => part.type === 'TOMLBare' ? part.name : part.value),
    line: loc.start.line,
    column: loc.start.column + 1,
  };
}

function valueOf(content: Content, text: string): Value {
  const written = text.slice(...content.range);
  switch (content.type) {
    case 'TOMLArray': return { kind: 'list', items: content.elements.map((element) => valueOf(element, text)) };
    case 'TOMLInlineTable': return { kind: 'table', body: content.body.map((node) => statement(node, text)) };
    default:
      switch (content.kind) {
        case 'string': return { kind: 'text', value: content.value };
        case 'integer': return { kind: 'integer', value: content.value, written: written || '0' }; // of a 0 that ends the file the parser has no end
        case 'float': return { kind: 'number', value: content.value, written };
        case 'boolean': return { kind: 'flag', value: content.value };
        default: return { kind: 'date', written };
      }
  }
}
