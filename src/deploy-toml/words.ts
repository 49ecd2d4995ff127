import { DeployToml } from './deploy-toml';
import { SectionName, SECTIONS } from './schema';
import { Section } from './section';
import { Problem } from '../private/errors';
import { Words } from '../private/words';

/** Calls of the library and names of settings, as messages have them, by the setting in which they stand: what stands for them in a file. */
const CALLS: ReadonlyArray<readonly [setting: string, call: RegExp, words: string]> = [
  ['endpoint', /McpEndpoint\.httpApi\((\{[^}]*\}|…)?\)/g, '[api_gateway] type = "http"'],
  ['endpoint', /McpEndpoint\.restApi\((\{[^}]*\}|…)?\)/g, '[api_gateway] type = "rest"'],
  ['endpoint', /McpCors\.disabled\(\)/g, '[cors] enabled = false'],
  ['auth', /McpAuth\.none\(\)/g, '[auth] enabled = false'],
  ['auth', /McpAuth\.cognito\((\{[^}]*\}|…)?\)/g, '[auth] provider = "cognito"'],
  ['auth', /McpAuth\.userPool\(…\)/g, '[auth.cognito] user_pool_id'],
  ['auth', /McpAuth\.jwt\((\{[^}]*\}|…)?\)/g, '[auth.jwt]'],
  ['auth', /McpAuth\.lambdaAuthorizer\((\{[^}]*\}|…)?\)/g, '[auth.lambda_authorizer]'],
  ['auth', /HttpLambdaResponseType\.IAM/g, '"iam"'],
  ['auth', /HttpLambdaResponseType\.SIMPLE/g, '"simple"'],
  ['code', /McpServerCode\.(\w+)\("(?:[^"\\]|\\.)*"(?:, \{[^}]*\})?\)/g, '[build] kind = "$1"'],
  ['domain', /McpDomain\.\w+\(…\)/g, '[domain]'],
  ['domain', /\bbasePath\b/g, 'base_path'],
  ['interfaceEndpoints', /interfaceEndpoints: true, /g, ''], // no key becomes it
];

/** Settings of a user pool that is given, where the file has one key for both kinds of pool. */
const SAME_KEY: Readonly<Record<string, string>> = { 'auth.registrationCallbackUrls': 'auth.callbackUrls' };

/** Says what the library finds in the words of the file, with the line; what the app says instead of the file has its own names. */
export function wordsOf(toml: DeployToml, overrides: object): Words {
  const calls = CALLS.filter(([setting]) => !Object.hasOwn(overrides, setting));
  const inWords = (text: string) => calls.reduce((said, [, call, words]) => said.replace(call, words), text);
  return (problem) => {
    const [option] = problem.setting.split('.');
    return {
      ...problem,
      setting: Object.hasOwn(overrides, option) ? problem.setting : settingOf(toml, problem),
      given: inWords(problem.given),
      expected: inWords(problem.expected).replace('this warning to be acknowledged', `acknowledged = ["${problem.rule}"] in [warnings]`),
    };
  };
}

/** The key that the setting is made from: one that the file has, before one that it might have. */
function settingOf(toml: DeployToml, problem: Problem): string {
  const [option] = problem.setting.split('.');
  const own = keysFor(toml, problem);
  const keys = own.length > 0 ? own : keysFor(toml, { ...problem, setting: option });
  const said = keys.map(([section, key]) => toml.stated(section, key)).find((one) => one !== undefined);
  const [first] = keys;
  return said ? `${said.label} (${toml.file}:${said.place.line})` : first ? `[${first[0]}] ${first[1]} (not in ${toml.file})` : `${problem.setting} (of ${toml.file})`;
}

/** Of names that users choose, the one that stands behind the setting, or those of which the problem speaks. */
function keysFor({ values }: DeployToml, { setting: named, given }: Problem): [SectionName, string][] {
  const setting = SAME_KEY[named] ?? named;
  return (Object.entries(SECTIONS) as [SectionName, Section][]).flatMap(([name, section]) => {
    switch (section.kind) {
      case 'table': return Object.entries(section.keys)
        .filter(([, { becomes, same }]) => same === undefined && becomes === setting)
        .map(([key]): [SectionName, string] => [name, key]);
      case 'names': return Object.keys(values[name] ?? {})
        .filter((key) => setting === `${section.entry.becomes}.${key}` || (setting === section.entry.becomes && given.split(/\W+/).includes(key)))
        .map((key): [SectionName, string] => [name, key]);
      default: return [];
    }
  });
}
