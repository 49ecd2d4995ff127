import { certificate, DOMAIN, ORIGIN, Place, resolverOf, Resources } from './deployed';
import { McpAuth, McpDomain, McpEndpoint, McpServerCode } from '../../src';
import { bootstrapDirectory, templateWith } from '../support';

/** A server behind a REST API as its template would be deployed, as far as clients see it without a token. */
export interface DeployedRest {
  readonly mcpUrl: string;

  /** What answers without a token: `GET https://…` to the document, or nothing where a function looks at the request. */
  readonly answers: ReadonlyMap<string, any>;

  /** The header `WWW-Authenticate` of a 401 and of a 403. */
  readonly unauthorized: string;
  readonly accessDenied: string;
}

export function deployedRest(auth: McpAuth, { stageName, path, domain }: Place): DeployedRest {
  const template = templateWith({
    auth,
    code: McpServerCode.asset(bootstrapDirectory(), { serverPath: '/' }),
    endpoint: McpEndpoint.restApi({ stageName, path }),
    domain: domain && McpDomain.fromCertificate(DOMAIN, certificate(), domain),
  }, { env: { region: 'eu-central-1' } }).toJSON();
  const resources: Resources = template.Resources;
  const resolve = resolverOf(resources);
  const ofType = (type: string) => Object.values(resources).filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
  const pathOf = (id?: string): string => (resources[id!]?.Properties.PathPart ? `${pathOf(resources[id!].Properties.ParentId.Ref)}/${resources[id!].Properties.PathPart}` : '');
  const [mapping] = ofType('AWS::ApiGatewayV2::ApiMapping');
  const root = mapping ? `https://${DOMAIN}${mapping.ApiMappingKey ? `/${mapping.ApiMappingKey}` : ''}` : `${ORIGIN}/${stageName}`;
  const open = ofType('AWS::ApiGateway::Method').filter(({ AuthorizationType, HttpMethod }) => AuthorizationType === 'NONE' && HttpMethod !== 'OPTIONS');
  const challenge = (type: string): string => {
    const [{ ResponseParameters }] = ofType('AWS::ApiGateway::GatewayResponse').filter(({ ResponseType }) => ResponseType === type);
    return resolve(ResponseParameters['gatewayresponse.header.WWW-Authenticate']).replace(/^'|'$/g, '');
  };
  return {
    mcpUrl: resolve(Object.entries<any>(template.Outputs).find(([name]) => name.startsWith('ServerMcpEndpoint'))![1].Value),
    answers: new Map(open.map(({ HttpMethod, ResourceId, Integration }) => [
      `${HttpMethod} ${root}${pathOf(ResourceId.Ref)}`,
      Integration.Type === 'MOCK' ? JSON.parse(resolve(Integration.IntegrationResponses[0].ResponseTemplates['application/json'])) : undefined,
    ])),
    unauthorized: challenge('UNAUTHORIZED'),
    accessDenied: challenge('ACCESS_DENIED'),
  };
}
