import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { RuleCases } from './rule-case';
import { AUTH_RULE_CASES } from './rule-cases-auth';
import { CODE_RULE_CASES } from './rule-cases-code';
import { CODE_BUILD_RULE_CASES } from './rule-cases-code-build';
import { CODE_EXISTING_RULE_CASES } from './rule-cases-code-existing';
import { CODE_IMAGE_RULE_CASES } from './rule-cases-code-image';
import { DISCOVERY_RULE_CASES } from './rule-cases-discovery';
import { DOMAIN_RULE_CASES } from './rule-cases-domain';
import { ENDPOINT_RULE_CASES } from './rule-cases-endpoint';
import { GIVEN_API_RULE_CASES } from './rule-cases-given';
import { LEGACY_RULE_CASES } from './rule-cases-legacy';
import { NETWORK_RULE_CASES } from './rule-cases-network';
import { OBSERVABILITY_RULE_CASES } from './rule-cases-observability';
import { OWN_RULE_CASES } from './rule-cases-own';
import { SCALING_RULE_CASES } from './rule-cases-scaling';
import { SECRETS_RULE_CASES } from './rule-cases-secrets';
import { McpCors, McpEndpoint, McpLambdaServerProps, McpSecret, McpServerCode, McpServerCodeOptions, WebAdapter } from '../../src';
import { bootstrapDirectory, imageDirectory } from '../support';

/** What the library itself sets beside a variable `AB`, as JSON. */
const OWN_BYTES = Buffer.byteLength(JSON.stringify({
  AB: '',
  PORT: '8080',
  AWS_LWA_PORT: '8080',
  AWS_LWA_READINESS_CHECK_PATH: '/',
  AWS_LWA_READINESS_CHECK_TIMEOUT_SECONDS: '9',
  AWS_LWA_INVOKE_MODE: 'buffered',
  MCP_PUBLIC_URL: '',
})) - 1;

/** At least one case on each side of every rule; made late, since they write files. */
export const RULE_CASES: Record<string, () => RuleCases> = {
  settingWithUnderscores: () => ({
    fails: [{ props: { log_retention: 7 } as object, says: ['log_retention: got a setting that is not looked at', 'expected logRetention: in a dictionary'] }],
    passes: [{ props: { logRetention: 7 } }, { props: { ownSetting: 1, log_retention: undefined } as object }],
  }),
  memorySizeOutOfRange: () => ({
    fails: [
      { props: { memorySize: 127 }, says: ['memorySize: got 127', '128 to 10240'] },
      { props: { memorySize: 10241 }, says: ['got 10241'] },
      { props: { memorySize: 128.5 }, says: ['got 128.5', 'whole number'] },
      { props: { memorySize: NaN }, says: ['got not a number'] },
    ],
    passes: [{ props: { memorySize: 128 } }, { props: { memorySize: 10240 } }],
  }),
  timeoutOutOfRange: () => ({
    fails: [
      { props: { timeout: Duration.seconds(0) }, says: ['timeout: got 0 seconds', '1 to 900'] },
      { props: { timeout: Duration.seconds(901) }, says: ['got 901 seconds'] },
      { props: { timeout: Duration.millis(1500) }, says: ['got 1.5 seconds', 'whole seconds'] },
    ],
    passes: [{ props: { timeout: Duration.seconds(1) } }, { props: { timeout: Duration.seconds(30) } }],
  }),
  timeoutBeyondEndpoint: () => ({
    fails: [
      { props: { timeout: Duration.seconds(31) }, says: ['timeout: got 31 seconds', 'at most 30 seconds', 'McpEndpoint.httpApi'] },
      { props: { timeout: Duration.minutes(15) }, says: ['got 900 seconds'] },
    ],
    passes: [{ props: { timeout: Duration.seconds(30) } }],
  }),
  environmentNameInvalid: () => ({
    fails: ['1A', 'A-B', 'A B', 'A', '_A', ''].map((name) => ({
      props: { environment: { [name]: 'x' } }, says: [`the name ${JSON.stringify(name)}`, 'two characters'],
    })),
    passes: [{ props: { environment: { AB: 'x', a_1: 'x' } } }],
  }),
  environmentNameReserved: () => ({
    fails: [
      ...['AWS_REGION', '_HANDLER', 'LAMBDA_TASK_ROOT', 'AWS_SECRET_ACCESS_KEY'].map((name) => ({
        props: { environment: { [name]: 'x' } }, says: [`got ${name}`, 'Lambda sets this one'],
      })),
      { props: { secrets: { AWS_ACCESS_KEY: McpSecret.generated() } }, says: ['secrets: got AWS_ACCESS_KEY'] },
    ],
    passes: [{ props: { environment: { REGION: 'x', AWS_PROFILE: 'x' } } }],
  }),
  environmentNameOwned: () => ({
    fails: [
      { name: 'PORT', setting: 'the port of the code' },
      { name: 'AWS_LWA_REMOVE_BASE_PATH', setting: 'the serverPath of the code' },
      { name: 'MCP_PUBLIC_URL', setting: 'the endpoint' },
    ].map(({ name, setting }) => ({ props: { environment: { [name]: 'x' } }, says: [`got ${name}`, setting] })),
    passes: [{ props: { environment: { AWS_LWA_ENABLE_COMPRESSION: 'true', HTTP_PORT: '1', constructor: 'x' } } }],
  }),
  environmentValueInvalid: () => ({
    fails: [{ props: { environment: { KEY: process.env.NO_SUCH_VARIABLE! } }, says: ['environment.KEY: got nothing', 'a text'] }],
    passes: [{ props: { environment: { KEY: '' } } }],
  }),
  environmentTooLarge: () => ({
    fails: [
      { props: { environment: { AB: 'x'.repeat(4096 - OWN_BYTES) } }, says: ['got 4097 bytes as JSON', 'for the adapter', '4096 bytes'] },
      { props: { environment: { AB: '"'.repeat(2000) } }, says: ['bytes as JSON'] },
      { props: { environment: { AB: 'x'.repeat(4095 - OWN_BYTES) }, secrets: { CD: McpSecret.fromSecretName('x') } }, says: ['got 4105 bytes'] },
    ],
    passes: [{ props: { environment: { AB: 'x'.repeat(4095 - OWN_BYTES) } } }],
  }),
  architectureUnknown: () => ({
    fails: [{ props: { architecture: lambda.Architecture.custom('riscv64') }, says: ['architecture: got "riscv64"', 'Architecture.ARM_64'] }],
    passes: [{ props: { architecture: lambda.Architecture.X86_64 } }],
  }),
  aliasNameInvalid: () => ({
    fails: ['my alias', '123', '$LATEST', '', 'x'.repeat(129)].map((aliasName) => ({
      props: { aliasName }, says: [`aliasName: got ${JSON.stringify(aliasName)}`, 'letters, digits'],
    })),
    passes: ['live', 'v-1_a', '1a'].map((aliasName) => ({ props: { aliasName } })),
  }),
  portOutOfRange: () => ({
    fails: [0, 80, 1023, 65536, 9001, 8080.5, NaN].map((port) => ({ props: listening({ port }), says: ['code.port: got', '1024 to 65535', '9001'] })),
    passes: [1024, 8080, 65535].map((port) => ({ props: listening({ port }) })),
  }),
  serverPathInvalid: () => ({
    fails: ['mcp', '/mcp/', '//mcp', '/m cp', '', '/mcp?x=1'].map((serverPath) => ({
      props: listening({ serverPath }), says: [`code.serverPath: got ${JSON.stringify(serverPath)}`, '"/mcp"'],
    })),
    passes: ['/', '/mcp'].map((serverPath) => ({ props: listening({ serverPath }) })),
  }),
  serverPathUnreachable: () => ({
    fails: [{ props: { ...listening({ serverPath: '/rpc' }) }, says: ['"/rpc" behind the endpoint\'s path "/mcp"', 'end with it'] }],
    passes: [
      { props: { ...listening({ serverPath: '/' }) } },
      { props: { ...listening({ serverPath: '/mcp' }), endpoint: McpEndpoint.httpApi({ path: '/team/mcp' }) } },
    ],
  }),
  readinessPathInvalid: () => ({
    fails: ['health', '/a b', '', '/ü'].map((readinessPath) => ({ props: listening({ readinessPath }), says: ['code.readinessPath', 'begins with a slash'] })),
    passes: ['/', '/healthz', '/ready?full=1'].map((readinessPath) => ({ props: listening({ readinessPath }) })),
  }),
  readinessTimeoutOutOfRange: () => ({
    fails: [Duration.seconds(0), Duration.seconds(901), Duration.millis(2500)].map((readinessTimeout) => ({
      props: listening({ readinessTimeout }), says: ['code.readinessTimeout', '1 to 900'],
    })),
    passes: [1, 9, 900].map((seconds) => ({ props: listening({ readinessTimeout: Duration.seconds(seconds) }) })),
  }),
  adapterVersionInvalid: () => ({
    fails: [0, -1, 1.5].map((version) => ({ props: { adapter: WebAdapter.layer({ version }) }, says: [`adapter.version: got ${version}`] })),
    passes: [{ props: { adapter: WebAdapter.layer({ version: 28 }) } }],
  }),
  adapterArnInvalid: () => ({
    fails: [
      { props: { adapter: WebAdapter.layerVersionArn('arn:aws:lambda:eu-west-1:123456789012:layer:adapter') }, says: ['with its number at the end'] },
      { props: { adapter: WebAdapter.layerVersionArn('') }, says: ['WebAdapter.layerVersionArn("")'] },
    ],
    passes: [{ props: { adapter: WebAdapter.layerVersionArn('arn:aws-us-gov:lambda:us-gov-west-1:123456789012:layer:adapter:3') } }],
  }),
  adapterInOtherRegion: () => {
    const adapter = WebAdapter.layerVersionArn('arn:aws:lambda:eu-west-1:123456789012:layer:adapter:3');
    return {
      fails: [{ props: { adapter }, region: 'eu-central-1', says: ['for a stack in eu-central-1', 'in the region of the stack'] }],
      passes: [{ props: { adapter }, region: 'eu-west-1' }, { props: { adapter } }],
    };
  },
  adapterLayerMissing: () => ({
    fails: ['us-gov-west-1', 'us-gov-east-1', 'us-iso-east-1', 'me-south-1'].map((region) => ({
      props: {}, region, says: [`WebAdapter.layer(…) in ${region}`, 'WebAdapter.layerVersionArn', 'McpServerCode.image(…)'],
    })),
    passes: [
      { props: {}, region: 'eu-central-1' },
      { props: { adapter: WebAdapter.layerVersionArn('arn:aws-us-gov:lambda:us-gov-west-1:123456789012:layer:adapter:3') }, region: 'us-gov-west-1' },
    ],
  }),
  adapterVersionUnsure: () => ({
    fails: ['cn-north-1', 'cn-northwest-1'].map((region) => ({
      props: {}, region, says: [`adapter.version: got none in ${region}, and so 30 for arm64`, 'WebAdapter.layer({ version })', 'Architecture.X86_64', 'WebAdapter.fromAsset(…)'],
    })),
    passes: [
      { props: { adapter: WebAdapter.layer({ version: 30 }) }, region: 'cn-north-1' },
      { props: { code: McpServerCode.image(imageDirectory()) }, region: 'cn-north-1' },
      { props: {}, region: 'eu-central-1' },
      { props: {} },
    ],
  }),
  endpointPathInvalid: () => ({
    fails: ['mcp', '/mcp/', '//mcp', '/{name}', '/mcp/{proxy+}', '/a b', '', '/ü'].map((publicPath) => ({
      props: { endpoint: McpEndpoint.httpApi({ path: publicPath }) }, says: [`endpoint.path: got ${JSON.stringify(publicPath)}`, '"/mcp"'],
    })),
    passes: ['/mcp', '/team-1/mcp'].map((publicPath) => ({ props: { endpoint: McpEndpoint.httpApi({ path: publicPath }) } })),
  }),
  stageNameInvalid: () => ({
    fails: ['', 'a b', 'prod/1', '$live', 'x'.repeat(129)].map((stageName) => ({
      props: { endpoint: McpEndpoint.httpApi({ stageName }) }, says: [`endpoint.stageName: got ${JSON.stringify(stageName)}`, '"$default"'],
    })),
    passes: ['$default', 'prod', 'a-b_C1', 'x'.repeat(128)].map((stageName) => ({ props: { endpoint: McpEndpoint.httpApi({ stageName }) } })),
  }),
  throttleOutOfRange: () => ({
    fails: [
      { props: { endpoint: McpEndpoint.httpApi({ throttle: { rateLimit: -1 } }) }, says: ['endpoint.throttle.rateLimit: got -1', '0 or more'] },
      { props: { endpoint: McpEndpoint.httpApi({ throttle: { rateLimit: Infinity } }) }, says: ['endpoint.throttle.rateLimit: got Infinity'] },
      { props: { endpoint: McpEndpoint.httpApi({ throttle: { burstLimit: 1.5 } }) }, says: ['endpoint.throttle.burstLimit: got 1.5', 'whole number'] },
      { props: { endpoint: McpEndpoint.httpApi({ throttle: { burstLimit: -1 } }) }, says: ['endpoint.throttle.burstLimit: got -1'] },
    ],
    passes: [{ props: { endpoint: McpEndpoint.httpApi({ throttle: { rateLimit: 0.5, burstLimit: 1 } }) } }],
  }),
  corsOriginInvalid: () => ({
    fails: [
      'https://a.example/', 'https://a.example/path', 'a.example', '', 'https://', 'https://a b', 'https://*.example.com',
      'https://user@a.example', 'https://a.example:99999', 'HTTPS://a.example',
    ].map((origin) => ({
      props: cors({ allowOrigins: [origin] }), says: [`endpoint.cors.allowOrigins: got ${JSON.stringify(origin)}`, 'https://app.example.com'],
    })),
    passes: [{ props: cors({ allowOrigins: ['https://a.example', 'http://localhost:6274', 'vscode-webview://x', 'https://*'] }) }, { props: cors({}) }],
  }),
  corsOriginsEmpty: () => ({
    fails: [{ props: cors({ allowOrigins: [] }), says: ['endpoint.cors.allowOrigins: got no origin', 'McpCors.disabled()'] }],
    passes: [{ props: cors({ allowOrigins: ['https://a.example:8443'] }) }],
  }),
  corsCredentialsWithAnyOrigin: () => ({
    fails: [
      { props: cors({ allowCredentials: true }), says: ['credentials for the origin "*"', 'name the origins'] },
      { props: cors({ allowCredentials: true, allowOrigins: ['https://a.example', '*'] }), says: ['allowCredentials'] },
      ...['https://*', 'http://*'].map((origin) => ({
        props: cors({ allowCredentials: true, allowOrigins: [origin] }), says: [`credentials for the origin "${origin}"`, 'any page'],
      })),
    ],
    passes: [
      { props: cors({ allowCredentials: true, allowOrigins: ['https://a.example'] }) },
      { props: cors({ allowOrigins: ['https://*'] }) },
    ],
  }),
  corsMaxAgeOutOfRange: () => ({
    fails: [
      { props: cors({ maxAge: Duration.hours(25) }), says: ['endpoint.cors.maxAge: got 90000 seconds', '86400'] },
      { props: cors({ maxAge: Duration.millis(1) }), says: ['got 0.001 seconds'] },
    ],
    passes: [{ props: cors({ maxAge: Duration.days(1) }) }, { props: cors({ maxAge: Duration.seconds(0) }) }],
  }),
  ...CODE_RULE_CASES,
  ...CODE_BUILD_RULE_CASES,
  ...CODE_IMAGE_RULE_CASES,
  ...CODE_EXISTING_RULE_CASES,
  ...OWN_RULE_CASES,
  ...SCALING_RULE_CASES,
  ...AUTH_RULE_CASES,
  ...ENDPOINT_RULE_CASES,
  ...GIVEN_API_RULE_CASES,
  ...LEGACY_RULE_CASES,
  ...DISCOVERY_RULE_CASES,
  ...DOMAIN_RULE_CASES,
  ...OBSERVABILITY_RULE_CASES,
  ...NETWORK_RULE_CASES,
  ...SECRETS_RULE_CASES,
};

function listening(options: McpServerCodeOptions): Partial<McpLambdaServerProps> {
  return { code: McpServerCode.asset(bootstrapDirectory(), options) };
}

function cors(options: Parameters<typeof McpCors.allow>[0]): Partial<McpLambdaServerProps> {
  return { endpoint: McpEndpoint.httpApi({ cors: McpCors.allow(options) }) };
}
