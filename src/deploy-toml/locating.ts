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
  const setting = Object.hasOwn(overrides, option) ? problem.setting : settingOf(toml, problem.setting);
  return { ...problem, setting, given: inWords(problem.given), expected: inWords(problem.expected) };
}

function inWords(text: string): string {
  return WORDS.reduce((said, [call, words]) => said.replace(call, words), text);
}

/** The key that the setting is made from: one that the file has, before one that it might have. */
function settingOf({ file, stated }: DeployToml, setting: string): string {
  const keys = keysFor(setting);
  const said = keys.map(([section, key]) => stated(section, key)).find((one) => one !== undefined);
  const [first] = keys;
  return said ? `${said.label} (${file}:${said.place.line})` : first ? `[${first[0]}] ${first[1]} (not in ${file})` : `${setting} (of ${file})`;
}

function keysFor(setting: string): [SectionName, string][] {
  return (Object.entries(SECTIONS) as [SectionName, Section][]).flatMap(([name, section]) => {
    switch (section.kind) {
      case 'table': return Object.entries(section.keys)
        .filter(([, { becomes, same }]) => same === undefined && becomes === setting)
        .map(([key]): [SectionName, string] => [name, key]);
      case 'names': return section.entry.same === undefined && setting.startsWith(`${section.entry.becomes}.`)
        ? [[name, setting.slice(section.entry.becomes.length + 1)]] : [];
      default: return [];
    }
  });
}
