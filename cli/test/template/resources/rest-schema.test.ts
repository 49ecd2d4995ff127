import { merge, resourceTypes, schemaOf } from './resource-schema';
import type { SchemaProperty } from './resource-schema';
import { restTemplateServer } from '../template-server';
import type { EditedTemplate, TemplateResource, TemplateServer } from '../template-server';

/** The types whose properties are read. */
const READ = ['Deployment', 'GatewayResponse', 'Method', 'Resource', 'RestApi', 'Stage'];

/** Types of which nothing is said, by the reason why: no request to `dev` could tell the difference. */
const UNTOLD_TYPES: Readonly<Record<string, string>> = {
  Account: 'the role with which API Gateway writes logs',
  ApiKey: 'only a usage plan makes it open anything',
  Authorizer: 'only a method that has it asks it',
  ClientCertificate: 'a function is not called by HTTP',
  DocumentationPart: 'a text for people',
  DocumentationVersion: 'a text for people',
  DomainName: 'only a mapping makes it lead to an API',
  DomainNameAccessAssociation: 'only a mapping makes it lead to an API',
  DomainNameV2: 'only a mapping makes it lead to an API',
  Model: 'only a validator looks at it, which is named',
  UsagePlan: 'only a method that asks for a key takes notice of it',
  UsagePlanKey: 'only a key that a method asks for takes notice of it',
  VpcLink: 'only an integration that is no function\'s uses it',
};

/** Properties of which nothing is said, by the reason why. */
const UNTOLD: Readonly<Record<string, readonly string[]>> = {
  'a name or a text for people': [
    'Deployment.Description', 'Method.OperationName', 'RestApi.Description', 'RestApi.Name', 'RestApi.Tags', 'Stage.Description', 'Stage.DocumentationVersion', 'Stage.Tags',
  ],
  'logs and traces go to AWS, and there is none': ['Stage.AccessLogSetting.DestinationArn', 'Stage.AccessLogSetting.Format', 'Stage.TracingEnabled'],
  'a method without an authorization type takes no notice of them': ['Method.AuthorizationScopes', 'Method.AuthorizerId'],
  'a proxy integration takes no notice of them': [
    ...['ContentHandling', 'ResponseParameters', 'ResponseTemplates', 'SelectionPattern', 'StatusCode'].map((name) => `Method.Integration.IntegrationResponses.${name}`),
    ...['ResponseModels', 'ResponseParameters', 'StatusCode'].map((name) => `Method.MethodResponses.${name}`),
    'Method.Integration.PassthroughBehavior', 'Method.Integration.RequestTemplates',
  ],
  'only a validator looks at them, which is named': ['Method.RequestModels', 'Method.RequestParameters'],
  'a function is always invoked by POST': ['Method.Integration.IntegrationHttpMethod'],
  'the role of whom invokes; rights are not checked locally': ['Method.Integration.Credentials'],
  'a function is not called by HTTP': ['Stage.ClientCertificateId'],
  'the adapter hands none of them to the server': ['Stage.Variables'],
  'the address of an API on AWS has no part in a local one': [
    'RestApi.EndpointConfiguration.IpAddressType', 'RestApi.EndpointConfiguration.VpcEndpointIds',
  ],
  'how long a stream may stand still; the methods of this template do not stream': ['RestApi.EndpointConfiguration.Types'],
  'only of OpenAPI definitions': ['RestApi.FailOnWarnings', 'RestApi.Mode'],
  'which deployment a stage shows is of the past; the template is shown': ['Stage.DeploymentId', 'Deployment.RestApiId'],
  'AWS refuses a resource below one of another API': ['Resource.RestApiId'],
};

/** Samples for properties where any text makes no difference to AWS either. */
const SAMPLES: Readonly<Record<string, unknown>> = {
  'RestApi.ApiKeySourceType': { ApiKeySourceType: 'AUTHORIZER' },
  'Method.Integration.ResponseTransferMode': { Integration: { ResponseTransferMode: 'STREAM' } },
};

let server: TemplateServer;
beforeAll(() => {
  server = restTemplateServer();
});

const reading = (change: (template: EditedTemplate) => void) => JSON.stringify(server.read(change));

function resourceOf(name: string, { Resources }: EditedTemplate): TemplateResource {
  const Type = `AWS::ApiGateway::${name}`;
  const api = { Ref: server.id('AWS::ApiGateway::RestApi') };
  return Object.values(Resources).find((each) => each.Type === Type) ?? (Resources.Walked = { Type, Properties: { RestApiId: api } });
}

test.each(READ)('every property of AWS::ApiGateway::%s is served or named, or stands in the list of those that cannot be told apart', (name) => {
  const plain = reading((template) => resourceOf(name, template));
  const makesNoDifference = ({ path, sample }: SchemaProperty) => plain === reading((template) => {
    merge(resourceOf(name, template).Properties, SAMPLES[`${name}.${path}`] ?? sample);
  });
  const untold = schemaOf(`AWS::ApiGateway::${name}`).filter(makesNoDifference).map(({ path }) => `${name}.${path}`);
  expect(untold.sort()).toEqual(Object.values(UNTOLD).flat().filter((each) => each.startsWith(`${name}.`)).sort());
});

test.each(READ)('a property that AWS::ApiGateway::%s does not have yet is named', (name) => {
  expect(reading((template) => merge(resourceOf(name, template).Properties, { Sparkle: 'much' }))).toContain('Sparkle is not applied locally');
});

const others = resourceTypes('AWS::ApiGateway::').map((type) => type.split('::')[2]).filter((name) => !READ.includes(name));

test.each(others.filter((name) => !(name in UNTOLD_TYPES)).concat('Sparkle'))('AWS::ApiGateway::%s is named where it leads to the API', (name) => {
  expect(reading((template) => resourceOf(name, template))).toMatch(`"message":"AWS::ApiGateway::${name} Walked: `);
});

test.each(Object.entries(UNTOLD_TYPES))('AWS::ApiGateway::%s changes nothing: %s', (name) => {
  expect(reading((template) => Object.assign(resourceOf(name, template), { Properties: {} }))).toBe(reading(() => {}));
});
