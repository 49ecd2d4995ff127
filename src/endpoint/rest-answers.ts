import { Duration, Fn, Token } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { Challenge } from './door';

/** Documents for clients hold no secret, and pages of any origin may want to log in. */
export const PUBLIC_CORS: apigateway.CorsOptions = {
  allowOrigins: ['*'],
  allowHeaders: ['*'],
  maxAge: Duration.hours(1),
};

const DOCUMENT_HEADERS = {
  'method.response.header.Access-Control-Allow-Origin': "'*'",
  'method.response.header.Cache-Control': "'max-age=300'",
};

/** A method that the API itself answers, with the same JSON each time. */
export function documentMethod(resource: apigateway.IResource, method: string, document: string, options: apigateway.MethodOptions): void {
  resource.addMethod(method, new apigateway.MockIntegration({
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    passthroughBehavior: apigateway.PassthroughBehavior.WHEN_NO_MATCH,
    integrationResponses: [{
      statusCode: '200',
      responseParameters: DOCUMENT_HEADERS,
      responseTemplates: { 'application/json': literal(document) },
    }],
  }), {
    ...options,
    methodResponses: [{
      statusCode: '200',
      responseParameters: Object.fromEntries(Object.keys(DOCUMENT_HEADERS).map((name) => [name, true])),
      responseModels: { 'application/json': apigateway.Model.EMPTY_MODEL },
    }],
  });
}

/** Lets web pages read what the API answers in the server's stead, such as a 429. */
export function corsResponses(restApi: apigateway.RestApi, cors: apigwv2.CorsPreflightOptions): void {
  for (const [id, type] of [['ClientErrors', apigateway.ResponseType.DEFAULT_4XX], ['ServerErrors', apigateway.ResponseType.DEFAULT_5XX]] as const) {
    const responseHeaders = corsHeaders(cors);
    if (Object.keys(responseHeaders).length > 0) {
      restApi.addGatewayResponse(id, { type, responseHeaders });
    }
  }
}

/**
 * Says in a 401 and a 403 where to get a token, and with which scopes. A server's own header would be
 * renamed on its way through a REST API; that of a gateway response is not.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3
 */
export function challengeResponses(restApi: apigateway.RestApi, challenge: Challenge, cors?: apigwv2.CorsPreflightOptions): void {
  const scope = Token.isUnresolved(challenge.scopes) ? Fn.join(' ', challenge.scopes) : challenge.scopes.join(' ');
  const parameters = `${scope === '' ? '' : `scope="${scope}", `}resource_metadata="${challenge.resourceMetadata}"`;
  const answers = [
    ['Unauthorized', apigateway.ResponseType.UNAUTHORIZED, `Bearer ${parameters}`],
    ['AccessDenied', apigateway.ResponseType.ACCESS_DENIED, `Bearer error="insufficient_scope", ${parameters}`],
  ] as const;
  for (const [id, type, header] of answers) {
    restApi.addGatewayResponse(id, { type, responseHeaders: { ...corsHeaders(cors), 'WWW-Authenticate': `'${header}'` } });
  }
}

/** A gateway response has fixed headers: it can name every origin, or the one that is allowed, but not choose between several. */
function corsHeaders(cors?: apigwv2.CorsPreflightOptions): Record<string, string> {
  const [origin, ...others] = cors?.allowOrigins ?? [];
  if (cors === undefined || origin === undefined || others.length > 0 || Token.isUnresolved(cors.allowOrigins)) {
    return {};
  }
  return {
    'Access-Control-Allow-Origin': `'${origin}'`,
    ...cors.exposeHeaders?.length ? { 'Access-Control-Expose-Headers': `'${cors.exposeHeaders.join(',')}'` } : {},
    ...cors.allowCredentials ? { 'Access-Control-Allow-Credentials': "'true'" } : {},
  };
}

/** In a response template `$` and `#` begin an expression; in JSON both can be written otherwise. */
function literal(json: string): string {
  return json.replace(/\$(?!\{Token\[)/g, '\\u0024').replace(/#/g, '\\u0023');
}
