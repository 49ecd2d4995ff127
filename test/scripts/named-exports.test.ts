import { lazyModule } from '../../scripts/lazy-module';
import { namedExports } from '../../scripts/named-exports';

const AUTH = `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.NoAuth = exports.Auth = void 0;
var none_1 = require("./none");
Object.defineProperty(exports, "None", { enumerable: true, get: function () { return none_1.None; } });
exports.Auth = class {};
`;

test('what another module exports is handed on by name, and loaded at its first use', () => {
  const code = namedExports('__exportStar(require("./auth/auth"), exports);', () => AUTH);
  const { text, imports } = lazyModule('index', code, []);
  const asked: string[] = [];
  const own: Record<string, unknown> = {};
  new Function('own', 'load', text)(own, (name: string) => {
    asked.push(name);
    return { Auth: 'an auth' };
  });
  expect(imports).toEqual(['auth/auth']);
  expect(Object.keys(own)).toEqual(['NoAuth', 'Auth', 'None']);
  expect(asked).toEqual([]);
  expect(own.Auth).toBe('an auth');
  expect(asked).toEqual(['auth/auth']);
});

test('code that names what it exports stays as it is', () => {
  expect(namedExports(AUTH, () => '')).toBe(AUTH);
});
