import { DeployToml } from './deploy-toml';
import { SectionName, SECTIONS } from './schema';
import { Section } from './section';
import { McpLambdaError, Problem } from '../private/errors';

/** Calls of the library as messages have them, and what stands for them in a file. */
const WORDS: ReadonlyArray<readonly [RegExp, string]> = [
  [/McpEndpoint\.httpApi\((\{[^}]*\}|…)?\)/g, '[api_gateway] type = "http"'],
  [/McpEndpoint\.restApi\((\{[^}]*\}|…)?\)/g, '[api_gateway] type = "rest"'],
  [/McpAuth\.cognito\((\{[^}]*\}|…)?\)/g, '[auth] provider = "cognito"'],
  [/McpAuth\.jwt\((\{[^}]*\}|…)?\)/g, '[auth.jwt]'],
  [/McpAuth\.lambdaAuthorizer\((\{[^}]*\}|…)?\)/g, '[auth.lambda_authorizer]'],
];

/** Settings of a user pool that is given, where the file has one key for both kinds of pool. */
const SAME_KEY: Readonly<Record<string, string>> = { 'auth.registrationCallbackUrls': 'auth.callbackUrls' };

/** Lets what the library refuses be said in the words of the file, with the line. */
export function locating<T>(toml: DeployToml, overrides: object, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof McpLambdaError ? error.inOtherWords((problem) => translated(toml, overrides, problem)) : error;
  }
}

function translated(toml: DeployToml, overrides: object, problem: Problem): Problem {
  const [option] = problem.setting.split('.');
  const setting = Object.hasOwn(overrides, option) ? problem.setting : settingOf(toml, problem);
  return { ...problem, setting, given: inWords(problem.given), expected: inWords(problem.expected) };
}

function inWords(text: string): string {
  return WORDS.reduce((said, [call, words]) => said.replace(call, words), text);
}

/** The key that the setting is made from: one that the file has, before one that it might have. */
function settingOf(toml: DeployToml, problem: Problem): string {
  const keys = keysFor(toml, problem);
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
