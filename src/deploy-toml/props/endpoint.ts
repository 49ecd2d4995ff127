import { Duration } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { lookUp } from './look-up';
import { McpDomain } from '../../domain/domain';
import { McpCors } from '../../endpoint/cors';
import { McpEndpoint } from '../../endpoint/endpoint';
import { McpWebAcl } from '../../endpoint/web-acl';
import { DeployToml } from '../deploy-toml';
import { looksUpZone } from '../looked-up';
import { Values } from '../schema';

export function endpoint({ values }: DeployToml): McpEndpoint {
  const { type, stage_name, access_log, legacy_sse_path, legacy_messages_path, throttling_rate, throttling_burst } = values.api_gateway ?? {};
  const options = {
    path: values.server?.public_path,
    stageName: stage_name ?? stageOf(values),
    cors: values.cors && cors(values.cors),
    accessLog: access_log ? {} : undefined,
    legacySsePath: legacy_sse_path,
    legacyMessagesPath: legacy_messages_path,
    throttle: { rateLimit: throttling_rate, burstLimit: throttling_burst },
  };
  const { web_acl_arn } = values.waf ?? {};
  return type === 'rest'
    ? McpEndpoint.restApi({ ...options, webAcl: web_acl_arn === undefined ? undefined : McpWebAcl.fromArn(web_acl_arn) })
    : McpEndpoint.httpApi(options);
}

/**
 * Unlike the construct's, the default stage has a name here: the URL that people know ends with `prod/mcp`. Behind a domain it is in
 * no URL, and what AWS does not document is whether an HTTP API has it in the path that the function gets.
 */
function stageOf({ api_gateway, domain: name }: Values): string {
  return name !== undefined && api_gateway?.type !== 'rest' ? '$default' : 'prod';
}

function cors(section: NonNullable<Values['cors']>): McpCors {
  const { enabled, allow_origins, allow_methods, allow_headers, expose_headers, allow_credentials, max_age_seconds } = section;
  return enabled === false ? McpCors.disabled() : McpCors.allow({
    allowOrigins: allow_origins,
    allowMethods: allow_methods?.map((method) => method === '*' ? apigwv2.CorsHttpMethod.ANY : apigwv2.CorsHttpMethod[method]),
    allowHeaders: allow_headers,
    exposeHeaders: expose_headers,
    allowCredentials: allow_credentials,
    maxAge: max_age_seconds === undefined ? undefined : Duration.seconds(max_age_seconds),
  });
}

/** A zone of which the id is known is not looked up. */
export function domain(scope: Construct, toml: DeployToml): McpDomain | undefined {
  const { name, hosted_zone, hosted_zone_id, certificate_arn, base_path } = toml.values.domain ?? {};
  if (name === undefined) {
    return undefined;
  }
  const certificate = certificate_arn === undefined ? undefined : acm.Certificate.fromCertificateArn(scope, 'Certificate', certificate_arn);
  if (hosted_zone === undefined) {
    return McpDomain.fromCertificate(name, certificate!, { basePath: base_path });
  }
  const zone = looksUpZone(toml.values)
    ? lookUp(scope, toml, { section: 'domain', key: 'hosted_zone', without: 'hosted_zone_id' }, () => route53.HostedZone.fromLookup(scope, 'HostedZone', { domainName: hosted_zone }))
    : route53.HostedZone.fromHostedZoneAttributes(scope, 'HostedZone', { hostedZoneId: hosted_zone_id!, zoneName: hosted_zone });
  return McpDomain.fromHostedZone(zone, name, { basePath: base_path, certificate });
}
