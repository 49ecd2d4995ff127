import { Template } from 'aws-cdk-lib/assertions';
import { projectWith, SMALLEST, stackOf } from './toml-server';
import { said } from '../statements';
import { environmentOf } from '../support';

const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/12345678-1234-1234-1234-123456789012';

function templateWith(secrets: string): Template {
  return Template.fromStack(stackOf(projectWith(SMALLEST + secrets)).stack);
}

const policies = (template: Template) => JSON.stringify(template.findResources('AWS::IAM::Policy'));

test.each([
  ['in a line', `[secrets]\nDATABASE = { name = "tools/database", field = "password", kms_key_arn = "${KEY}" }`],
  ['in a table', `[secrets.DATABASE]\nname = "tools/database"\nfield = "password"\nkms_key_arn = "${KEY}"`],
])('a secret with a field and a key %s has a variable for each of name and field, and is decrypted with the key', (_name, toml) => {
  const template = templateWith(toml);
  expect(environmentOf(template)).toMatchObject({ DATABASE: 'tools/database', DATABASE_FIELD: 'password' });
  const allowed = said(Object.values(template.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement));
  expect(allowed.map(([, action]) => action)).toEqual(expect.arrayContaining(['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret']));
  expect(allowed.filter(([, action]) => action === 'kms:Decrypt').map(([, , resource]) => resource)).toEqual([JSON.stringify(KEY)]);
});

test('a secret with its name alone is what that name is', () => {
  const [text, table] = ['"tools/database"', '{ name = "tools/database" }'].map((value) => templateWith(`[secrets]\nDATABASE = ${value}`));
  expect(table.toJSON()).toEqual(text.toJSON());
  expect(environmentOf(text)).not.toHaveProperty('DATABASE_FIELD');
  expect(policies(text)).not.toContain('kms:');
});

test('two secrets may have one key', () => {
  const template = templateWith(`[secrets]\nAA = { name = "a", kms_key_arn = "${KEY}" }\nBB = { name = "b", kms_key_arn = "${KEY}" }`);
  expect(environmentOf(template)).toMatchObject({ AA: 'a', BB: 'b' });
});

test('a variable that a field takes is refused with its line', () => {
  const file = projectWith(`${SMALLEST}[lambda.environment]\nDATABASE_FIELD = "x"\n[secrets]\nDATABASE = { name = "a", field = "b" }`);
  expect(() => stackOf(file)).toThrow(`[lambda.environment] DATABASE_FIELD (${file}:6): got a variable that secrets sets as well`);
});
