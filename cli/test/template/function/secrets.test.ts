import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { isGranted, secretName } from '../../../src/template/function/secret-ids';
import { PlainServer, served } from '../support';

const PLACE = { region: 'us-east-1', account: '123456789012' };
const arn = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}`;

/** What a server without the library may read, after the stack was changed. */
const grantedAfter = (change: (server: PlainServer, stack: Stack) => void) => served((stack) => change(new PlainServer(stack, 'Server'), stack)).secrets;

test('a function whose role may read no secret has none', () => {
  expect(grantedAfter(() => {})).toBeUndefined();
});

test('what grantRead gives is read from the policy, whoever has written the function', () => {
  const facts = grantedAfter((server, stack) => {
    Secret.fromSecretNameV2(stack, 'Named', 'my-mcp-server/database').grantRead(server.function);
    new Secret(stack, 'Made').grantRead(server.function);
    StringParameter.fromSecureStringParameterAttributes(stack, 'Parameter', { parameterName: '/a/b' }).grantRead(server.function);
  });
  expect(facts).toEqual({
    granted: [
      { service: 'secretsmanager', resource: arn('my-mcp-server/database-??????') },
      { service: 'secretsmanager', resource: expect.stringMatching(/^local-Made\w+$/) },
      { service: 'ssm', resource: 'arn:aws:ssm:us-east-1:123456789012:parameter/a/b' },
    ],
    extension: false,
    ...PLACE,
  });
});

test.each([
  ['a denial', new PolicyStatement({ effect: 'Deny' as never, actions: ['secretsmanager:GetSecretValue'], resources: ['*'] })],
  ['another action', new PolicyStatement({ actions: ['secretsmanager:DescribeSecret'], resources: ['*'] })],
  ['another service', new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: ['arn:aws:s3:::bucket'] })],
])('%s gives nothing', (_what, statement) => {
  expect(grantedAfter((server) => server.function.addToRolePolicy(statement))).toBeUndefined();
});

test('actions with wildcards count, in any case', () => {
  const granted = (action: string) => grantedAfter((server) => server.function.addToRolePolicy(new PolicyStatement({ actions: [action], resources: ['*'] })))?.granted;
  expect(granted('SecretsManager:get*')).toEqual([{ service: 'secretsmanager', resource: '*' }]);
  expect(granted('secretsmanager:Get*Value')).toEqual([{ service: 'secretsmanager', resource: '*' }]);
  expect(granted('*')).toEqual([{ service: 'secretsmanager', resource: '*' }, { service: 'ssm', resource: '*' }]);
});

test.each([
  [arn('a/b-??????'), 'a/b'],
  [arn('a/b-??????'), arn('a/b')],
  [arn('a/b-??????'), arn('a/b-AbCdEf')],
  [arn('a/b-AbCdEf'), arn('a/b-AbCdEf')],
  [arn('a/*'), 'a/b/c'],
  [arn('?/b*').replace('us-east-1', '*'), 'a/b'],
  ['local-Made', 'local-Made'],
  ['*', 'anything'],
])('%s lets %s be read', (resource, id) => {
  expect(isGranted(resource, 'secretsmanager', id, PLACE)).toBe(true);
});

test.each([
  [arn('a/b-??????'), 'a/bc'],
  [arn('a/b-??????'), 'a/b-more-AbCdEf'],
  [arn('a.b-??????'), 'axb'],
  [arn('a/b-??????'), arn('a/b').replace('us-east-1', 'us-west-2')],
  ['local-Made', 'local-Other'],
])('%s does not let %s be read', (resource, id) => {
  expect(isGranted(resource, 'secretsmanager', id, PLACE)).toBe(false);
});

test('the name is the same however a secret is asked for', () => {
  expect([arn('a/b-??????'), arn('a/b-AbCdEf'), arn('a/b'), 'a/b'].map((id) => secretName('secretsmanager', id))).toEqual(Array(4).fill('a/b'));
  expect(['arn:aws:ssm:us-east-1:1:parameter/a/b', '/a/b'].map((id) => secretName('ssm', id))).toEqual(Array(2).fill('/a/b'));
});
