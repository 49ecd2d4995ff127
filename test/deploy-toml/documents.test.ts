import * as fs from 'node:fs';
import * as path from 'node:path';
import { jsonSchema } from './json-schema';
import { referencePage } from './reference';
import { SECTIONS } from '../../src/deploy-toml/schema';

const ROOT = path.join(__dirname, '..', '..');
const AGAIN = 'the schema says otherwise than this file: run this test with UPDATE_DEPLOY_TOML=1 and commit it';

const GENERATED: Readonly<Record<string, () => string>> = {
  'docs/deploy-toml.md': referencePage,
  'schema/deploy-toml.json': () => `${JSON.stringify(jsonSchema(), undefined, 2)}\n`,
};

test.each(Object.entries(GENERATED))('%s is what follows from the schema', (name, content) => {
  const file = path.join(ROOT, name);
  if (process.env.UPDATE_DEPLOY_TOML === '1') {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content());
  }
  const says = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  expect(says === content() ? '' : AGAIN).toBe('');
});

test('the schema for editors has every table, every key, and nothing else', () => {
  const schema = JSON.parse(fs.readFileSync(path.join(ROOT, 'schema', 'deploy-toml.json'), 'utf8'));
  for (const [name, section] of Object.entries(SECTIONS)) {
    const found = name.split('.').reduce((at, part) => at.properties[part], schema);
    const nested = Object.keys(SECTIONS).filter((other) => other.startsWith(`${name}.`)).map((other) => other.slice(name.length + 1).split('.')[0]);
    switch (section.kind) {
      case 'table': expect(new Set(Object.keys(found.properties))).toEqual(new Set([...Object.keys(section.keys), ...nested])); break;
      case 'rows': expect(Object.keys(found.items.properties)).toEqual(Object.keys(section.keys)); break;
      case 'names': expect(found.additionalProperties).toMatchObject(section.entry.value.json); break;
    }
  }
  expect(schema.additionalProperties).toBe(false);
});
