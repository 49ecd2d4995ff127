import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A property of a resource type, or a property of one of its properties, with a value to try. */
export interface SchemaProperty {
  /** `DefaultRouteSettings.ThrottlingRateLimit`. */
  readonly path: string;
  /** A value of the right type at that path, with nothing beside it. */
  readonly sample: unknown;
}

/** A type in an assembly of jsii, as far as it is read here. */
interface JsiiType {
  readonly properties?: readonly { readonly name: string; readonly type: JsiiReference }[];
}

interface JsiiReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly union?: { readonly types: readonly JsiiReference[] };
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: JsiiReference };
}

/** Modules of the CDK by the families of types that they make. */
const MODULES = [['AWS::ApiGateway::', 'aws_apigateway'], ['AWS::ApiGatewayV2::', 'aws_apigatewayv2'], ['AWS::Lambda::', 'aws_lambda']] as const;

/** Properties without a type in the CDK, which are maps by any name of something that has one. */
const MAPS: Readonly<Record<string, { readonly name: string; readonly of: string }>> = {
  'aws_apigatewayv2.CfnStageProps.routeSettings': { name: 'POST /mcp', of: 'aws-cdk-lib.aws_apigatewayv2.CfnStage.RouteSettingsProperty' },
};

/** The CDK's own description of its types. */
const ASSEMBLY = JSON.parse(gunzipSync(readFileSync(`${require.resolve('aws-cdk-lib/.jsii')}.gz`)).toString()) as { readonly types: Readonly<Record<string, JsiiType>> };

/** All resource types of a family that the CDK knows. */
export function resourceTypes(family: (typeof MODULES)[number][0]): string[] {
  const prefix = `aws-cdk-lib.${moduleOf(family)}.Cfn`;
  return Object.keys(ASSEMBLY.types).flatMap((name) => {
    const [, type] = name.startsWith(prefix) ? /^(\w+)Props$/.exec(name.slice(prefix.length)) ?? [] : [];
    return type === undefined ? [] : [family + type];
  });
}

/** Every property of a resource type, those of its properties too. */
export function schemaOf(type: string): SchemaProperty[] {
  const name = `${moduleOf(type)}.Cfn${type.split('::')[2]}Props`;
  return propertiesOf(`aws-cdk-lib.${name}`, (property) => MAPS[`${name}.${property}`]);
}

function propertiesOf(fqn: string, mapOf: (property: string) => { readonly name: string; readonly of: string } | undefined): SchemaProperty[] {
  return ASSEMBLY.types[fqn].properties!.flatMap(({ name, type }) => {
    const map = mapOf(name);
    const below = map ? inside(propertiesOf(map.of, () => undefined), map.name) : samples(type);
    return inside(below, name[0].toUpperCase() + name.slice(1));
  });
}

function inside(properties: readonly SchemaProperty[], name: string): SchemaProperty[] {
  return properties.map(({ path, sample }) => ({ path: path === '' ? name : `${name}.${path}`, sample: { [name]: sample } }));
}

/** What may stand for a type: one value, or one for each property of it. */
function samples({ primitive, fqn, union, collection }: JsiiReference): SchemaProperty[] {
  if (union) {
    return samples(union.types.find((each) => each.fqn?.endsWith('Property') ?? each.collection) ?? union.types[0]);
  }
  if (collection) {
    return samples(collection.elementtype).map(({ path, sample }) =>
      ({ path, sample: collection.kind === 'array' ? [sample] : { walked: sample } }));
  }
  if (fqn !== undefined) {
    return fqn.endsWith('Property') ? propertiesOf(fqn, () => undefined) : [{ path: '', sample: 'walked' }];
  }
  const values: Readonly<Record<string, unknown>> = { string: 'walked', number: 7, boolean: true };
  return [{ path: '', sample: values[primitive ?? ''] ?? { walked: 'walked' } }];
}

/** Puts a sample beside what is there. */
export function merge(target: Record<string, unknown>, sample: unknown): void {
  for (const [name, value] of Object.entries(sample as object)) {
    const before = target[name];
    if (isObject(before) && isObject(value) && !Object.keys(before).some((key) => /^(Ref|Fn::)/.test(key))) {
      merge(before, value);
    } else {
      target[name] = value;
    }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function moduleOf(type: string): string {
  return MODULES.find(([family]) => type.startsWith(family))![1];
}
