import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { PropertyType, Property } from '@aws-cdk/service-spec-types';

/** CloudFormation's own description of every resource type, as AWS publishes it. */
const schemas = loadAwsServiceSpecSync();

type Properties = Readonly<Record<string, Property>>;

/** What of the template CloudFormation's schemas do not allow, by the path to it. */
export function schemaProblems(template: { readonly Resources?: Record<string, { readonly Type: string; readonly Properties?: object }> }): string[] {
  return Object.entries(template.Resources ?? {}).flatMap(([id, { Type: type, Properties: properties = {} }]) => {
    const [schema] = schemas.lookup('resource', 'cloudFormationType', 'equals', type);
    return schema ? objectProblems(`${id} (${type})`, properties, schema.properties) : [`${id}: there is no type ${type}`];
  });
}

function objectProblems(where: string, object: object, properties: Properties): string[] {
  const unknown = Object.keys(object).filter((name) => !Object.hasOwn(properties, name)).map((name) => `${where}: there is no property ${name}`);
  const missing = Object.entries(properties)
    .filter(([name, { required }]) => required && !(name in object))
    .map(([name]) => `${where}: ${name} is missing`);
  const wrong = Object.entries(object)
    .filter(([name]) => Object.hasOwn(properties, name))
    .flatMap(([name, value]) => valueProblems(`${where}.${name}`, value, properties[name].type));
  return [...unknown, ...missing, ...wrong];
}

/** What is known at deployment passes. */
function valueProblems(where: string, value: unknown, type: PropertyType): string[] {
  if (isIntrinsic(value)) {
    return [];
  }
  switch (type.type) {
    case 'union': {
      const all = type.types.map((one) => valueProblems(where, value, one));
      return all.some((problems) => problems.length === 0) ? [] : all[0];
    }
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((one, index) => valueProblems(`${where}[${index}]`, one, type.element))
        : [`${where}: ${JSON.stringify(value)} is no list`];
    case 'map':
      return isObject(value)
        ? Object.entries(value).flatMap(([name, one]) => valueProblems(`${where}.${name}`, one, type.element))
        : [`${where}: ${JSON.stringify(value)} is no map`];
    case 'ref':
      return isObject(value)
        ? objectProblems(where, value, schemas.get('typeDefinition', type.reference.$ref).properties)
        : [`${where}: ${JSON.stringify(value)} is no object`];
    case 'tag':
      return isObject(value) && 'Key' in value && 'Value' in value ? [] : [`${where}: ${JSON.stringify(value)} is no tag`];
    case 'json':
      return isObject(value) || Array.isArray(value) || typeof value === 'string' ? [] : [`${where}: ${JSON.stringify(value)} is no JSON`];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${where}: ${JSON.stringify(value)} is neither true nor false`];
    case 'integer':
      return Number.isInteger(value) ? [] : [`${where}: ${JSON.stringify(value)} is no whole number`];
    case 'number':
      return typeof value === 'number' ? [] : [`${where}: ${JSON.stringify(value)} is no number`];
    default:
      return typeof value === 'string' ? [] : [`${where}: ${JSON.stringify(value)} is no text`];
  }
}

function isIntrinsic(value: unknown): boolean {
  const [name, ...others] = isObject(value) ? Object.keys(value) : [];
  return name !== undefined && others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
