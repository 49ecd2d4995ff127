import { functionBehind } from './integrations';
import { own } from './json';
import type { Resolved } from './resolved';
import type { Resource, Resources } from './resources';

/** The doors to a function that `dev` does not serve, as a reader knows them. */
export function otherDoors(lambda: Resource, resources: Resources): string[] {
  const leads = (value: unknown) => functionBehind(value as Resolved | undefined, resources) === lambda;
  const urls = resources.ofType('AWS::Lambda::Url')
    .filter(({ properties }) => leads(properties.TargetFunctionArn))
    .map(({ logicalId }) => `the function URL ${logicalId}`);
  const restApis = resources.ofType('AWS::ApiGateway::Method')
    .filter(({ properties }) => leads(own(properties.Integration, 'Uri')))
    .flatMap(({ properties }) => resources.named(properties.RestApiId))
    .map(({ logicalId }) => `the REST API ${logicalId}`);
  const webSockets = resources.ofType('AWS::ApiGatewayV2::Api')
    .filter(({ properties }) => properties.ProtocolType === 'WEBSOCKET')
    .filter((api) => resources.ofType('AWS::ApiGatewayV2::Integration')
      .some(({ properties }) => resources.named(properties.ApiId).includes(api) && leads(properties.IntegrationUri)))
    .map(({ logicalId }) => `the WebSocket API ${logicalId}`);
  return [...new Set([...urls, ...restApis, ...webSockets])];
}
