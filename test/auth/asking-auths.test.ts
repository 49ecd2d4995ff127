import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ASKING_AUTHS, AskingAuth } from './auths';
import { McpEndpoint, McpLambdaServer, McpServerCode } from '../../src';
import { bootstrapDirectory } from '../support';

const GUARDED = ['POST /mcp', 'GET /mcp', 'DELETE /mcp', 'POST /mcp/{proxy+}', 'GET /mcp/{proxy+}', 'DELETE /mcp/{proxy+}'];

interface Properties {
  readonly ApiId: object;
  readonly RouteKey: string;
  readonly AuthorizationType?: string;
  readonly AuthorizerId?: { readonly Ref: string };
  readonly AuthorizationScopes?: readonly string[];
}

function propertiesOf(template: Template, type: string): Map<string, Properties> {
  return new Map(Object.entries(template.findResources(type)).map(([id, { Properties }]) => [id, Properties as Properties]));
}

function templateOf({ make }: AskingAuth, stageName: string): Template {
  const stack = new Stack(new App(), 'Stack');
  new McpLambdaServer(stack, 'Server', {
    code: McpServerCode.asset(bootstrapDirectory()), auth: make(stack), endpoint: McpEndpoint.httpApi({ stageName }),
  });
  return Template.fromStack(stack);
}

describe.each(ASKING_AUTHS.map((auth) => [auth.name, auth] as const))('%s', (_name, auth) => {
  test.each([['$default', '/mcp'], ['prod', '/prod/mcp']])('guards every route of the API but discovery, with the stage %s', (stageName, mcpPath) => {
    const template = templateOf(auth, stageName);
    const routes = [...propertiesOf(template, 'AWS::ApiGatewayV2::Route').values()];
    const isOpen = ({ AuthorizationType = 'NONE' }: Properties) => AuthorizationType === 'NONE';
    expect(routes.filter(isOpen).map(({ RouteKey }) => RouteKey).sort())
      .toEqual(auth.open(mcpPath).flatMap((key) => [key, key.replace(/^\w+/, 'OPTIONS')]).sort());

    const guarded = routes.filter((route) => !isOpen(route));
    expect(guarded.map(({ RouteKey }) => RouteKey)).toEqual(GUARDED);
    expect(guarded.map(({ AuthorizationType }) => AuthorizationType)).toEqual(GUARDED.map(() => auth.authorization));
    expect(guarded.every(({ AuthorizationScopes }) => auth.authorization !== 'JWT' || AuthorizationScopes?.length === 1)).toBe(true);

    const authorizers = propertiesOf(template, 'AWS::ApiGatewayV2::Authorizer');
    expect(authorizers.size).toBe(auth.authorization === 'AWS_IAM' ? 0 : 1);
    for (const { AuthorizerId, ApiId } of guarded) {
      expect(AuthorizerId && authorizers.get(AuthorizerId.Ref)?.ApiId).toEqual(auth.authorization === 'AWS_IAM' ? undefined : ApiId);
    }
  });
});
