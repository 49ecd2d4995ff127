import { functionBehind } from './api/integrations';
import type { Resource, Resources } from './resources/resources';
import { localId } from './values/local-ids';
import type { Resolved } from './values/resolved';

/** The doors to a function that `dev` does not serve, as a reader knows them. */
export function otherDoors(lambda: Resource, resources: Resources): string[] {
  const leads = (value: unknown) => functionBehind(value as Resolved | undefined, resources) === lambda;
  const definitions = resources.ofType('AWS::ApiGateway::RestApi')
    .filter(({ properties }) => resources.named(properties.Body).some((each) => leads(`${localId(each.logicalId)}`)))
    .map(({ logicalId }) => `the OpenAPI definition of the REST API ${logicalId}`);
  const webSockets = resources.ofType('AWS::ApiGatewayV2::Api')
    .filter(({ properties }) => properties.ProtocolType === 'WEBSOCKET')
    .filter((api) => resources.ofType('AWS::ApiGatewayV2::Integration')
      .some(({ properties }) => resources.named(properties.ApiId).includes(api) && leads(properties.IntegrationUri)))
    .map(({ logicalId }) => `the WebSocket API ${logicalId}`);
  return [...new Set([...definitions, ...webSockets])];
}
