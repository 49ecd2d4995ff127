import { Fn, SecretValue } from 'aws-cdk-lib';
import { RuleCases } from './rule-case';
import { McpLambdaServerProps, McpSecret } from '../../src';

/** At least one case on each side of every rule about secrets. */
export const SECRETS_RULE_CASES: Record<string, () => RuleCases> = {
  environmentHoldsSecret: () => ({
    fails: [SecretValue.secretsManager('database').toString(), SecretValue.secretsManager('database').unsafeUnwrap(), '{{resolve:ssm-secure:/database}}'].map((value) => ({
      props: { environment: { DATABASE: `postgres://${value}` } },
      says: ['environment.DATABASE: got the value of a secret', 'secrets: { DATABASE: McpSecret.fromSecret(…) }'],
    })),
    passes: [{ props: { environment: { DATABASE: Fn.ref('Database'), STAGE: '{{resolve:ssm:/stage}}' } } }],
  }),
  secretNameInvalid: () => ({
    fails: [
      ...['', 'my secret', 'a:b', 'ü', 'x'.repeat(513)].map((name) => ({
        props: named('DATABASE', name), says: ['secrets.DATABASE: got McpSecret.fromSecretName(…)', JSON.stringify(name), '512 letters'],
      })),
      { props: named('DATABASE', 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:database-AbCdEf'), says: ['Secret.fromSecretCompleteArn'] },
    ],
    passes: [{ props: named('DATABASE', 'my-server/database_1+=.@') }, { props: named('DATABASE', Fn.ref('Name')) }, { props: secrets({ DATABASE: McpSecret.generated() }) }],
  }),
  secretFieldInvalid: () => ({
    fails: [{ props: named('DATABASE', 'database', ''), says: ['secrets.DATABASE.field: got ""', 'no field for the whole secret'] }],
    passes: [{ props: named('DATABASE', 'database', 'password') }, { props: named('DATABASE', 'database', Fn.ref('Field')) }],
  }),
  secretVariableTaken: () => ({
    fails: [
      { props: { ...named('DATABASE', 'database'), environment: { DATABASE: 'x' } }, says: ['environment.DATABASE: got a variable that secrets sets as well'] },
      { props: { ...named('DATABASE', 'database', 'password'), environment: { DATABASE_FIELD: 'x' } }, says: ['environment.DATABASE_FIELD'] },
      {
        props: secrets({ DATABASE: McpSecret.fromSecretName('a', { field: 'b' }), DATABASE_FIELD: McpSecret.fromSecretName('c') }),
        says: ['secrets.DATABASE_FIELD', 'each name once'],
      },
    ],
    passes: [{ props: { ...named('DATABASE', 'database'), environment: { DATABASE_FIELD: 'x', OTHER: 'x' } } }],
  }),
};

function named(variable: string, name: string, field?: string): Partial<McpLambdaServerProps> {
  return secrets({ [variable]: McpSecret.fromSecretName(name, { field }) });
}

function secrets(given: Record<string, McpSecret>): Partial<McpLambdaServerProps> {
  return { secrets: given };
}
