import { DeployToml } from './deploy-toml';
import { ITSELF } from './layer';
import { KeyName, keyNamed, keysFor } from './setting-keys';
import { Problem } from '../private/problem';
import { Words } from '../private/words';

/** Where a project has its app, which can say what the file cannot. */
const IN_THE_APP = ' in .pmcp/cdk/lib/stack.ts';

/** Words of the library, as messages have them, by the setting in which they stand: what stands for them in a file. Longer ones come first. */
const CALLS: ReadonlyArray<readonly [setting: string, call: RegExp, words: string]> = [
  ['endpoint', /McpEndpoint\.httpApi\((\{[^}]*\}|…)?\)/g, '[api_gateway] type = "http"'],
  ['endpoint', /McpEndpoint\.restApi\((\{[^}]*\}|…)?\)/g, '[api_gateway] type = "rest"'],
  ['endpoint', /it to be set through the endpoint/g, 'it to be set through [api_gateway] or [domain]'],
  ['endpoint', /McpCors\.disabled\(\)/g, '[cors] enabled = false'],
  ['endpoint', /accessLog: \{\}/g, 'access_log = true'],
  ['auth', /McpAuth\.none\(\)/g, '[auth] enabled = false'],
  ['auth', /McpAuth\.cognito\((\{[^}]*\}|…)?\)/g, '[auth] provider = "cognito"'],
  ['auth', /McpAuth\.userPool\(…\)/g, '[auth.cognito] user_pool_id'],
  ['auth', /McpAuth\.jwt\((\{[^}]*\}|…)?\)/g, '[auth.jwt]'],
  ['auth', /McpAuth\.lambdaAuthorizer\((\{[^}]*\}|…)?\)/g, '[auth.lambda_authorizer]'],
  ['auth', /HttpLambdaResponseType\.IAM/g, '"iam"'],
  ['auth', /HttpLambdaResponseType\.SIMPLE/g, '"simple"'],
  ['auth', /Duration\.seconds\((\d+)\)/g, '$1'],
  ['architecture', /Architecture\.ARM_64/g, '"arm64"'],
  ['architecture', /Architecture\.X86_64/g, '"x86_64"'],
  ['code', /McpServerCode\.(asset|cargo|nodejs|python|image)\("(?:[^"\\]|\\.)*"(?:, \{[^}]*\})?\)/g, '[build] kind = "$1"'],
  ['code', /the port of the code/g, '[server] port'],
  ['code', /the serverPath of the code/g, '[server] path'],
  ['adapter', /WebAdapter\.layer\(…\)/g, 'the layer of the adapter'],
  ['adapter', /WebAdapter\.fromAsset\(…\), WebAdapter\.layerVersionArn\(…\) with an own copy of the layer in that region, or McpServerCode\.image\(…\), which has the adapter in it/g,
    `[build] kind = "image", whose Dockerfile brings the adapter along; or an own copy of the layer, adapter: WebAdapter.fromAsset(…)${IN_THE_APP}`],
  ['domain', /McpDomain\.\w+\(…\)/g, '[domain]'],
  ['domain', /disableDefaultEndpoint: true on the domain, so that one path is left/g, 'no base_path, so that both are one path'],
  ['secrets', /McpSecret\.fromSecretName\(…\)/g, 'a secret'],
  ['observability', /\bobservability\.alarms\b(?!\.)/g, '[observability.alarms]'],
  ['vpcSubnets', /private subnets with a NAT gateway, \{ subnetType: ec2\.SubnetType\.PRIVATE_WITH_EGRESS \}, or isolated ones/g,
    'private subnets with a NAT gateway, or isolated ones, with their VPC, vpc_id = "vpc-…" and subnet_ids = ["subnet-…"]'],
  ['interfaceEndpoints', /interfaceEndpoints: true, /g, ''], // no key becomes it
];

/** A call of the library's for which a file has no words. */
const OTHER_CALL = /\b(?:Mcp[A-Z]\w*|WebAdapter|Duration)\.\w+\((?:[^()]|\([^()]*\))*\)(?! in \.pmcp)/g;

/** What is shown as it was given, and what else stands there: the name of a setting, `allowOrigins`, `endpoint.path`. */
const QUOTED = /("(?:[^"\\]|\\.)*"|`[^`]*`)/;
const SETTING = /(?<![\w$.{/:[-])(?:[a-z]+(?:[A-Z][a-z0-9]+)+|(?:code|endpoint|auth|domain|observability)(?:\.[a-zA-Z]+)+)(?![\w.(])/g;

/** Says what the library finds in the words of the file, with the line; what the app says instead of the file has its own names. */
export function wordsOf(toml: DeployToml, overrides: object): Words {
  const ofTheApp = (setting: string) => Object.hasOwn(overrides, setting.split('.')[0]);
  const calls = CALLS.filter(([setting]) => !ofTheApp(setting));
  const inCalls = (text: string) => calls.reduce((said, [, call, words]) => said.replace(call, words), text);
  return (problem) => {
    const keys = ofTheApp(problem.setting) ? [] : keysFor(toml, problem);
    const [own] = keys;
    const named = (setting: string) => {
      const key = keyNamed(setting);
      return ofTheApp(setting) ? setting : key ? nameOf(key, own) : `${setting}${IN_THE_APP}`;
    };
    const inWords = (text: string) => own === undefined ? inCalls(text) : inCalls(text)
      .replace(OTHER_CALL, (call) => `${call}${IN_THE_APP}`)
      .split(QUOTED).map((part, index) => index % 2 === 1 ? part : part.replace(SETTING, named)).join('');
    return {
      ...problem,
      setting: ofTheApp(problem.setting) ? problem.setting : settingOf(toml, problem, keys),
      given: inWords(problem.given),
      expected: inWords(problem.expected).replace('this warning to be acknowledged', `acknowledged = ["${problem.rule}"] in [warnings]`),
    };
  };
}

/** The key that the setting is made from: one that the file has, before one that it might have. */
function settingOf(toml: DeployToml, { setting }: Problem, keys: readonly KeyName[]): string {
  const said = keys.map(([section, key]) => toml.stated(section, key)).find((one) => one !== undefined);
  const [first] = keys;
  return said ? `${said.label} (${toml.file}:${said.place.line})` : first ? `${nameOf(first)} (not in ${toml.file})` : `${setting}${IN_THE_APP} (no key of ${toml.file})`;
}

/** Without its table beside another key of that. */
function nameOf([section, key]: KeyName, beside?: KeyName): string {
  return section === beside?.[0] ? key : key === ITSELF ? `[${section}]` : `[${section}] ${key}`;
}
