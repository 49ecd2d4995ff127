import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { McpAuth, McpCors, McpEndpoint, McpJwtOptions, McpLambdaServerProps, McpServerCode, McpServerCodeOptions, WebAdapter } from '../../src';
import { bootstrapDirectory, directoryOf, elf } from '../support';

/** A server, and what the message of the rule must contain for it. */
export interface FailingCase {
  readonly props: Partial<McpLambdaServerProps>;
  readonly says: string[];
  readonly region?: string;
}

export interface PassingCase {
  readonly props: Partial<McpLambdaServerProps>;
  readonly region?: string;
}

export interface RuleCases {
  readonly fails: FailingCase[];
  readonly passes: PassingCase[];
}

/** At least one case on each side of every rule; made late, since they write files. */
export const RULE_CASES: Record<string, () => RuleCases> = {
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
    fails: ['AWS_REGION', '_HANDLER', 'LAMBDA_TASK_ROOT', 'AWS_SECRET_ACCESS_KEY'].map((name) => ({
      props: { environment: { [name]: 'x' } }, says: [`got ${name}`, 'Lambda sets this one'],
    })),
    passes: [{ props: { environment: { REGION: 'x', AWS_PROFILE: 'x' } } }],
  }),
  environmentNameOwned: () => ({
    fails: [
      { name: 'PORT', setting: 'the port of the code' },
      { name: 'AWS_LWA_REMOVE_BASE_PATH', setting: 'the serverPath of the code' },
      { name: 'MCP_PUBLIC_URL', setting: 'the endpoint' },
    ].map(({ name, setting }) => ({ props: { environment: { [name]: 'x' } }, says: [`got ${name}`, setting] })),
    passes: [{ props: { environment: { AWS_LWA_ENABLE_COMPRESSION: 'true', HTTP_PORT: '1' } } }],
  }),
  environmentValueInvalid: () => ({
    fails: [{ props: { environment: { KEY: process.env.NO_SUCH_VARIABLE! } }, says: ['environment.KEY: got nothing', 'a text'] }],
    passes: [{ props: { environment: { KEY: '' } } }],
  }),
  environmentTooLarge: () => ({
    fails: [{ props: { environment: { AB: 'x'.repeat(4095) } }, says: ['got 4097 bytes', '4096 bytes'] }],
    passes: [{ props: { environment: { AB: 'x'.repeat(4094) } } }],
  }),
  codeDirectoryMissing: () => {
    const file = `${directoryOf({ file: 'x' })}/file`;
    return {
      fails: [
        { props: { code: McpServerCode.asset('no/such/directory') }, says: ['McpServerCode.asset("no/such/directory")', 'missing', 'build the server first'] },
        { props: { code: McpServerCode.asset(file) }, says: ['not a directory'] },
        { props: { code: McpServerCode.nodejs('no/such/directory', { entry: 'a.js' }) }, says: ['McpServerCode.nodejs("no/such/directory"'] },
      ],
      passes: [{ props: {} }],
    };
  },
  bootstrapMissing: () => ({
    fails: [{ props: { code: McpServerCode.asset(directoryOf({ server: 'x' })) }, says: ['without a file named "bootstrap"', 'cargo-lambda'] }],
    passes: [{ props: {} }],
  }),
  bootstrapNotExecutable: () => ({
    fails: [{ props: { code: McpServerCode.asset(directoryOf({ bootstrap: '#!/bin/sh\n' }, 0o644)) }, says: ['is not executable', 'chmod +x'] }],
    passes: [{ props: {} }],
  }),
  bootstrapWrongArchitecture: () => ({
    fails: [
      { props: { code: McpServerCode.asset(directoryOf({ bootstrap: elf(0x3e) })) }, says: ['built for x86_64', 'expected arm64'] },
      {
        props: { code: McpServerCode.asset(directoryOf({ bootstrap: elf(0xb7) })), architecture: lambda.Architecture.X86_64 },
        says: ['built for arm64', 'expected x86_64'],
      },
      { props: { code: McpServerCode.asset(directoryOf({ bootstrap: elf(0xf3) })) }, says: ['ELF machine 243'] },
    ],
    passes: [
      { props: { code: McpServerCode.asset(directoryOf({ bootstrap: elf(0xb7) })) } },
      { props: { code: McpServerCode.asset(directoryOf({ bootstrap: elf(0x3e) })), architecture: lambda.Architecture.X86_64 } },
    ],
  }),
  bootstrapCarriageReturns: () => ({
    fails: [{ props: { code: McpServerCode.asset(directoryOf({ bootstrap: '#!/bin/sh\r\nexec ./server\r\n' })) }, says: ['Windows line ends', 'LF alone'] }],
    passes: [{ props: {} }],
  }),
  entryMissing: () => {
    const directory = directoryOf({ 'server.js': '', 'lib/main.js': '' });
    return {
      fails: [
        { props: { code: McpServerCode.nodejs(directory, { entry: 'other.js' }) }, says: ['code.entry', '"other.js"', 'is missing'] },
        { props: { code: McpServerCode.nodejs(directory, { entry: 'lib' }) }, says: ['is not a file'] },
        { props: { code: McpServerCode.nodejs(directory, { entry: '../x.js' }) }, says: ['outside of the directory'] },
        { props: { code: McpServerCode.nodejs(directory, { entry: '/etc/passwd' }) }, says: ['outside of the directory'] },
      ],
      passes: [
        { props: { code: McpServerCode.nodejs(directory, { entry: 'server.js' }) } },
        { props: { code: McpServerCode.nodejs(directory, { entry: 'lib/main.js' }) } },
      ],
    };
  },
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
      { props: { adapter: WebAdapter.layerArn('arn:aws:lambda:eu-west-1:123456789012:layer:adapter') }, says: ['with its number at the end'] },
      { props: { adapter: WebAdapter.layerArn('') }, says: ['WebAdapter.layerArn("")'] },
    ],
    passes: [{ props: { adapter: WebAdapter.layerArn('arn:aws-us-gov:lambda:us-gov-west-1:123456789012:layer:adapter:3') } }],
  }),
  adapterLayerMissing: () => ({
    fails: ['us-gov-west-1', 'us-gov-east-1', 'us-iso-east-1', 'me-south-1'].map((region) => ({
      props: {}, region, says: [`WebAdapter.layer({ version: 30 }) in ${region}`, 'WebAdapter.layerArn'],
    })),
    passes: [
      { props: {}, region: 'eu-central-1' },
      { props: {}, region: 'cn-north-1' },
      { props: { adapter: WebAdapter.layerArn('arn:aws-us-gov:lambda:us-gov-west-1:123456789012:layer:adapter:3') }, region: 'us-gov-west-1' },
    ],
  }),
  endpointPathInvalid: () => ({
    fails: ['mcp', '/mcp/', '//mcp', '/{name}', '/mcp/{proxy+}', '/a b', '', '/ü'].map((path) => ({
      props: { endpoint: McpEndpoint.httpApi({ path }) }, says: [`endpoint.path: got ${JSON.stringify(path)}`, '"/mcp"'],
    })),
    passes: ['/mcp', '/team-1/mcp'].map((path) => ({ props: { endpoint: McpEndpoint.httpApi({ path }) } })),
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
    fails: ['https://a.example/', 'https://a.example/path', 'a.example', '', 'https://', 'https://a b'].map((origin) => ({
      props: cors({ allowOrigins: [origin] }), says: [`endpoint.cors.allowOrigins: got ${JSON.stringify(origin)}`, 'https://app.example.com'],
    })),
    passes: [{ props: cors({ allowOrigins: ['https://a.example', 'http://localhost:6274', 'vscode-webview://x', 'https://*'] }) }, { props: cors({}) }],
  }),
  corsCredentialsWithAnyOrigin: () => ({
    fails: [
      { props: cors({ allowCredentials: true }), says: ['credentials for the origin "*"', 'name the origins'] },
      { props: cors({ allowCredentials: true, allowOrigins: ['https://a.example', '*'] }), says: ['allowCredentials'] },
    ],
    passes: [{ props: cors({ allowCredentials: true, allowOrigins: ['https://a.example'] }) }],
  }),
  corsMaxAgeOutOfRange: () => ({
    fails: [
      { props: cors({ maxAge: Duration.hours(25) }), says: ['endpoint.cors.maxAge: got 90000 seconds', '86400'] },
      { props: cors({ maxAge: Duration.millis(1) }), says: ['got 0.001 seconds'] },
    ],
    passes: [{ props: cors({ maxAge: Duration.days(1) }) }, { props: cors({ maxAge: Duration.seconds(0) }) }],
  }),
  publicAccess: () => ({
    fails: [{ props: { auth: McpAuth.none() }, says: ['McpAuth.none()', 'everybody who knows the URL'] }],
    passes: [{ props: jwt({}) }],
  }),
  jwtIssuerInvalid: () => ({
    fails: ['http://issuer.example', 'issuer.example', '', 'https://issuer.example/?a=1', 'https://user@issuer.example'].map((issuer) => ({
      props: jwt({ issuer }), says: [`auth.issuer: got ${JSON.stringify(issuer)}`, '"iss" claim'],
    })),
    passes: [{ props: jwt({ issuer: 'https://issuer.example/tenant/v2.0' }) }],
  }),
  jwtAudienceInvalid: () => ({
    fails: [
      { props: jwt({ audience: [] }), says: ['auth.audience: got 0 values', '1 to 50'] },
      { props: jwt({ audience: numbered('client', 51) }), says: ['got 51 values'] },
      { props: jwt({ audience: [''] }), says: ['an empty text'] },
    ],
    passes: [{ props: jwt({ audience: numbered('client', 50) }) }],
  }),
  jwtScopesInvalid: () => ({
    fails: [
      { props: jwt({ scopes: numbered('scope', 11) }), says: ['auth.scopes: got 11 scopes', 'at most 10'] },
      { props: jwt({ scopes: [''] }), says: ['an empty text'] },
    ],
    passes: [{ props: jwt({ scopes: numbered('scope', 10) }) }],
  }),
  jwtWithoutScopes: () => ({
    fails: [{ props: jwt({ scopes: [] }), says: ['no scopes', 'ID tokens'] }],
    passes: [{ props: jwt({}) }],
  }),
};

function listening(options: McpServerCodeOptions): Partial<McpLambdaServerProps> {
  return { code: McpServerCode.asset(bootstrapDirectory(), options) };
}

function cors(options: Parameters<typeof McpCors.allow>[0]): Partial<McpLambdaServerProps> {
  return { endpoint: McpEndpoint.httpApi({ cors: McpCors.allow(options) }) };
}

function jwt(options: Partial<McpJwtOptions>): Partial<McpLambdaServerProps> {
  return { auth: McpAuth.jwt({ issuer: 'https://issuer.example', audience: ['client'], scopes: ['mcp/use'], ...options }) };
}

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name}${index}`);
}
