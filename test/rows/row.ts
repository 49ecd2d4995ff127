import { isDeepStrictEqual } from 'node:util';

/** A template as CloudFormation gets it. */
export type TemplateJson = Readonly<Record<string, Readonly<Record<string, any>>>>;

/**
 * One asserted property: the logical id that a resource or an output has, but for CDK's hash, the path
 * to the property, and what it must be: a value, or a pattern for its JSON.
 */
export type Assertion = readonly [id: string, path: string, expected: unknown];

/** One row of what the product must do, as far as a template shows it. */
export interface Row {
  /** Its number in the product's table, which messages name. */
  readonly number: number;
  readonly name: string;

  /** Which server it is about; rows of one server are held against one template. */
  readonly server: string;
  readonly assertions: readonly Assertion[];
}

/** The assertions that do not hold. */
export function failures(row: Row, template: TemplateJson): Assertion[] {
  return row.assertions.filter(([id, path, expected]) => {
    const found = parentOf(template, id, path);
    return found === undefined || !fits(found.parent[found.name], expected);
  });
}

/** The template without the asserted property. */
export function without([id, path]: Assertion, template: TemplateJson): TemplateJson {
  const copy = JSON.parse(JSON.stringify(template)) as TemplateJson; // structuredClone makes lists of another realm within Jest
  const found = parentOf(copy, id, path);
  if (found === undefined || !(found.name in found.parent)) {
    throw new Error(`${id} has no ${path}`);
  }
  if (Array.isArray(found.parent)) {
    found.parent.splice(Number(found.name), 1);
  } else {
    delete found.parent[found.name];
  }
  return copy;
}

function parentOf(template: TemplateJson, id: string, path: string): { parent: Record<string, unknown>; name: string } | undefined {
  const names = path.split('.');
  const name = names.pop()!;
  const parent = names.reduce<any>((value, one) => value?.[one], elementOf(template, id));
  return typeof parent === 'object' && parent !== null ? { parent, name } : undefined;
}

/** The one resource or output of that id. */
function elementOf(template: TemplateJson, id: string): unknown {
  const pattern = new RegExp(`^${id}([0-9A-F]{8})?$`);
  const [element, ...others] = [template.Resources, template.Outputs].flatMap((section) => (
    Object.entries(section ?? {}).filter(([name]) => pattern.test(name)).map(([, one]) => one)));
  return others.length === 0 ? element : undefined;
}

function fits(value: unknown, expected: unknown): boolean {
  return expected instanceof RegExp ? value !== undefined && expected.test(JSON.stringify(value)) : isDeepStrictEqual(value, expected);
}
