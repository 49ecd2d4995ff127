import { key, sameAs, table } from '../section';
import { choice, flag, integer, list, PATH, text } from '../values';

const RATE = key(integer(0, Number.MAX_SAFE_INTEGER, 'requests a second'), 'endpoint.throttle.rateLimit', 'How many requests a second are let in on average', '1000');
const BURST = key(integer(0, 2147483647, 'requests'), 'endpoint.throttle.burstLimit', 'How many requests are let in at once', '2000');

export const API_GATEWAY = table('The API before the function.', {
  type: key(choice(['http', 'rest']), 'endpoint', 'An HTTP API, or a REST API, which costs more, streams answers and takes a firewall', '"http"'),
  stage_name: key(text('"$default" (HTTP only), or up to 128 letters, digits, hyphens and underscores', /^(\$default|[a-zA-Z0-9_-]{1,128})$/), 'endpoint.stageName',
    'The stage, which is the first segment of the URL', '"prod"; "$default" with `[domain]` before an HTTP API, where a stage is in no URL', '"prod"'),
  access_log: key(flag, 'endpoint.accessLog', 'Whether each request is a line of JSON in a log of the API\'s. For a REST API the account needs a role with which API Gateway writes logs,'
    + ' and the alarm about throttled requests counts those that the API refuses with this log alone', 'false, and with alarms an HTTP API has it', 'true'),
  legacy_sse_path: key(PATH, 'endpoint.legacySsePath', 'A path for clients of the transport of 2024-11-05 alone: GET on it is their stream, which only `type = "rest"` passes on as it is written', 'none', '"/mcp/sse"'),
  legacy_messages_path: key(PATH, 'endpoint.legacyMessagesPath', 'The path on which they post their messages', '`messages` beside `legacy_sse_path`', '"/mcp/messages"'),
  throttling_rate: RATE,
  throttling_burst: BURST,
  rate_limit: sameAs('api_gateway', 'throttling_rate', RATE),
  burst_limit: sameAs('api_gateway', 'throttling_burst', BURST),
});

export const CORS = table('Which web pages may call the server.', {
  enabled: key(flag, 'endpoint.cors', 'Whether pages of other origins may call at all', 'true'),
  allow_origins: key(list(text()), 'endpoint.cors.allowOrigins', 'The origins, scheme, host and port, or `*`', '["*"]'),
  allow_methods: key(list(choice(['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE', '*']), { min: 1 }), 'endpoint.cors.allowMethods', 'The methods', '["GET", "POST", "DELETE"]'),
  allow_headers: key(list(text(), { min: 1 }), 'endpoint.cors.allowHeaders', 'The headers of a request', 'those of MCP clients', '["Content-Type", "Authorization"]'),
  expose_headers: key(list(text()), 'endpoint.cors.exposeHeaders', 'The headers of an answer that a page may read', 'those of MCP servers', '["Mcp-Session-Id"]'),
  allow_credentials: key(flag, 'endpoint.cors.allowCredentials', 'Whether a browser may send cookies; not with the origins `*`, `https://*` and `http://*`', 'false'),
  max_age_seconds: key(integer(0, 86400, 'seconds'), 'endpoint.cors.maxAge', 'How long a browser may keep the answer to a preflight request', '3600'),
});

const ARN = (service: string, what: string) => text(`the ARN of ${what}`, new RegExp(`^arn:[a-z0-9-]+:${service}:[a-z0-9-]*:[0-9]{0,12}:\\S+$`));

export const DOMAIN = table('A domain name of yours.', {
  name: key(text('a domain name, "mcp.example.com"', /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+$/), 'domain',
    'The whole name', 'the name that API Gateway makes up', '"mcp.example.com"'),
  hosted_zone: key(text('the name of a hosted zone, "example.com"', /^[A-Za-z0-9.-]{1,253}$/), 'domain',
    'The hosted zone in Route 53 that gets the records; without `hosted_zone_id` it is looked up', 'the records are made elsewhere', '"example.com"'),
  hosted_zone_id: key(text('the id of a hosted zone', /^[A-Z0-9]{1,32}$/), 'domain', 'The id of `hosted_zone`, which is then not looked up', 'found by the name', '"Z0123456789ABCDEFGHIJ"'),
  certificate_arn: key(ARN('acm', 'a certificate'), 'domain.certificate', 'A certificate for the name, in the region of the server', 'one is made, and validated in the hosted zone', '"arn:aws:acm:eu-central-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"'),
  base_path: key(text('segments of letters, digits and -._ without a slash at either end', /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/), 'domain.basePath', 'What stands between the name and the path', 'nothing', '"tools"'),
});

export const WAF = table('A firewall, before a REST API alone.', {
  web_acl_arn: key(ARN('wafv2', 'a web ACL'), 'endpoint.webAcl', 'A web ACL that you have', 'none', '"arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/name/12345678-1234-1234-1234-123456789012"'),
});
