import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { Fn, Stack } from 'aws-cdk-lib/core';
import { RuleCases } from './rule-case';
import { McpAuth, McpEndpoint, McpOnHttpApiOptions, McpOnRestApiOptions } from '../../src';
import { PropsOf } from '../support';

const JWT = McpAuth.jwt({ issuer: 'https://issuer.example', scopes: ['use'] });

/** A server on an API of its stack, which may have been given a route. */
const onHttp = (
  options: McpOnHttpApiOptions = {}, auth = McpAuth.none(), apiProps: apigwv2.HttpApiProps = {}, taken?: string,
): PropsOf => (stack) => {
  const api = new apigwv2.HttpApi(stack, 'Api', apiProps);
  if (taken !== undefined) {
    new apigwv2.HttpRoute(stack, 'Taken', { httpApi: api, routeKey: apigwv2.HttpRouteKey.with(taken), integration: new Elsewhere() });
  }
  return { auth, endpoint: McpEndpoint.onHttpApi(api, options) };
};

const onRest = (
  options: McpOnRestApiOptions = {}, auth = McpAuth.none(), apiProps: apigateway.RestApiProps = {}, taken?: string,
): PropsOf => (stack) => {
  const api = new apigateway.RestApi(stack, 'Api', apiProps);
  if (taken !== undefined) {
    api.root.resourceForPath(taken).addMethod('GET');
  }
  return { auth, endpoint: McpEndpoint.onRestApi(api, options) };
};

/** An integration that needs no function. */
class Elsewhere extends apigwv2.HttpRouteIntegration {
  constructor() {
    super('Elsewhere');
  }

  bind(): apigwv2.HttpRouteIntegrationConfig {
    return { type: apigwv2.HttpIntegrationType.HTTP_PROXY, uri: 'https://elsewhere.example', method: apigwv2.HttpMethod.GET, payloadFormatVersion: apigwv2.PayloadFormatVersion.VERSION_1_0 };
  }
}

/** At least one case on each side of every rule about an API that the user has. */
export const GIVEN_API_RULE_CASES: Record<string, () => RuleCases> = {
  apiUrlInvalid: () => ({
    fails: [
      ...['http://api.example.com', 'api.example.com', 'https://api.example.com/', 'https://api.example.com//x', 'https://api.example.com?x=1', 'https://me@api.example.com', 'https://', ''].flatMap((apiUrl) => [
        { props: onHttp({ apiUrl }), says: [`endpoint.apiUrl: got ${JSON.stringify(apiUrl)}`, '"https://api.example.com"'] },
        { props: onRest({ apiUrl }), says: [`endpoint.apiUrl: got ${JSON.stringify(apiUrl)}`] },
      ]),
      ...[Fn.importValue('Url'), `https://${Fn.importValue('Name')}/`, `https://api.example.com/${Fn.importValue('Path')}`].map((apiUrl) => (
        { props: onHttp({ apiUrl }), says: ['endpoint.apiUrl: got a URL in which more than the host is a token'] })),
    ],
    passes: ['https://api.example.com', 'https://api.example.com:8443/team/tools', `https://${Fn.importValue('Name')}`, `https://${Fn.importValue('Name')}/tools`]
      .flatMap((apiUrl) => [{ props: onHttp({ apiUrl }) }, { props: onRest({ apiUrl }) }]),
  }),
  apiUrlMissing: () => ({
    fails: [
      { props: onHttp({}, undefined, { disableExecuteApiEndpoint: true }), says: ['endpoint.apiUrl: got nothing in McpEndpoint.onHttpApi(…)', 'switched off'] },
      { props: onRest({}, undefined, { disableExecuteApiEndpoint: true }), says: ['endpoint.apiUrl: got nothing in McpEndpoint.onRestApi(…)', 'switched off'] },
    ],
    passes: [
      { props: onHttp({ apiUrl: 'https://api.example.com' }, undefined, { disableExecuteApiEndpoint: true }) },
      { props: onRest({ apiUrl: 'https://api.example.com' }, undefined, { disableExecuteApiEndpoint: true }) },
      { props: onRest() },
    ],
  }),
  apiStageUnknown: () => ({
    fails: [{ props: onRest({}, undefined, { deploy: false }), says: ['endpoint.stageName: got nothing in McpEndpoint.onRestApi(…)', 'deploy: false', 'the name of the stage'] }],
    passes: [{ props: onRest({ stageName: 'blue' }, undefined, { deploy: false }) }, { props: onRest() }],
  }),
  apiInOtherStack: () => ({
    fails: [{
      props: (stack) => ({ endpoint: McpEndpoint.onRestApi(new apigateway.RestApi(new Stack(stack.node.root as Stack, 'Other'), 'Api')) }),
      says: ['endpoint: got McpEndpoint.onRestApi(…) with an API of the stack "Other" for a server in "Stack"', 'both in one stack', 'McpEndpoint.onHttpApi(…)'],
    }],
    passes: [
      { props: onRest() },
      { props: (stack) => ({ endpoint: McpEndpoint.onHttpApi(new apigwv2.HttpApi(new Stack(stack.node.root as Stack, 'Other'), 'Api')) }) },
    ],
  }),
  apiPathTaken: () => ({
    fails: [
      { props: onHttp({}, undefined, {}, '/mcp'), says: ['endpoint.path: got "/mcp" in McpEndpoint.onHttpApi(…), on which the API has a route already', 'a path of its own'] },
      { props: onRest({}, undefined, {}, '/mcp'), says: ['endpoint.path: got "/mcp" in McpEndpoint.onRestApi(…)'] },
      { props: onHttp({}, McpAuth.inServer({ publicPaths: ['/token'] }), {}, '/token'), says: ['auth.publicPaths: got "/token"'] },
    ],
    passes: [onHttp({}, undefined, {}, '/mcp/{proxy+}'), onHttp({}, undefined, {}, '/'), onRest({}, undefined, {}, '/other')].map((props) => ({ props })),
  }),
  apiUrlHidesDiscovery: () => ({
    fails: [onHttp({ apiUrl: 'https://api.example.com/tools' }, JWT), onRest({ apiUrl: 'https://api.example.com/tools' }, JWT)].map((props) => (
      { props, says: ['endpoint.apiUrl: got the base path "tools" with McpAuth.jwt({ … })', 'the root of the name', 'without a base path'] })),
    passes: [
      onHttp({ apiUrl: 'https://api.example.com' }, JWT), onRest({ apiUrl: 'https://api.example.com' }, JWT), onHttp({ apiUrl: 'https://api.example.com/tools' }, McpAuth.iam()),
    ].map((props) => ({ props })),
  }),
};
