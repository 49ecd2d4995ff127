import { merge, resourceTypes, schemaOf } from './resource-schema';
import type { SchemaProperty } from './resource-schema';
import { templateServer } from '../template-server';
import type { EditedTemplate, TemplateResource, TemplateServer } from '../template-server';

/** The types whose properties are read, each by itself. */
const READ = [
  ...['Api', 'Authorizer', 'Deployment', 'Integration', 'Route', 'Stage'].map((name) => `AWS::ApiGatewayV2::${name}`),
  ...['Alias', 'Function', 'Permission', 'Version'].map((name) => `AWS::Lambda::${name}`),
];

/** Types that are no part of any API; what leads from them to one is named by itself. */
const NO_PART_OF_AN_API = [
  // Only a mapping or a routing rule makes a domain lead to an API.
  'AWS::ApiGatewayV2::DomainName',
  // Only the integration that names it uses it, and that leads to no function.
  'AWS::ApiGatewayV2::VpcLink',
];

/** Properties of which nothing is said, by the reason why: no request to `dev` could tell the difference. */
const UNTOLD: Readonly<Record<string, readonly string[]>> = {
  'a name or a text for people': [
    'Api.Description', 'Api.Name', 'Deployment.Description', 'Integration.Description', 'Route.OperationName', 'Stage.Description',
    'Alias.Description', 'Function.Description', 'Version.Description',
    'Api.Tags', 'Stage.Tags', 'Function.Tags',
  ],
  'logs, metrics and traces go to AWS, and there is none': [
    'Stage.AccessLogSettings.DestinationArn', 'Stage.AccessLogSettings.Format',
    'Stage.DefaultRouteSettings.DetailedMetricsEnabled',
    'Function.LoggingConfig.ApplicationLogLevel', 'Function.LoggingConfig.LogFormat', 'Function.LoggingConfig.LogGroup',
    'Function.LoggingConfig.SystemLogLevel', 'Function.TracingConfig.Mode',
  ],
  'an HTTP API does not take it: it is of WebSocket APIs': [
    'Stage.DefaultRouteSettings.DataTraceEnabled', 'Stage.DefaultRouteSettings.LoggingLevel',
  ],
  'the address of an API on AWS has no part in a local one': ['Api.IpAddressType'],
  'a function is always invoked by POST': ['Integration.IntegrationMethod'],
  'the role of whom invokes or runs; rights are not checked locally': [
    'Integration.CredentialsArn', 'Function.Role',
    'Permission.EventSourceToken', 'Permission.FunctionUrlAuthType', 'Permission.InvokedViaFunctionUrl', 'Permission.PrincipalOrgId',
    'Permission.SourceAccount', 'Permission.SourceArn',
  ],
  'which deployment a stage shows is of the past; the template is shown': ['Stage.DeploymentId', 'Deployment.StageName', 'Deployment.ApiId'],
  'AWS refuses an authorizer or an integration of another API': ['Authorizer.ApiId', 'Integration.ApiId'],
  'where the code is uploaded, and how it is kept and signed there; it runs from this machine': [
    'Function.Code.S3Bucket', 'Function.Code.S3ObjectVersion', 'Function.Code.SourceKmsKeyArn', 'Function.CodeSigningConfigArn', 'Function.KmsKeyArn',
    'Version.CodeSha256',
  ],
  'only of a container image, which is refused, or in whose place a command runs': ['Function.Code.ImageUri'],
  'only of events, which no request makes': ['Function.DeadLetterConfig.TargetArn', 'Function.RecursiveLoop'],
  'the patch level of the runtime: servers run with what is on this machine': [
    'Function.RuntimeManagementConfig.RuntimeVersionArn', 'Function.RuntimeManagementConfig.UpdateRuntimeOn',
    'Version.RuntimePolicy.RuntimeVersionArn', 'Version.RuntimePolicy.UpdateRuntimeOn',
  ],
  'the alias names the function': ['Version.FunctionName'],
};

/** Samples for properties where a value of the right type alone makes no difference to AWS either. */
const SAMPLES: Readonly<Record<string, unknown>> = {
  'Api.ProtocolType': { ProtocolType: 'WEBSOCKET' },
  'Function.Architectures': { Architectures: ['arm64'] },
  'Function.PackageType': { PackageType: 'Image' },
  'Stage.AutoDeploy': { AutoDeploy: false },
};

let server: TemplateServer;
beforeAll(() => {
  server = templateServer();
});

const shortName = (type: string) => type.split('::')[2];

/** All that a reading says, after a change. */
const reading = (change: (template: EditedTemplate) => void) => JSON.stringify(server.read(change));

/** The resource of a type, the guarded one of the routes; what the server does not have is added, and one of the permissions is enough. */
function resourceOf(type: string, { Resources }: EditedTemplate): TemplateResource {
  const [first, ...others] = Object.values(Resources)
    .filter(({ Type }) => Type === type)
    .sort((a, b) => Number('AuthorizerId' in b.Properties) - Number('AuthorizerId' in a.Properties));
  if (type === 'AWS::Lambda::Permission') {
    others.forEach((each) => {
      each.Type = 'AWS::SNS::Topic';
    });
  }
  return first ?? (Resources.Walked = { Type: type, Properties: { ApiId: { Ref: server.id('AWS::ApiGatewayV2::Api') } } });
}

test.each(READ)('every property of %s is served or named, or stands in the list of those that cannot be told apart', (type) => {
  const plain = reading((template) => resourceOf(type, template));
  const makesNoDifference = ({ path, sample }: SchemaProperty) => plain === reading((template) => {
    merge(resourceOf(type, template).Properties, SAMPLES[`${shortName(type)}.${path}`] ?? sample);
  });
  const untold = schemaOf(type).filter(makesNoDifference).map(({ path }) => `${shortName(type)}.${path}`);
  expect(untold.sort()).toEqual(Object.values(UNTOLD).flat().filter((each) => each.startsWith(`${shortName(type)}.`)).sort());
});

test.each(READ.filter((type) => type !== 'AWS::Lambda::Permission'))('a property that %s does not have yet is named', (type) => {
  expect(reading((template) => merge(resourceOf(type, template).Properties, { Sparkle: 'much' }))).toContain('Sparkle is not applied locally');
});

test.each(resourceTypes('AWS::ApiGatewayV2::').filter((type) => !READ.includes(type) && !NO_PART_OF_AN_API.includes(type)).concat('AWS::ApiGatewayV2::Sparkle'))(
  '%s is named where it leads to the API', (type) => {
    expect(reading((template) => resourceOf(type, template))).toMatch(`"message":"${type} Walked: `);
  });

test('a function URL is named as another door', () => {
  expect(reading(({ Resources }) => {
    Resources.Walked = { Type: 'AWS::Lambda::Url', Properties: { TargetFunctionArn: { Ref: server.id('AWS::Lambda::Function') }, AuthType: 'NONE' } };
  })).toContain('is also reached through the function URL Walked');
});
