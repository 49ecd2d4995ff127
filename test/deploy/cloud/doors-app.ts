import { join } from 'node:path';
import { App, CfnOutput, CliCredentialsStackSynthesizer, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { McpAuth, McpEndpoint, McpLambdaServer, McpRestApiAccess, McpServerCode, McpWebAcl } from '../../../src';
import { bundledServer } from '../../acceptance/doors';

/** The servers by what is special about their doors. */
export type DoorName = 'Private' | 'Firewalled' | 'Policed' | 'Keyed' | 'Url' | SharedName;

/** Servers on an API that they share: the first of them alone, and then both. */
export type SharedName = 'RestOne' | 'RestTwo' | 'HttpOne' | 'HttpTwo';

/** How many requests each key may send in a day. */
export const QUOTA = 20;

/** What differs between deploys. */
export interface DoorsOptions {
  /** Whether the second servers are there too. */
  readonly second: boolean;
}

/**
 * Synthesises a stack with a server for each kind of REST API, servers on APIs that they share, and one
 * with a function URL. Returns the cloud assembly.
 */
export function synthesiseDoors(directory: string, { second }: DoorsOptions): string {
  const app = new App({ outdir: join(directory, second ? 'both.out' : 'first.out') });
  // Where ministack checks permissions, it lets the publishing role of `cdk bootstrap` not into its own bucket.
  const stack = new Stack(app, 'Doors', { synthesizer: new CliCredentialsStackSynthesizer() });
  const code = McpServerCode.nodejs(bundledServer(), { entry: 'server.cjs' });
  const server = (id: DoorName, endpoint: McpEndpoint) => {
    const { logGroup } = new McpLambdaServer(stack, id, { code, endpoint, auth: McpAuth.none() });
    new CfnOutput(stack, `${id}Logs`, { value: logGroup.logGroupName });
  };

  server('Private', McpEndpoint.restApi({ access: McpRestApiAccess.vpcEndpoints([vpcEndpointIn(stack)]) }));
  server('Firewalled', McpEndpoint.restApi({ webAcl: McpWebAcl.managed({ rateLimit: 500 }) }));
  server('Policed', McpEndpoint.restApi({ policy: withoutDelete() }));
  server('Keyed', McpEndpoint.restApi({ usagePlan: { throttle: { rateLimit: 100, burstLimit: 200 }, quota: { limit: QUOTA, period: apigateway.Period.DAY } } }));
  server('Url', McpEndpoint.functionUrl());

  const restApi = new apigateway.RestApi(stack, 'RestApi', { cloudWatchRole: false });
  const httpApi = new apigwv2.HttpApi(stack, 'HttpApi');
  for (const number of second ? ['One', 'Two'] as const : ['One'] as const) {
    const path = `/${number.toLowerCase()}/mcp`;
    server(`Rest${number}`, McpEndpoint.onRestApi(restApi, { path }));
    server(`Http${number}`, McpEndpoint.onHttpApi(httpApi, { path }));
  }
  withoutAssociation(stack);
  return app.synth().directory;
}

/** A private network with an endpoint for API Gateway in it, and no way out; ministack cannot tell its addresses, to which an `open` one would be. */
function vpcEndpointIn(stack: Stack): ec2.InterfaceVpcEndpoint {
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, subnetConfiguration: [{ name: 'Inner', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
  return vpc.addInterfaceEndpoint('Endpoint', { service: ec2.InterfaceVpcEndpointAwsService.APIGATEWAY, open: false });
}

/** Everybody may call two methods of the three. */
function withoutDelete(): iam.PolicyDocument {
  const resources = ['execute-api:/prod/POST/mcp', 'execute-api:/prod/GET/mcp'];
  return new iam.PolicyDocument({
    statements: [new iam.PolicyStatement({ actions: ['execute-api:Invoke'], principals: [new iam.AnyPrincipal()], resources })],
  });
}

/**
 * Takes what puts a web ACL before a stage away, which alone ministack does not know: it refuses a
 * template with `AWS::WAFv2::WebACLAssociation`.
 */
function withoutAssociation(stack: Stack): void {
  for (const { node } of stack.node.findAll().filter((each) => each instanceof wafv2.CfnWebACLAssociation)) {
    node.scope!.node.tryRemoveChild(node.id);
  }
}
