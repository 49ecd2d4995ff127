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

const CALL = /\b(?:Mcp[A-Z]\w*|WebAdapter|HttpLambdaResponseType|Architecture|Duration|ec2)\.\w+(?:\((?:[^()]|\([^()]*\))*\))?/g;
const SETTING = /(?<![\w$.{/[-])(?:[a-z]+(?:[A-Z][a-z0-9]+)+|(?:code|endpoint|auth|domain)(?:\.[a-zA-Z]+)+)/g;

/** What only an app can write, but for what it is said of that it stands there. */
function wordsOfTheApp(said: string): string[] {
  const own = said.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/\[(?:ack: cdk-mcp-lambda:)?\w+\](?: \(at \S+\))?$/, '');
  return [CALL, SETTING].flatMap((pattern) => own.match(pattern) ?? []);
}

const rules = RULES.map((rule) => [rule.id, (RULE_CASES[rule.id]?.().fails ?? []).map((one) => saidBy(rule, one, WORDS)!)] as const);

test.each(rules)('%s is said in words of the file, or says that what it asks for stands in the app', (_, said) => {
  expect(said.length).toBeGreaterThan(0);
  expect(said.filter((one) => wordsOfTheApp(one).length > 0 && !one.includes(IN_THE_APP))).toEqual([]);
});

test('the rules that speak of the app are those that are known to', () => {
  expect(rules.filter(([, said]) => said.some((one) => one.includes(IN_THE_APP))).map(([id]) => id)).toMatchSnapshot();
});
