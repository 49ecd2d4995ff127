import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CorsHttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { McpCors, McpEndpoint } from '../../src';
import { templateWith } from '../support';

function templateOf(cors?: McpCors): Template {
  return templateWith({ endpoint: McpEndpoint.httpApi({ cors }) });
}

test('pages of every origin may call by default, without cookies, with the headers of MCP', () => {
  templateOf().hasResourceProperties('AWS::ApiGatewayV2::Api', {
    CorsConfiguration: {
      AllowOrigins: ['*'],
      AllowCredentials: false,
      AllowMethods: ['GET', 'POST', 'DELETE'],
      AllowHeaders: Match.arrayWith(['Content-Type', 'Authorization', 'Mcp-Protocol-Version', 'Mcp-Session-Id', 'Mcp-Method', 'Mcp-Name', 'X-Request-Id']),
      ExposeHeaders: Match.arrayWith(['Mcp-Session-Id', 'WWW-Authenticate']),
      MaxAge: 3600,
    },
  });
});

test('every option reaches the API', () => {
  const cors = McpCors.allow({
    allowOrigins: ['https://app.example'],
    allowMethods: [CorsHttpMethod.POST],
    allowHeaders: ['content-type'],
    exposeHeaders: ['x-request-id'],
    allowCredentials: true,
    maxAge: Duration.minutes(5),
  });
  templateOf(cors).hasResourceProperties('AWS::ApiGatewayV2::Api', {
    CorsConfiguration: {
      AllowOrigins: ['https://app.example'],
      AllowMethods: ['POST'],
      AllowHeaders: ['content-type'],
      ExposeHeaders: ['x-request-id'],
      AllowCredentials: true,
      MaxAge: 300,
    },
  });
});

test('it can be switched off', () => {
  templateOf(McpCors.disabled()).hasResourceProperties('AWS::ApiGatewayV2::Api', { CorsConfiguration: Match.absent() });
});
