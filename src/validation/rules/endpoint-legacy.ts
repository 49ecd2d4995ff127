import { HTTP_PATH, legacyPaths, tokenPathProblems } from './paths';
import { show } from '../../private/errors';
import { prefixBefore, withoutPrefix } from '../../private/paths';
import { Fact, isKnown } from '../../private/tokens';
import { error, Finding, info, Rule, warning, when } from '../rule';

/** The old transport, HTTP with SSE. */
export const ENDPOINT_LEGACY_RULES: Rule[] = [
  error('legacySsePathInvalid', (plan) => {
    const { endpoint, auth } = plan;
    const { path, legacySse } = endpoint;
    const paths = legacyPaths(plan);
    const taken = (index: number) => [path, ...auth.inServer?.publicPaths ?? [], ...paths.slice(0, index).map(([, before]) => before)];
    const alone = when(legacySse !== undefined && legacySse.path === undefined, () => ({
      setting: 'endpoint.legacyMessagesPath', given: 'a path for messages without a stream', expected: 'legacySsePath, on which the server says where they are posted',
    }));
    const written = (legacySse?.given ?? []).flatMap(({ name, path: one, hasSlash }) => (isKnown(one)
      ? when(one === '/' || !HTTP_PATH.test(one), () => ({
        setting: `endpoint.${name}`, given: show(one), expected: 'segments of letters, digits and -._~ with a slash before each and none at the end, such as "/mcp/sse"',
      }))
      : tokenPathProblems(`endpoint.${name}`, hasSlash, endpoint)));
    return [
      ...alone,
      ...written,
      ...paths.filter(([, one], index) => isKnown(one) && taken(index).includes(one)).map(([setting, one]): Finding => ({
        setting, given: `${show(one)}, which leads to the server already`, expected: 'a path of its own, beside those of endpoint and auth.publicPaths',
      })),
    ];
  }),

  error('legacySsePathUnreachable', (plan) => {
    const { code: { listener: { serverPath } }, endpoint: { path, shell }, ownEnvironment: { AWS_LWA_REMOVE_BASE_PATH: removed } } = plan;
    if (![serverPath, path, removed].every((one) => typeof one === 'string' && HTTP_PATH.test(one))) {
      return [];
    }
    const front = prefixBefore(shell.eventPath, String(path)) ?? '';
    const reached = (one: string) => front === '' || withoutPrefix(String(removed), `${front}${one}`) !== `${front}${one}`;
    return legacyPaths(plan).filter(([, one]) => isKnown(one) && HTTP_PATH.test(one) && !reached(one)).map(([setting, one]): Finding => ({
      setting,
      given: `${show(one)} beside the path ${show(path)}: what is removed before the server is ${show(removed)}, and so this path reaches it with ${show(front)} before it`,
      expected: `a path below ${show(path)}, or ${show(path)} as the serverPath of the code`,
    }));
  }),

  warning('legacySseBuffered', ({ endpoint }) =>
    when(endpoint.legacySse?.path !== undefined && !endpoint.shell.streaming, () => ({
      setting: 'endpoint.legacySsePath',
      given: `${shown(endpoint.legacySse!.path!)} at ${endpoint.call}, which passes an answer on as a whole and waits ${endpoint.timeoutSeconds} seconds for it: of a stream that stays open clients see nothing`,
      expected: 'McpEndpoint.restApi(…) or McpEndpoint.functionUrl(…), which stream; or this warning to be acknowledged, for a server that ends each answer at once',
    }))),

  info('legacySsePublicPrefix', ({ endpoint: { legacySse } }) => {
    const prefix = legacySse?.publicPrefix;
    return when(legacySse?.path !== undefined && isKnown(prefix!) && prefix !== '', () => ({
      setting: 'endpoint.legacySsePath',
      given: `${shown(legacySse!.path!)}, which clients find below ${show(prefix)}, as they do where they post messages`,
      expected: `a server that puts ${show(prefix)} before the path in its first event, as MCP_PUBLIC_URL has it before the MCP path: without it clients post to a path that is not there`,
    }));
  }),

  info('legacySseInstances', ({ endpoint }) =>
    when(endpoint.legacySse?.path !== undefined && endpoint.shell.streaming, () => ({
      setting: 'endpoint.legacySsePath',
      given: `${shown(endpoint.legacySse!.path!)}: an instance has one request at a time, and so what is posted never comes to the one that has the stream`,
      expected: 'a server that hands messages over through a store of all instances; SDKs keep sessions in memory. Clients since 2025-03-26 need none of it: they call endpoint.path',
    }))),
];

function shown(path: Fact<string>): string {
  return isKnown(path) ? show(path) : 'a token';
}
