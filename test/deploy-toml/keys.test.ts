import * as fs from 'node:fs';
import * as path from 'node:path';
import { App } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Change, lacking, merged, Tables, written } from './change';
import { CHANGES } from './changes';
import { complaintAbout, projectWith, stackOf, templateOf } from './toml-server';
import { DeployConfig } from '../../src';
import { parseToml } from '../../src/deploy-toml/parse';
import { readDeployToml } from '../../src/deploy-toml/read';
import { SectionName, TABLES } from '../../src/deploy-toml/schema';
import { Key } from '../../src/deploy-toml/section';
import { ADAPTER_LINE } from '../../src/private/adapter-image';
import { cargoProgram, noPrograms, withPrograms } from '../code/programs';
import { failures, TemplateJson } from '../rows/row';

const BASE: Tables = { server: { name: '"tools"' }, auth: { enabled: 'false' } };

const DOCKERFILE = `FROM scratch AS first\n${ADAPTER_LINE}\nFROM first\n`;

const FILES = {
  'bootstrap': '#!/bin/sh\nexec ./server\n',
  'crate/Cargo.toml': '[package]\nname = "server"\n[features]\nfast = []\n',
  'several/server.py': '',
  'several/app.py': '',
  'several/server.js': '',
  'several/unbuildable.js': 'import "./not-there.js";\n',
  'several/package.json': '{}',
  'image/Dockerfile': DOCKERFILE,
  'image/Other.Dockerfile': DOCKERFILE,
};

/** Every key of the schema with what it changes: its own, or that of the key whose meaning it has. */
const keys = TABLES.flatMap(([name, section]) => {
  const changes = Object.entries(CHANGES[name] ?? {});
  if (section.kind === 'names') {
    const { same } = section.entry;
    const [[key, change]] = same ? Object.entries(CHANGES[same.section as SectionName]!) : changes;
    return [{ name, key, change, same }];
  }
  return Object.entries(section.keys).map(([key, { same }]) => ({
    name, key, same, change: same ? { ...CHANGES[same.section as SectionName]![same.key!], ...same.convert && { value: 'true' } } : CHANGES[name]?.[key],
  }));
});

test('the table of changes has every key of the schema that has a meaning of its own, and no other', () => {
  const own = keys.filter(({ change }) => change !== undefined).filter(({ name, key }) => CHANGES[name]?.[key] !== undefined);
  const listed = Object.entries(CHANGES).flatMap(([name, changes]) => Object.keys(changes).map((key) => `[${name}] ${key}`));
  expect(keys.filter(({ change }) => change === undefined).map(({ name, key }) => `[${name}] ${key}`)).toEqual([]);
  expect(new Set(own.map(({ name, key }) => `[${name}] ${key}`))).toEqual(new Set(listed));
});

const values = TABLES.flatMap(([name, section]) => (section.kind === 'names'
  ? [] : Object.entries(section.keys).filter(([, { same }]) => same === undefined).map(([key, facts]) => [`[${name}] ${key}`, facts] as const)));

test.each(values)('%s has an example where its default is said in words', (_, { value, fallback, example }) => {
  const { entries } = parseToml(`key = ${example ?? fallback}`, 'the example of the key');
  expect(value.read(entries.get('key')!.node)).toBeDefined();
});

/** Keys with what another key of their table must not say. */
const conditional = TABLES.flatMap(([name, section]) => (section.kind !== 'table'
  ? [] : Object.entries(section.keys).flatMap(([key, { only }]) => (only === undefined
    ? [] : choicesOf(section.keys[only.key]).filter((one) => !only.values.includes(one)).map((other) => ({ name, key, only, other }))))));

/** Of a key that takes some texts alone. */
function choicesOf({ value: { json } }: Key): string[] {
  return (json as { enum: string[] }).enum;
}

test.each(conditional.map((one) => [`[${one.name}] ${one.key}`, one.only.key, one.other, one] as const))('%s says nothing with %s = "%s"', (title, condition, other, { name, key, only }) => {
  const { value, beside = {} } = CHANGES[name]![key];
  const tables = merged(merged(BASE, beside), { [name]: { [key]: value, [condition]: `"${other}"` } });
  const { problems } = readDeployToml(fileOf(tables));
  expect(problems.map(({ key: label, message }) => `${label}: ${message}`)).toContain(
    `${title}: it says nothing with ${condition} = "${other}": remove it, or write ${condition} = "${only.values.join('" or "')}"`);
});

const fileOf = (tables: Tables) => projectWith(written(tables), FILES);

/** A file that lacks the key may be none that is read; what is made without it is then nothing. */
function attempt<T>(action: () => T, otherwise: T): T {
  try {
    return action();
  } catch {
    return otherwise;
  }
}

/** Many keys are held against the same file without them. */
const templates = new Map<string, TemplateJson>();

function templateWithout(tables: Tables): TemplateJson {
  const text = written(tables);
  const template = templates.get(text) ?? attempt(() => templateOf(fileOf(tables)), {}) as TemplateJson;
  templates.set(text, template);
  return template;
}

/** What Docker is told of the only image of the stack. */
function dockerImage(file: string): Record<string, unknown> {
  const { stack } = stackOf(file);
  const { directory } = App.of(stack)!.synth();
  const { dockerImages } = JSON.parse(fs.readFileSync(path.join(directory, `${stack.stackName}.assets.json`), 'utf8'));
  const [image, ...others] = Object.values<{ source: Record<string, unknown> }>(dockerImages);
  expect(others).toEqual([]);
  return image.source;
}

const changing = keys.filter(({ change }) => change !== undefined);

describe.each(changing.map((one) => [`[${one.name}] ${one.key}`, one] as const))('%s', (_title, { name, key, change, same }) => {
  const { value, beside = {}, property, config, argument, complaint, image, silences, read } = change as Change;
  const without = merged(BASE, beside);
  const single = same?.key === undefined ? without : lacking(without, same.section as SectionName, same.key);
  const tables = merged(single, { [name]: { [key]: value } });

  if (property) {
    const [id, where] = property;
    test(`changes ${id}.${where}`, () => {
      const row = { number: 0, name: '', server: '', assertions: [property] };
      const [before, after] = [templateWithout(without), templateOf(fileOf(tables)) as TemplateJson];
      if (where === 'absent') {
        const found = (template: TemplateJson) => Object.keys(template.Resources).some((one) => one.startsWith(id));
        expect([found(before), found(after)]).toEqual([true, false]);
      } else {
        expect(failures(row, after)).toEqual([]);
        expect(failures(row, before)).toEqual([property]);
      }
    });
  }

  if (config) {
    const [member, expected] = config;
    test(`changes DeployConfig.${member}`, () => {
      const of = (file: string) => member.split('.').reduce<any>((at, part) => at[part], DeployConfig.fromFile(file));
      expect(of(fileOf(tables))).toEqual(expected);
      expect(of(fileOf(without))).toBeUndefined();
    });
  }

  if (argument) {
    test(`has cargo called with ${argument}`, () => {
      const calls = (these: Tables) => {
        const programs = cargoProgram({ binaries: ['server', ...argument === '--bin=other' ? ['other'] : []], defaultRun: 'server', features: ['fast'], bootstrap: '#!/bin/sh\n' });
        withPrograms(programs, () => templateOf(fileOf(these), { 'aws:cdk:bundling-stacks': ['**'] }));
        const file = path.join(programs, 'calls');
        return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
      };
      expect(calls(tables)).toContain(`"${argument}"`);
      expect(calls(without)).not.toContain(`"${argument}"`);
    });
  }

  if (complaint) {
    test(`cannot be built as it is here: ${complaint}`, () => {
      const said = (these: Tables) => withPrograms(noPrograms(), () => complaintAbout(fileOf(these), { 'aws:cdk:bundling-stacks': ['**'] }));
      expect(said(tables)).toMatch(complaint);
      expect(said(without)).toBe('');
    });
  }

  if (image) {
    const [member, expected] = image;
    test(`has Docker told ${member} ${expected}`, () => {
      const told = (these: Tables) => dockerImage(fileOf(these))[member];
      expect(told(tables)).toBe(expected);
      expect(told(without)).not.toBe(expected);
    });
  }

  if (silences) {
    test(`silences ${silences}`, () => {
      const said = (these: Tables) => Annotations.fromStack(stackOf(fileOf(these)).stack).findWarning('*', Match.stringLikeRegexp(silences));
      expect(said(tables)).toHaveLength(0);
      expect(said(without)).toHaveLength(1);
    });
  }

  if (read !== undefined) {
    test('is read by the command line', () => {
      const at = (these: Tables) => readDeployToml(fileOf(these)).toml!.values[name] as Record<string, unknown> | undefined;
      expect(at(tables)![Object.hasOwn(at(tables)!, key) ? key : 'target_type']).toEqual(read);
      expect(at(without)?.[key]).toBeUndefined();
      expect(stackOf(fileOf(tables)).server.url).toBeTruthy();
    });
  }
});
