import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { Fn } from 'aws-cdk-lib/core';
import { RuleCases } from './rule-case';
import { McpAuth, McpDomain, McpEndpoint, McpHttpApiOptions, McpLambdaServerProps, McpRestApiOptions, McpServerCode } from '../../src';
import { bootstrapDirectory, importedCertificate } from '../support';

const http = (options: McpHttpApiOptions): Partial<McpLambdaServerProps> => ({ endpoint: McpEndpoint.httpApi(options) });
const rest = (options: McpRestApiOptions): Partial<McpLambdaServerProps> => ({ endpoint: McpEndpoint.restApi(options) });

/** A server that has its MCP path at the root, so that the whole public path is removed before it. */
const atRoot = { code: McpServerCode.asset(bootstrapDirectory(), { serverPath: '/' }) };

const named = (basePath?: string) => McpDomain.fromCertificate('mcp.example.com', importedCertificate(), { basePath, disableDefaultEndpoint: true });

/** At least one case on each side of every rule about the old transport. */
export const LEGACY_RULE_CASES: Record<string, () => RuleCases> = {
  legacySsePathInvalid: () => ({
    fails: [
      ...['sse', '/sse/', '/', '/a b', '/{proxy+}'].map((path) => ({
        props: rest({ legacySsePath: path }), says: [`endpoint.legacySsePath: got ${JSON.stringify(path)}`, 'segments of letters'],
      })),
      { props: rest({ legacySsePath: '/sse', legacyMessagesPath: 'messages/' }), says: ['endpoint.legacyMessagesPath: got "messages/"'] },
      ...[http, rest].map((door) => ({ props: door({ legacySsePath: Fn.ref('Path') }), says: ['endpoint.legacySsePath: got a token'] })),
      { props: http({ legacySsePath: '/sse', legacyMessagesPath: Fn.ref('Path') }), says: ['endpoint.legacyMessagesPath: got a token, expected a literal slash'] },
      {
        props: rest({ legacySsePath: `/${Fn.ref('Path')}` }),
        says: ['endpoint.legacySsePath: got a token at McpEndpoint.restApi({ … }), expected a path that is known at synthesis'],
      },
      {
        props: (stack) => ({ endpoint: McpEndpoint.onRestApi(new apigateway.RestApi(stack, 'Api'), { legacySsePath: '/sse', legacyMessagesPath: `/${Fn.ref('Path')}` }) }),
        says: ['endpoint.legacyMessagesPath: got a token at McpEndpoint.onRestApi(…)'],
      },
      { props: rest({ legacyMessagesPath: '/messages' }), says: ['endpoint.legacyMessagesPath: got a path for messages without a stream', 'legacySsePath'] },
      { props: rest({ legacySsePath: '/mcp' }), says: ['endpoint.legacySsePath: got "/mcp", which leads to the server already'] },
      { props: rest({ legacySsePath: '/sse', legacyMessagesPath: '/sse' }), says: ['endpoint.legacyMessagesPath: got "/sse", which leads to the server already'] },
      {
        props: { ...rest({ legacySsePath: '/sse' }), auth: McpAuth.inServer({ publicPaths: ['/messages'] }) },
        says: ['endpoint.legacyMessagesPath: got "/messages", which leads to the server already', 'auth.publicPaths'],
      },
    ],
    passes: [
      { props: rest({ legacySsePath: '/mcp/sse' }) },
      { props: rest({ legacySsePath: '/sse', legacyMessagesPath: '/post' }) },
      { props: rest({}) },
      { props: http({ legacySsePath: `/${Fn.ref('Path')}/sse` }) },
    ],
  }),
  legacySsePathUnreachable: () => ({
    fails: [
      {
        props: { ...http({ stageName: 'prod', legacySsePath: '/sse' }), ...atRoot },
        says: ['endpoint.legacySsePath: got "/sse" beside the path "/mcp"', '"/prod/mcp"', 'a path below "/mcp"'],
      },
      {
        props: {
          ...rest({ legacySsePath: '/mcp/sse', legacyMessagesPath: '/messages' }),
          ...atRoot,
          domain: named('tools'),
        },
        says: ['endpoint.legacyMessagesPath: got "/messages" beside the path "/mcp"', '"/tools/mcp"'],
      },
    ],
    passes: [
      { props: { ...http({ stageName: 'prod', legacySsePath: '/mcp/sse' }), ...atRoot } },
      { props: { ...http({ legacySsePath: '/sse' }), ...atRoot } },
      { props: http({ stageName: 'prod', legacySsePath: '/sse' }) },
      { props: { ...rest({ legacySsePath: '/sse' }), ...atRoot } },
    ],
  }),
  legacySseBuffered: () => ({
    fails: [
      { props: http({ legacySsePath: '/mcp/sse' }), says: ['endpoint.legacySsePath: got "/mcp/sse" at McpEndpoint.httpApi({ … })', '30 seconds', 'McpEndpoint.restApi(…)'] },
      { props: rest({ legacySsePath: '/mcp/sse', streaming: false }), says: ['McpEndpoint.restApi({ streaming: false })', '29 seconds'] },
      { props: (stack) => ({ endpoint: McpEndpoint.onHttpApi(new apigwv2.HttpApi(stack, 'Api'), { legacySsePath: '/sse' }) }), says: ['McpEndpoint.onHttpApi(…)'] },
    ],
    passes: [{ props: rest({ legacySsePath: '/mcp/sse' }) }, { props: http({}) }],
  }),
  legacySsePublicPrefix: () => ({
    fails: [
      { props: rest({ legacySsePath: '/mcp/sse' }), says: ['endpoint.legacySsePath: got "/mcp/sse", which clients find below "/prod"', 'MCP_PUBLIC_URL'] },
      { props: http({ stageName: 'test', legacySsePath: `/${Fn.ref('Path')}` }), says: ['got a token, which clients find below "/test"'] },
      { props: { ...rest({ legacySsePath: '/mcp/sse' }), domain: named('tools') }, says: ['below "/tools"'] },
      {
        props: (stack) => ({ endpoint: McpEndpoint.onHttpApi(new apigwv2.HttpApi(stack, 'Api'), { legacySsePath: '/sse', apiUrl: 'https://api.example.com/v1' }) }),
        says: ['below "/v1"'],
      },
      { props: (stack) => ({ endpoint: McpEndpoint.onRestApi(new apigateway.RestApi(stack, 'Api'), { legacySsePath: '/sse' }) }), says: ['below "/prod"'] },
    ],
    passes: [
      { props: rest({}) },
      { props: http({ legacySsePath: '/mcp/sse' }) },
      { props: { ...rest({ legacySsePath: '/mcp/sse' }), domain: named() } },
      { props: (stack) => ({ endpoint: McpEndpoint.onRestApi(new apigateway.RestApi(stack, 'Api'), { legacySsePath: '/sse', apiUrl: 'https://api.example.com' }) }) },
    ],
  }),
  legacySseInstances: () => ({
    fails: [{ props: rest({ legacySsePath: '/mcp/sse' }), says: ['endpoint.legacySsePath: got "/mcp/sse": an instance has one request at a time', 'a store of all instances'] }],
    passes: [{ props: rest({}) }, { props: http({ legacySsePath: '/mcp/sse' }) }],
  }),
};
