import { SECTIONS } from '../../src/deploy-toml/schema';
import { Key, Section } from '../../src/deploy-toml/section';

type Json = Record<string, any>;

/** The schema for editors, as it follows from the one of the reader. */
export function jsonSchema(): Json {
  const tables = object();
  for (const [name, section] of Object.entries(SECTIONS)) {
    put(tables, name.split('.'), sectionSchema(section));
  }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'deploy.toml of mcp-lambda',
    description: 'An MCP server on AWS Lambda',
    definitions: { tables },
    ...tables,
    properties: {
      ...tables.properties,
      env: {
        type: 'object',
        description: 'Environments: what is laid over the other tables, by name',
        propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9-]{0,31}$' },
        additionalProperties: { $ref: '#/definitions/tables' },
      },
    },
  };
}

function object(): Json {
  return { type: 'object', properties: {}, additionalProperties: false };
}

/** Puts a table among the others; tables above it that have no keys of their own are made. */
function put(tables: Json, [name, ...rest]: string[], section: Json): void {
  if (rest.length > 0) {
    tables.properties[name] ??= object();
    put(tables.properties[name], rest, section);
  } else {
    tables.properties[name] = { ...section, properties: section.properties && { ...section.properties, ...tables.properties[name]?.properties } };
  }
}

function sectionSchema(section: Section): Json {
  switch (section.kind) {
    case 'table': return { ...object(), description: section.meaning, properties: keys(section.keys) };
    case 'names': return { type: 'object', description: section.meaning, propertyNames: section.name.json, additionalProperties: keySchema(section.entry) };
    case 'rows': return {
      type: 'array', description: section.meaning, items: { ...object(), properties: keys(section.keys), required: [...section.required] },
    };
  }
}

function keys(all: Readonly<Record<string, Key>>): Json {
  return Object.fromEntries(Object.entries(all).map(([name, key]) => [name, keySchema(key)]));
}

function keySchema({ meaning, fallback, value }: Key): Json {
  return { description: `${meaning}. Without it: ${fallback}`, ...value.json };
}
