import { createContext, runInContext } from 'node:vm';
import { lazyModule } from '../../scripts/lazy-module';

const IMPORTS = `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const door_1 = require("../door");
const path = __importStar(require("node:path"));
`;

/** Runs the text of a module, and says what it exports and which modules it asked for, in their order. */
function run(text: string): { readonly exported: any; readonly asked: string[] } {
  const [exported, asked]: [any, string[]] = [{}, []];
  const answer = (name: string) => {
    asked.push(name);
    return { Door: class { name = name; }, sep: '/' };
  };
  runInContext(text, createContext({ own: exported, load: answer, require: answer }));
  return { exported, asked };
}

const lazily = (code: string, apart: readonly string[] = []) => lazyModule('endpoint/http/stage', `${IMPORTS}${code}`, apart);

test('an import is loaded when it is first used, and once', () => {
  const { exported, asked } = run(lazily('exports.make = () => new door_1.Door("x"); exports.parts = () => path.sep;').text);
  expect(asked).toEqual([]);
  expect([exported.make().name, exported.make().name]).toEqual(['endpoint/door', 'endpoint/door']);
  expect(asked).toEqual(['endpoint/door']);
  expect(exported.parts()).toBe('/');
  expect(asked).toEqual(['endpoint/door', 'node:path']);
});

test('modules of the library are named by their place in it, packages are not', () => {
  expect(lazily('').imports).toEqual(['endpoint/door']);
});

test('a module that stays apart is required as the file that it is', () => {
  const { text, imports } = lazily('exports.make = () => new door_1.Door();', ['endpoint/door']);
  expect(imports).toEqual([]);
  const { exported, asked } = run(text);
  exported.make();
  expect(asked).toEqual(['./endpoint/door.js']);
});

test('what a function requires by itself is found from its place too', () => {
  const { text, imports } = lazily('exports.late = () => { const { Door } = require("./late"); return new Door(); };');
  expect(imports).toContain('endpoint/http/late');
  expect(run(text).exported.late().name).toBe('endpoint/http/late');
});

test('a property that is called as an import is none', () => {
  const { exported, asked } = run(lazily('const { path: other } = { path: 1 }; exports.found = { path: other }.path;').text);
  expect([exported.found, asked]).toEqual([1, []]);
});

test('comments are left out', () => {
  expect(lazily('/** What it does. */\nexports.one = 1; // why\n').text).not.toMatch(/What it does|why/);
});

test.each([
  ['a module that is handed on', 'exports.door = door_1;'],
  ['a variable with the name of a module', 'function f(path) { return path.sep; }'],
])('%s ends the build and is named, since it would be wrong', (_, code) => {
  expect(() => lazily(code)).toThrow(/^endpoint\/http\/stage\.js:5: (door_1|path) is an imported module, and used otherwise than for what it exports, or named anew$/);
});

test('a module that hands on whatever another one exports ends the build', () => {
  expect(() => lazily('__exportStar(require("./all"), exports);')).toThrow('endpoint/http/stage.js:5: __exportStar hands on all that a module exports');
});
