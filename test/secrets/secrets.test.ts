import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { McpAuth, McpLambdaServer, McpLambdaServerProps, McpSecret, McpServerCode } from '../../src';
import { said } from '../statements';
import { bootstrapDirectory, environmentOf, templateWith } from '../support';

const NAME = 'my-mcp-server/database';
const ARN = `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${NAME}-AbCdEf`;
const KEY_ARN = 'arn:aws:kms:eu-central-1:123456789012:key/3f1c';
const REGION = { env: { region: 'eu-central-1', account: '123456789012' } };

/** What the role may do besides writing its own log. */
function statementsOf(template: Template): any[] {
  const [policy] = Object.values(template.findResources('AWS::IAM::Policy'));
  return policy.Properties.PolicyDocument.Statement.slice(1);
}

function withSecret(secret: McpSecret, props: Partial<McpLambdaServerProps> = {}): Template {
  return templateWith({ secrets: { DATABASE_SECRET: secret }, ...props }, REGION);
}

/** What stands outside of the stack, and in the same account. */
const elsewhere = () => new Stack(undefined, 'Elsewhere', REGION);
const importedKey = () => kms.Key.fromKeyArn(elsewhere(), 'Key', KEY_ARN);

test('without secrets the template is the one without the setting', () => {
  expect(templateWith({ secrets: {} }).toJSON()).toEqual(templateWith().toJSON());
});

test('the order in which secrets are named, which a map of Go has not, changes nothing', () => {
  const [ONE, OTHER] = [McpSecret.fromSecretName('one'), McpSecret.fromSecretName('other')];
  const code = McpServerCode.asset(bootstrapDirectory());
  const [template, turned] = [{ ONE, OTHER }, { OTHER, ONE }].map((secrets) => templateWith({ code, secrets }));
  expect(turned.toJSON()).toEqual(template.toJSON());
});

describe('a secret by its name', () => {
  const template = withSecret(McpSecret.fromSecretName(NAME));

  test('stands in the environment as the name that the server asks for', () => {
    expect(environmentOf(template)).toMatchObject({ DATABASE_SECRET: NAME });
  });

  test('may be read by this function, and no other secret may', () => {
    expect(said(statementsOf(template))).toEqual(said([{
      Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
      Effect: 'Allow',
      Resource: `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${NAME}-??????`,
    }]));
  });

  test('makes no secret', () => {
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
  });

  test('with a key of its own may be decrypted by way of Secrets Manager alone', () => {
    expect(statementsOf(withSecret(McpSecret.fromSecretName(NAME, { encryptionKey: importedKey() })))[1]).toEqual({
      Action: 'kms:Decrypt',
      Effect: 'Allow',
      Resource: KEY_ARN,
      Condition: { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['secretsmanager.eu-central-1.', { Ref: 'AWS::URLSuffix' }]] } } },
    });
  });
});

describe('a secret of the app', () => {
  test('stands in the environment as its ARN, and may be read', () => {
    const template = withSecret(McpSecret.fromSecret(secretsmanager.Secret.fromSecretCompleteArn(elsewhere(), 'Secret', ARN)));
    expect(environmentOf(template)).toMatchObject({ DATABASE_SECRET: ARN });
    expect(statementsOf(template)[0]).toMatchObject({ Resource: ARN });
  });

  test('is a partial ARN where only its name is known', () => {
    const template = withSecret(McpSecret.fromSecret(secretsmanager.Secret.fromSecretNameV2(elsewhere(), 'Secret', NAME)));
    expect(JSON.stringify(environmentOf(template).DATABASE_SECRET)).toContain(`:secret:${NAME}"`);
    expect(JSON.stringify(statementsOf(template)[0].Resource)).toContain(`:secret:${NAME}-??????"`);
  });

  test('with a key that is imported may be decrypted, which CDK leaves out', () => {
    const secret = secretsmanager.Secret.fromSecretAttributes(elsewhere(), 'Secret', { secretCompleteArn: ARN, encryptionKey: importedKey() });
    expect(statementsOf(withSecret(McpSecret.fromSecret(secret)))[1]).toMatchObject({ Action: 'kms:Decrypt', Resource: KEY_ARN });
  });

  test('with a key of the app may be decrypted, and the key\'s stack needs nothing of the server\'s', () => {
    const app = new App();
    const keys = new Stack(app, 'Keys', REGION);
    const secret = new secretsmanager.Secret(keys, 'Secret', { encryptionKey: new kms.Key(keys, 'Key') });
    const stack = new Stack(app, 'Stack', REGION);
    new McpLambdaServer(stack, 'Server', {
      code: McpServerCode.asset(bootstrapDirectory()), auth: McpAuth.none(), secrets: { DATABASE_SECRET: McpSecret.fromSecret(secret) },
    });
    expect(statementsOf(Template.fromStack(stack)).map(({ Action }) => Action)).toContain('kms:Decrypt');
    expect(keys.dependencies).toEqual([]);
    Template.fromStack(keys).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['kms:Decrypt']), Condition: Match.anyValue() })]) },
    });
  });

  test('of another region is granted with the end of its ARN left open', () => {
    const app = new App();
    const far = new Stack(app, 'Far', { env: { region: 'us-east-1', account: '123456789012' } });
    const secret = new secretsmanager.Secret(far, 'Secret', { secretName: 'far' });
    const stack = new Stack(app, 'Stack', REGION);
    new McpLambdaServer(stack, 'Server', {
      code: McpServerCode.asset(bootstrapDirectory()), auth: McpAuth.none(), secrets: { DATABASE_SECRET: McpSecret.fromSecret(secret) },
    });
    expect(JSON.stringify(statementsOf(Template.fromStack(stack))[0].Resource)).toContain(':secretsmanager:us-east-1:123456789012:secret:far-??????"');
  });

  test('may be granted by a policy beside the role', () => {
    const stack = new Stack(undefined, 'Stack', REGION);
    const policy = new iam.Policy(stack, 'Policy', { roles: [iam.Role.fromRoleName(stack, 'Role', 'given')] });
    const secret = new secretsmanager.Secret(stack, 'Secret', { encryptionKey: new kms.Key(stack, 'Key') });
    McpSecret.fromSecret(secret)._bind(stack, 'NAME', policy);
    McpSecret.fromParameter(ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Parameter', { parameterName: '/a', encryptionKey: importedKey() }))
      ._bind(stack, 'OTHER', policy);
    expect(Template.fromStack(stack).findResources('AWS::IAM::Policy')).toMatchObject({
      Policy23B91518: { Properties: { Roles: ['given'], PolicyDocument: { Statement: expect.arrayContaining([expect.objectContaining({ Action: 'kms:Decrypt' })]) } } },
    });
  });

  test('serves several servers', () => {
    const secret = McpSecret.fromSecret(secretsmanager.Secret.fromSecretCompleteArn(elsewhere(), 'Secret', ARN));
    expect(withSecret(secret).toJSON()).toEqual(withSecret(secret).toJSON());
  });
});

test('a field stands in a variable of its own, which tells it beside the secret', () => {
  const template = withSecret(McpSecret.fromSecretName(NAME, { field: 'password' }));
  expect(environmentOf(template)).toMatchObject({ DATABASE_SECRET: NAME, DATABASE_SECRET_FIELD: 'password' });
  expect(environmentOf(withSecret(McpSecret.fromSecretName(NAME)))).not.toHaveProperty('DATABASE_SECRET_FIELD');
});

describe('a parameter', () => {
  const parameter = (encryptionKey?: kms.IKey) =>
    McpSecret.fromParameter(ssm.StringParameter.fromSecureStringParameterAttributes(elsewhere(), 'Parameter', { parameterName: '/my-server/key', encryptionKey }));

  test('stands in the environment as its name, and may be read', () => {
    const template = withSecret(parameter());
    expect(environmentOf(template)).toMatchObject({ DATABASE_SECRET: '/my-server/key' });
    const [statement] = statementsOf(template);
    expect(statement.Action).toContain('ssm:GetParameter');
    expect(JSON.stringify(statement.Resource)).toMatch(/:parameter\/my-server\/key"/);
  });

  test('with a key of its own may be decrypted', () => {
    expect(statementsOf(withSecret(parameter(importedKey())))).toContainEqual({ Action: 'kms:Decrypt', Effect: 'Allow', Resource: KEY_ARN });
  });
});

describe('a generated secret', () => {
  const template = withSecret(McpSecret.generated());

  test('is 64 random letters and digits, and stays when the stack goes, but not where it could not be made', () => {
    template.hasResource('AWS::SecretsManager::Secret', {
      Properties: { GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true }, KmsKeyId: Match.absent() },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('stands in the environment as its ARN, and may be read', () => {
    const secret = { Ref: 'ServerSecretsDATABASESECRET1DF75B5C' };
    expect(environmentOf(template)).toMatchObject({ DATABASE_SECRET: secret });
    expect(statementsOf(template)[0]).toMatchObject({ Resource: secret });
  });

  test('is encrypted with the key that is given', () => {
    withSecret(McpSecret.generated({ encryptionKey: importedKey() })).hasResourceProperties('AWS::SecretsManager::Secret', { KmsKeyId: KEY_ARN });
  });
});

test('the extension of AWS is a layer beside the adapter', () => {
  const paramsAndSecrets = lambda.ParamsAndSecretsLayerVersion.fromVersion(lambda.ParamsAndSecretsVersions.V1_0_103);
  const template = withSecret(McpSecret.fromSecretName(NAME), { paramsAndSecrets });
  template.hasResourceProperties('AWS::Lambda::Function', {
    Layers: [Match.stringLikeRegexp('AWS-Parameters-and-Secrets-Lambda-Extension-Arm64'), Match.stringLikeRegexp('LambdaAdapterLayerArm64')],
  });
  expect(environmentOf(template)).toMatchObject({ PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: '2773' });
});
