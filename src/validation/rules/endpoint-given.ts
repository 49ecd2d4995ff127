import { routedPaths } from './paths';
import { show } from '../../private/errors';
import { isKnown } from '../../private/tokens';
import { error, Finding, Rule, warning, when } from '../rule';

/** An API that the user has, with what else is on it. */
export const ENDPOINT_GIVEN_RULES: Rule[] = [
  error('apiUrlInvalid', ({ endpoint: { given } }) =>
    when(given?.apiUrl?.wellFormed === false, () => ({
      setting: 'endpoint.apiUrl',
      given: isKnown(given!.apiUrl!.url) ? show(given!.apiUrl!.url) : 'a URL in which more than the host is a token',
      expected: 'scheme and host, and a base path where the name has one, known at synthesis and without a slash at the end: "https://api.example.com", or `https://${domainName.name}`',
    }))),

  error('apiUrlMissing', ({ endpoint: { call, given } }) =>
    when(given !== undefined && given.ownUrlOff && given.apiUrl === undefined, () => ({
      setting: 'endpoint.apiUrl',
      given: `nothing in ${call}, on an API whose own URL is switched off (disableExecuteApiEndpoint)`,
      expected: 'the URL of the API at its domain name: "https://api.example.com"',
    }))),

  error('apiStageUnknown', ({ endpoint: { call, given } }) =>
    when(given?.stageUnknown === true, () => ({
      setting: 'endpoint.stageName',
      given: `nothing in ${call}, on an API that has no stage of its own (deploy: false)`,
      expected: 'the name of the stage through which clients come: permissions and the URL are made from it',
    }))),

  error('apiInOtherStack', ({ endpoint: { call, given }, stack }) =>
    when(given?.stack !== undefined && given.stack !== stack, () => ({
      setting: 'endpoint',
      given: `${call} with an API of the stack ${show(given!.stack)} for a server in ${show(stack)}`,
      expected: 'both in one stack: the methods of a REST API belong to its deployment, and each stack would wait for the other; or McpEndpoint.onHttpApi(…), whose API may be in any stack',
    }))),

  error('apiPathTaken', (plan) => {
    const taken = plan.endpoint.given?.takenPaths ?? [];
    return routedPaths(plan).filter(([, path]) => isKnown(path) && taken.includes(path)).map(([setting, path]): Finding => ({
      setting,
      given: `${show(path)} in ${plan.endpoint.call}, on which the API has a route already`,
      expected: 'a path of its own for each server on the API',
    }));
  }),

  warning('apiUrlHidesDiscovery', ({ endpoint: { given }, auth }) => {
    const url = given?.apiUrl?.url;
    const basePath = url !== undefined && isKnown(url) && URL.canParse(url) ? new URL(url).pathname.slice(1) : '';
    return when(basePath !== '' && (auth.tokenBased || auth.inServer !== undefined), () => ({
      setting: 'endpoint.apiUrl',
      given: `the base path ${show(basePath)} with ${auth.call}: clients look for its discovery documents at the root of the name, which leads elsewhere`,
      expected: 'a name that leads to the API without a base path; or this warning to be acknowledged, for clients that are told where to get their tokens',
    }));
  }),
];
