import { functionBehind } from './integrations';
import { own } from './json';
import { localId } from './local-ids';
import type { Resolved } from './resolved';
import type { Resource, Resources } from './resources';
import { isStreaming } from './rest-api/methods';

/** The doors to a function that `dev` does not serve, as a reader knows them. */
export function otherDoors(lambda: Resource, resources: Resources): string[] {
  const leads = (value: unknown) => functionBehind(value as Resolved | undefined, resources) === lambda;
  const urls = resources.ofType('AWS::Lambda::Url')
    .filter(({ properties }) => leads(properties.TargetFunctionArn))
    .map(({ logicalId }) => `the function URL ${logicalId}`);
  const streaming = resources.ofType('AWS::ApiGateway::Method')
    .filter(({ properties }) => isStreaming(properties) && leads(own(properties.Integration, 'Uri')))
    .flatMap(({ properties }) => resources.named(properties.RestApiId).slice(0, 1))
    .map(({ logicalId }) => `methods of the REST API ${logicalId} that stream (ResponseTransferMode STREAM)`);
  const definitions = resources.ofType('AWS::ApiGateway::RestApi')
    .filter(({ properties }) => resources.named(properties.Body).some((each) => leads(`${localId(each.logicalId)}`)))
    .map(({ logicalId }) => `the OpenAPI definition of the REST API ${logicalId}`);
  const webSockets = resources.ofType('AWS::ApiGatewayV2::Api')
    .filter(({ properties }) => properties.ProtocolType === 'WEBSOCKET')
    .filter((api) => resources.ofType('AWS::ApiGatewayV2::Integration')
      .some(({ properties }) => resources.named(properties.ApiId).includes(api) && leads(properties.IntegrationUri)))
    .map(({ logicalId }) => `the WebSocket API ${logicalId}`);
  return [...new Set([...urls, ...streaming, ...definitions, ...webSockets])];
}
