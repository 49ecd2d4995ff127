import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnIntegration, CfnRoute, HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Alias, Code, Function as LambdaFunction, FunctionProps, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { FunctionUrlDoor, HttpApiDoor, RestApiDoor, ServedServer } from '../../src/template/model';
import { readServers } from '../../src/template/read-servers';

let scratch: string;

beforeAll(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'template-')));
  mkdirSync(join(scratch, 'code'));
  writeFileSync(join(scratch, 'code', 'bootstrap'), '#!/bin/sh\n', { mode: 0o755 });
});

afterAll(() => rmSync(scratch, { recursive: true }));

/** A directory with a server's code. */
export const code = (): string => join(scratch, 'code');

/** Synthesises an app as the CDK's command line lets it be synthesised, and returns the assembly's directory. */
export function synth(build: (app: App) => void): string {
  const outdir = mkdtempSync(join(scratch, 'cdk.out-'));
  const app = new App({ outdir, analyticsReporting: false, context: { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true } });
  build(app);
  app.synth();
  return outdir;
}

/** The one server of an app with one stack, behind an HTTP API. */
export const served = (build: (stack: Stack) => void) => servedBehind<HttpApiDoor>('http-api', build);

/** The one server of an app with one stack, behind a REST API. */
export const servedByRest = (build: (stack: Stack) => void) => servedBehind<RestApiDoor>('rest-api', build);

/** The one server of an app with one stack, behind a function URL. */
export const servedByUrl = (build: (stack: Stack) => void) => servedBehind<FunctionUrlDoor>('function-url', build);

function servedBehind<Door extends ServedServer['door']>(kind: Door['kind'], build: (stack: Stack) => void): ServedServer & { readonly door: Door } {
  const { servers, refused } = readServers(synth((app) => build(new Stack(app, 'Quickstart'))));
  expect(refused.filter(({ likely }) => likely)).toEqual([]);
  expect(servers.map(({ door }) => door.kind)).toEqual([kind]);
  return servers[0] as ServedServer & { readonly door: Door };
}

/** A server as one would write it without the library: function, alias, HTTP API and a route. */
export class PlainServer extends Construct {
  readonly function: LambdaFunction;
  readonly alias: Alias;
  readonly api: HttpApi;
  readonly integration: HttpLambdaIntegration;

  constructor(scope: Construct, id: string, props: Partial<FunctionProps> = {}) {
    super(scope, id);
    const { partition, region } = Stack.of(this);
    this.function = new LambdaFunction(this, 'Function', {
      runtime: Runtime.PROVIDED_AL2023,
      handler: 'bootstrap',
      code: Code.fromAsset(code()),
      layers: [LayerVersion.fromLayerVersionArn(this, 'Adapter', `arn:${partition}:lambda:${region}:753240598075:layer:LambdaAdapterLayerX86:30`)],
      ...props,
    });
    this.alias = this.function.addAlias('live');
    this.api = new HttpApi(this, 'Api');
    this.integration = new HttpLambdaIntegration('Integration', this.alias);
    this.api.addRoutes({ path: '/mcp', methods: [HttpMethod.POST], integration: this.integration });
  }

  /** The route and the integration underneath, to set what the constructs do not offer. */
  get cfn(): { readonly route: CfnRoute; readonly integration: CfnIntegration } {
    const all = this.api.node.findAll();
    return {
      route: all.find((each): each is CfnRoute => each instanceof CfnRoute)!,
      integration: all.find((each): each is CfnIntegration => each instanceof CfnIntegration)!,
    };
  }
}
