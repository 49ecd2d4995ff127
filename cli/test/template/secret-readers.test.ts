import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { PlainServer, synth } from './support';
import { readStacks } from '../../src/template/assembly/assembly';
import { secretReaders } from '../../src/template/secret-readers';

const KEYS = 'arn:aws:kms:us-east-1:123456789012:key/*';

/** Who reads a/b, of a stack with a server that may and has these variables. */
function readers(environment: Record<string, string>) {
  const [stack] = readStacks(synth((app) => {
    const made = new Stack(app, 'Demo');
    const server = new PlainServer(made, 'Server', { environment });
    Secret.fromSecretNameV2(made, 'Secret', 'a/b').grantRead(server.function);
    server.function.addToRolePolicy(new PolicyStatement({ actions: ['kms:Decrypt'], resources: [KEYS] }));
  }));
  return secretReaders(stack, 'a/b');
}

test('a function that may read a secret is told with its variable, the field that stands beside it, and the keys of its policies', () => {
  expect(readers({ DATABASE: 'a/b', DATABASE_FIELD: 'password' })).toEqual([{ variable: 'DATABASE', field: 'password', keys: [KEYS] }]);
});

test('it has no field where no variable names the secret, whatever its other variables are called', () => {
  expect(readers({ undefined_FIELD: 'password' })).toEqual([{ keys: [KEYS] }]);
});
