import { Fn, Lazy, SecretValue, Stack } from 'aws-cdk-lib';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { holdsSecretValue } from '../../src/private/secret-values';

const holds = (text: string, stack = new Stack()) => holdsSecretValue(stack, text);

test.each([
  ['a SecretValue', () => SecretValue.secretsManager('name').toString()],
  ['a SecretValue in a text', () => `postgres://user:${SecretValue.secretsManager('name', { jsonField: 'password' }).toString()}@host`],
  ['a SecretValue that was unwrapped', () => SecretValue.secretsManager('name').unsafeUnwrap()],
  ['a plain SecretValue', () => SecretValue.unsafePlainText('hunter2').toString()],
  ['a SecretValue in a function', () => Fn.join(':', ['user', SecretValue.secretsManager('name').unsafeUnwrap()])],
  ['a secure parameter', () => SecretValue.ssmSecure('/name', '1').unsafeUnwrap()],
  ['a reference that is written out', () => '{{resolve:secretsmanager:name:SecretString:password}}'],
  ['a reference around a token', () => `{{resolve:secretsmanager:${Fn.ref('Secret')}:SecretString}}`],
  ['a reference that a function makes', () => Fn.join('', ['{{resolve:ssm-secure:', Fn.ref('Name'), '}}'])],
])('%s is the value of a secret', (_what, text) => {
  expect(holds(text())).toBe(true);
});

test.each([
  ['a text', () => 'secretsmanager'],
  ['a reference', () => Fn.ref('Table')],
  ['a plain parameter', () => ssm.StringParameter.valueForStringParameter(new Stack(), '/name')],
  ['a reference to a plain parameter', () => '{{resolve:ssm:/name}}'],
  ['a token that fails before the end of synthesis', () => Lazy.string({ produce: () => { throw new Error('too early'); } })],
  ['nothing at all', () => undefined as unknown as string],
])('%s is none', (_what, text) => {
  expect(holds(text())).toBe(false);
});

test('a lazy value is not asked, as it keeps what it says first', () => {
  const stack = new Stack();
  let value = 'early';
  const text = Lazy.string({ produce: () => value });
  expect(holds(`prefix-${text}`, stack)).toBe(false);
  value = 'final';
  expect(stack.resolve(text)).toBe('final');
});
