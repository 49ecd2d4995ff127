import { isObject, own, textOf } from './json';
import type { JsonObject } from './json';
import { localId } from './local-ids';
import type { StackPlace } from './pseudo-parameters';
import { Unresolved } from './resolved';
import type { Resolved } from './resolved';

/** The default of a parameter: nothing else is known before a deployment. Undefined where there is no such parameter. */
export function parameterValue(name: string, template: JsonObject): Resolved | undefined {
  const parameter = own(template.Parameters, name);
  if (!isObject(parameter)) {
    return undefined;
  }
  const type = textOf(parameter.Type) ?? 'String';
  if (type.startsWith('AWS::SSM::Parameter::Value')) {
    return new Unresolved(`the parameter "${name}" is read from SSM Parameter Store`);
  }
  const value = parameter.Default;
  if (type === 'CommaDelimitedList' || type.startsWith('List<')) {
    return typeof value === 'string' ? value.split(',').map((item) => item.trim()) : withoutDefault(name);
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : withoutDefault(name);
}

function withoutDefault(name: string): Unresolved {
  return new Unresolved(`the parameter "${name}" has no default`);
}

/** A value of a mapping: they are literals, or lists of them. */
export function mappedValue(value: unknown): Resolved | undefined {
  if (Array.isArray(value)) {
    return value.map(String);
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

/** `Ref` of a resource: an invented id, or the name of a stage. Undefined where there is no such resource. */
export function resourceId(logicalId: string, template: JsonObject): Resolved | undefined {
  const type = resourceType(logicalId, template);
  if (type === undefined) {
    return undefined;
  }
  if (isCustom(type)) {
    return new Unresolved(`the custom resource "${logicalId}" gives it`);
  }
  return type === 'AWS::ApiGateway::Stage' ? stageName(logicalId, template) : localId(logicalId);
}

/** `Ref` of a stage of a REST API is its name, which stands in URLs. */
function stageName(logicalId: string, template: JsonObject): Resolved {
  const name = own(own(own(template.Resources, logicalId), 'Properties'), 'StageName');
  const parameter = textOf(own(name, 'Ref'));
  return textOf(name) ?? (parameter === undefined ? undefined : parameterValue(parameter, template)) ?? localId(logicalId);
}

/** `Fn::GetAtt` of a resource: an ARN or a readable name with its invented id. */
export function attributeOf(logicalId: string, name: string, template: JsonObject, { region, account }: StackPlace): Resolved {
  const type = resourceType(logicalId, template);
  if (type === undefined) {
    return new Unresolved(`the template has no resource "${logicalId}"`);
  }
  if (isCustom(type)) {
    return new Unresolved(`the custom resource "${logicalId}" gives it`);
  }
  if (type === 'AWS::CloudFormation::Stack') {
    return new Unresolved(`it is an output of the nested stack "${logicalId}"`);
  }
  if (type === 'AWS::ApiGatewayV2::Api' && name === 'ApiEndpoint') {
    return `https://${apiHost(logicalId, region)}`;
  }
  if (type === 'AWS::Cognito::UserPool' && name.startsWith('Provider')) {
    return `${name === 'ProviderURL' ? 'https://' : ''}cognito-idp.${region}.amazonaws.com/${localId(logicalId)}`;
  }
  if (name === 'ApiId' || name === 'RestApiId') {
    return localId(logicalId);
  }
  const service = type.split('::')[1]?.toLowerCase() ?? 'local';
  return name.endsWith('Arn') ? `arn:aws:${service}:${region}:${account}:${localId(logicalId)}` : `${localId(logicalId)}.${name}`;
}

/** The host at which AWS would serve an API. */
export function apiHost(logicalId: string, region: string): string {
  return `${localId(logicalId)}.execute-api.${region}.amazonaws.com`;
}

function resourceType(logicalId: string, template: JsonObject): string | undefined {
  const resource = own(template.Resources, logicalId);
  return isObject(resource) ? textOf(resource.Type) ?? '' : undefined;
}

function isCustom(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}
