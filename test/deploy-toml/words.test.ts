import { projectWith, SMALLEST } from './toml-server';
import { readDeployToml } from '../../src/deploy-toml/read';
import { wordsOf } from '../../src/deploy-toml/words';
import { RULES } from '../../src/validation/rules';
import { RULE_CASES } from '../validation/rule-cases';
import { saidBy } from '../validation/said';

/** The variables of the rules' cases. */
const VARIABLES = ['DATABASE', 'DATABASE_FIELD', 'KEY', 'PORT', 'MCP_PUBLIC_URL', 'AWS_LWA_REMOVE_BASE_PATH', 'AWS_REGION', 'LAMBDA_TASK_ROOT', 'AWS_SECRET_ACCESS_KEY'];
const TOML = `${SMALLEST}[lambda.environment]\n${VARIABLES.map((name) => `${name} = "x"\n`).join('')}[secrets]\nAWS_ACCESS_KEY = "x"\nDATABASE = "x"\nDATABASE_FIELD = "x"\n`;

const WORDS = wordsOf(readDeployToml(projectWith(TOML)).toml!, {});
const IN_THE_APP = 'in .pmcp/cdk/lib/stack.ts';

/** Rules that speak of what the app alone can say, or of that, too: they say that it stands there. */
const OF_THE_APP = new Set([
  'accessLogRetentionUnused', 'adapterArnInvalid', 'adapterAssetIncomplete', 'adapterAssetMissing', 'adapterAssetNotExecutable',
  'adapterAssetWrongArchitecture', 'adapterInOtherRegion', 'adapterLayerMissing', 'adapterVersionInvalid', 'adapterVersionUnsure', 'alarmThresholdOutOfRange',
  'alarmThresholdUnused', 'aliasNameInvalid', 'apiInOtherStack', 'apiPathTaken', 'apiStageUnknown', 'apiUrlHidesDiscovery',
  'apiUrlInvalid', 'apiUrlMissing', 'authInServer', 'authNotAtEndpoint', 'authorizationServersInvalid', 'codeSigningForeignLayer', 'corsOriginPatternAtEndpoint',
  'dockerBuildToken', 'domainBasePathHidesDiscovery', 'domainNotAtEndpoint', 'edgeEndsQuietStreams', 'environmentHoldsSecret',
  'existingImported', 'existingInOtherStack', 'existingServesAnother', 'existingWithoutAdapter', 'existingWithoutWrapper',
  'imageTagInvalid', 'imageTagMoves', 'interfaceEndpointsUnused', 'layerForOtherRuntime', 'layerRepeated', 'legacySseBuffered', 'legacySsePathInvalid', 'logRetentionBesideLogGroup',
  'packagesUndeclared', 'provisionedConcurrencyInvalid', 'publicPathInvalid', 'readinessPathInvalid', 'readinessTimeoutOutOfRange',
  'resourcePolicyBesideIam', 'runtimeWithoutInterpreter', 'schedulesInvalid', 'secretNameInvalid', 'settingNotForCode', 'settingWithUnderscores',
  'snapStartHookInvalid', 'snapStartHooksUnknownToAdapter', 'snapStartRuntime', 'snapStartStorage', 'snapStartWithProvisioned',
  'stageHidesDiscovery', 'tooManyLayers', 'toolFieldInvalid', 'usagePlanInvalid', 'utilizationTargetOutOfRange', 'vpcEndpointsEmpty',
  'vpcMissing', 'vpcWithoutWayOut', 'webAclRateOutOfRange',
]);

const CALL = /\b(?:Mcp[A-Z]\w*|WebAdapter|HttpLambdaResponseType|Architecture|Duration|ec2)\.\w+(?:\((?:[^()]|\([^()]*\))*\))?/g;
const SETTING = /(?<![\w$.{/[-])(?:[a-z]+(?:[A-Z][a-z0-9]+)+|(?:code|endpoint|auth|domain)(?:\.[a-zA-Z]+)+)/g;

/** What only an app can write, but for what it is said of that it stands there. */
function wordsOfTheApp(said: string): string[] {
  const own = said.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/\[(?:ack: cdk-mcp-lambda:)?\w+\](?: \(at \S+\))?$/, '');
  return [CALL, SETTING].flatMap((pattern) => own.match(pattern) ?? []);
}

const rules = RULES.map((rule) => [rule.id, (RULE_CASES[rule.id]?.().fails ?? []).map((one) => saidBy(rule, one, WORDS)!)] as const);

test.each(rules)('%s is said in words of the file', (id, said) => {
  expect(said.length).toBeGreaterThan(0);
  const others = said.filter((one) => wordsOfTheApp(one).length > 0);
  expect(OF_THE_APP.has(id) ? others.filter((one) => !one.includes(IN_THE_APP)) : others).toEqual([]);
});

test('no rule counts as one of the app that is not', () => {
  const speaking = rules.filter(([, said]) => said.some((one) => one.includes(IN_THE_APP)));
  expect(new Set(speaking.map(([id]) => id))).toEqual(OF_THE_APP);
});
