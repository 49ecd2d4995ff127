import type { Notice } from '../model';
import { propertyNotices } from '../resources/property-notices';
import type { Resource, Resources } from '../resources/resources';
import { described } from '../values/described';
import { readNumber } from '../values/numbers';
import type { NumberReading } from '../values/numbers';
import type { Resolved } from '../values/resolved';

/** API Gateway's own limits for HTTP APIs; the longest is its default. */
const SHORTEST_TIMEOUT_MS = 50;
export const LONGEST_TIMEOUT_MS = 30_000;

/** What stands for one version of a function. */
const QUALIFIERS = ['AWS::Lambda::Alias', 'AWS::Lambda::Version'];

/** The function behind an ARN, through its versions and aliases. */
export function functionBehind(value: Resolved | undefined, resources: Resources): Resource | undefined {
  return resources.named(value)
    .flatMap((resource) => QUALIFIERS.includes(resource.type) ? resources.named(resource.properties.FunctionName) : [resource])
    .find(({ type }) => type === 'AWS::Lambda::Function');
}

/** The function that an integration invokes, if it invokes one. */
export function integratedFunction({ properties }: Resource, resources: Resources): Resource | undefined {
  const proxied = properties.IntegrationType === 'AWS_PROXY' && properties.IntegrationSubtype === undefined;
  return proxied ? functionBehind(properties.IntegrationUri, resources) : undefined;
}

/** What of an integration is not as in AWS. */
export function integrationNotices(integration: Resource): Notice[] {
  const { logicalId, properties } = integration;
  const notices: Notice[] = [];
  const add = (id: string, message: string) => notices.push({ id, message: `Integration ${logicalId}: ${message}` });

  const format = properties.PayloadFormatVersion;
  if (format !== '2.0') {
    add('payload-format', `its PayloadFormatVersion is ${described(format)} and served as "2.0"; with "1.0" the request context that the server sees has another form.`);
  }
  for (const mapping of ['RequestParameters', 'ResponseParameters']) {
    if (properties[mapping] !== undefined) {
      add('parameter-mapping', `${mapping} is not applied locally.`);
    }
  }
  return [...notices, ...integrationTimeout(integration).notices, ...propertyNotices(integration)];
}

/** How long an integration waits, in milliseconds. */
export function integrationTimeout({ type, logicalId, properties }: Resource): NumberReading<number> {
  const range = { from: SHORTEST_TIMEOUT_MS, to: LONGEST_TIMEOUT_MS };
  return readNumber(properties.TimeoutInMillis, `${type} ${logicalId}: TimeoutInMillis`, range, LONGEST_TIMEOUT_MS);
}
