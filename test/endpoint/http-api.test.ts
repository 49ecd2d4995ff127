import { Match, Template } from 'aws-cdk-lib/assertions';
import { McpEndpoint, McpHttpApiOptions, McpServerCode } from '../../src';
import { bootstrapDirectory, environmentOf, templateWith } from '../support';

function templateOf(options: McpHttpApiOptions = {}): Template {
  return templateWith({ endpoint: McpEndpoint.httpApi(options) });
}

function routeKeys(template: Template): string[] {
  return Object.values(template.findResources('AWS::ApiGatewayV2::Route')).map((route) => route.Properties.RouteKey);
}

describe('routes', () => {
  test('are POST, GET and DELETE on the path, with and without a slash at the end', () => {
    expect(routeKeys(templateOf())).toEqual([
      'POST /mcp', 'GET /mcp', 'DELETE /mcp', 'POST /mcp/{proxy+}', 'GET /mcp/{proxy+}', 'DELETE /mcp/{proxy+}',
    ]);
  });

  test('follow the path, and keep their logical ids', () => {
    const [before, after] = [templateOf(), templateOf({ path: '/team/mcp' })];
    expect(routeKeys(after)[0]).toBe('POST /team/mcp');
    expect(Object.keys(after.findResources('AWS::ApiGatewayV2::Route'))).toEqual(Object.keys(before.findResources('AWS::ApiGatewayV2::Route')));
  });

  test('need no second form at the root', () => {
    const template = templateWith({
      code: McpServerCode.asset(bootstrapDirectory(), { serverPath: '/' }),
      endpoint: McpEndpoint.httpApi({ path: '/' }),
    });
    expect(routeKeys(template)).toEqual(['POST /', 'GET /', 'DELETE /']);
  });

  test('share one integration without a time-out of its own, and one permission for this API alone', () => {
    const template = templateOf();
    template.resourceCountIs('AWS::ApiGatewayV2::Integration', 1);
    template.hasResourceProperties('AWS::ApiGatewayV2::Integration', {
      IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0', TimeoutInMillis: Match.absent(),
    });
    template.resourceCountIs('AWS::Lambda::Permission', 1);
    template.hasResourceProperties('AWS::Lambda::Permission', {
      SourceArn: { 'Fn::Join': ['', Match.arrayWith([{ Ref: Match.stringLikeRegexp('^ServerHttpApi') }, '/*/*/*'])] },
    });
  });
});

describe('the stage', () => {
  test('is $default and lets in 1000 requests a second, 2000 at once', () => {
    const template = templateOf();
    template.resourceCountIs('AWS::ApiGatewayV2::Stage', 1);
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default', AutoDeploy: true, DefaultRouteSettings: { ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 2000 },
    });
  });

  test('takes a rate and a burst, and keeps the default of what is left out', () => {
    templateOf({ throttle: { rateLimit: 5 } }).hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 2000 },
    });
    templateOf({ throttle: { rateLimit: 0, burstLimit: 0 } }).hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 0, ThrottlingBurstLimit: 0 },
    });
  });

  test('may have a name, which the adapter removes from the path', () => {
    const template = templateOf({ stageName: 'prod' });
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', { StageName: 'prod' });
    expect(environmentOf(template)).toMatchObject({ AWS_LWA_REMOVE_BASE_PATH: '/prod' });
  });
});
