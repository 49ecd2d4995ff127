import * as fs from 'node:fs';
import * as fc from 'fast-check';
import { merged, Tables, written } from './change';
import { CHANGES } from './changes';
import { projectWith, templateOf } from './toml-server';
import { DeployTomlError, problemLine } from '../../src/deploy-toml/problem';
import { readDeployToml, ReadResult } from '../../src/deploy-toml/read';
import { SectionName, SECTIONS } from '../../src/deploy-toml/schema';
import { McpLambdaError } from '../../src/private/errors';

const file = projectWith('');

function read(content: string | Uint8Array): ReadResult {
  fs.writeFileSync(file, content);
  return readDeployToml(file, { environment: undefined });
}

/** Either a configuration or problems, each on one line that says something, and in a line that the file has. */
function expectAnAnswer(result: ReadResult, content: string): void {
  expect(result.toml === undefined).toBe(result.problems.length > 0);
  const lines = content.split('\n').length;
  for (const problem of result.problems) {
    const line = problemLine(problem);
    expect(line).not.toMatch(/[\n\r]|undefined|NaN|\[object/);
    expect(problem.message).not.toBe('');
    expect(line.length).toBeLessThan(600);
    expect(problem.line ?? 1).toBeGreaterThanOrEqual(1);
    expect(problem.line ?? 1).toBeLessThanOrEqual(lines);
  }
}

/** What TOML is made of, and what goes wrong in it. */
const fragment = fc.oneof(
  fc.constantFrom('[', ']', '[[', ']]', '=', '.', ',', '{', '}', '"', '\'', '"""', '\'\'\'', '#', '\n', '\r\n', '\r', ' ', '\\', '\\u12', '\0', '\ufeff', '__proto__', 'constructor', 'env'),
  fc.constantFrom(...Object.keys(SECTIONS), ...Object.values(SECTIONS).flatMap((section) => section.kind === 'names' ? [] : Object.keys(section.keys))),
  fc.constantFrom('true', 'false', '0', '-1', '1e9', 'inf', 'nan', '0x1F', '1979-05-27', '07:32:00', '99999999999999999999', '"text"', '[]', '{}'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

test('any bytes are answered', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => expectAnAnswer(read(bytes), Buffer.from(bytes).toString('latin1'))));
});

test('any text that is made of what TOML is made of is answered', () => {
  fc.assert(fc.property(fc.array(fragment, { maxLength: 40 }), (fragments) => {
    const text = fragments.join('');
    expectAnAnswer(read(text), text);
  }), { numRuns: 1000 });
});

const literal = fc.oneof(
  fc.integer({ min: -10, max: 20_000 }).map(String),
  fc.constantFrom('true', 'false', '1.5', '"text"', '""', '"/"', '[]', '["a"]', '[1]', '{ a = 1 }', '2026-01-01', '"1h"', '"arn:aws:x"', '"${AWS::Region}"'),
);

/** Known keys with any value. */
const anyTables = fc.dictionary(fc.constantFrom(...Object.keys(SECTIONS)), fc.infiniteStream(literal), { maxKeys: 6 }).chain((sections) => (
  fc.tuple(...Object.entries(sections).map(([name, literals]) => {
    const section = SECTIONS[name as SectionName];
    const keys = section.kind === 'names' ? ['NAME', 'OTHER'] : Object.keys(section.keys);
    return fc.subarray(keys).map((chosen) => [name, Object.fromEntries(chosen.map((key) => [key, literals.next().value!]))] as const);
  })).map((entries) => Object.fromEntries(entries) as Tables)));

test('known keys with any value are answered', () => {
  fc.assert(fc.property(anyTables, (tables) => {
    const text = written(tables);
    expectAnAnswer(read(text), text);
  }), { numRuns: 1000 });
});

/** Keys with values that they may have, whatever stands beside them. */
const changes = Object.entries(CHANGES).flatMap(([name, keys]) => Object.entries(keys).map(([key, change]) => ({ name, key, change })));
const someKeys = fc.subarray(changes, { maxLength: 6 });

test('keys that are right by themselves give a template, or an error with the key, in any combination', () => {
  fc.assert(fc.property(someKeys, (chosen) => {
    const tables = chosen.reduce<Tables>(
      (all, { name, key, change: { value, beside = {} } }) => merged(all, merged(beside, { [name]: { [key]: value } })),
      { server: { name: '"tools"' }, auth: { enabled: 'false' } },
    );
    const project = projectWith(written(tables), { 'bootstrap': '#!/bin/sh\n', 'several/server.py': '', 'several/app.py': '', 'crate/Cargo.toml': '[package]\nname = "server"\n' });
    try {
      expect(templateOf(project)).toHaveProperty('Resources');
    } catch (error) {
      expect(error instanceof DeployTomlError || error instanceof McpLambdaError ? '' : error).toBe('');
      expect((error as Error).message).toMatch(/\[+[a-z_.]+\]+ ?[A-Za-z_]*|code/);
      expect((error as Error).message).not.toMatch(/undefined|NaN|\$\{Token/);
    }
  }), { numRuns: 60 });
}, 120_000);
