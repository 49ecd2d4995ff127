import fc from 'fast-check';
import { resolver } from '../../../src/template/values/intrinsics';
import { Unresolved, unresolvedIn } from '../../../src/template/values/resolved';

const TEMPLATE = {
  Parameters: {
    Given: { Type: 'String', Default: 'a' },
    Number: { Type: 'Number', Default: 5 },
    List: { Type: 'CommaDelimitedList', Default: 'a, b' },
    Open: { Type: 'String' },
    Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/path' },
  },
  Mappings: { Sizes: { small: { memory: 128, zones: ['a', 'b'] } } },
  Conditions: {
    Yes: { 'Fn::Equals': [{ Ref: 'Given' }, 'a'] },
    No: { 'Fn::Not': [{ Condition: 'Yes' }] },
    Either: { 'Fn::Or': [{ Condition: 'No' }, { Condition: 'Yes' }] },
    Both: { 'Fn::And': [{ Condition: 'No' }, { Condition: 'Yes' }] },
    Unknown: { 'Fn::Equals': [{ Ref: 'Open' }, 'a'] },
    EitherUnknown: { 'Fn::Or': [{ Condition: 'Unknown' }, { Condition: 'Yes' }] },
    Circular: { Condition: 'Circle' },
    Circle: { 'Fn::Not': [{ Condition: 'Circular' }] },
  },
  Resources: {
    Api: { Type: 'AWS::ApiGatewayV2::Api' },
    Table: { Type: 'AWS::DynamoDB::Table' },
    Own: { Type: 'Custom::Thing' },
    Nested: { Type: 'AWS::CloudFormation::Stack' },
  },
};
const { resolve, condition } = resolver({ name: 'Stack', region: 'eu-west-1', account: '111111111111', template: TEMPLATE });

function reason(value: unknown): string {
  const open = unresolvedIn(resolve(value));
  expect(open).toBeInstanceOf(Unresolved);
  return open!.reason;
}

describe('Ref', () => {
  test.each([
    ['Given', 'a'],
    ['Number', '5'],
    ['List', ['a', 'b']],
    ['AWS::Region', 'eu-west-1'],
    ['AWS::AccountId', '111111111111'],
    ['AWS::Partition', 'aws'],
    ['AWS::URLSuffix', 'amazonaws.com'],
    ['AWS::StackName', 'Stack'],
    ['Api', 'local-Api'],
  ])('of %s is %j', (name, value) => {
    expect(resolve({ Ref: name })).toEqual(value);
  });

  test.each([
    ['Open', 'the parameter "Open" has no default'],
    ['Stored', 'the parameter "Stored" is read from SSM Parameter Store'],
    ['Own', 'the custom resource "Own" gives it'],
    ['constructor', 'the template has no parameter or resource "constructor"'],
  ])('of %s is open: %s', (name, why) => {
    expect(reason({ Ref: name })).toBe(why);
  });

  test('AWS::NoValue takes its property and its place in a list away', () => {
    expect(resolve({ a: { Ref: 'AWS::NoValue' }, b: ['x', { Ref: 'AWS::NoValue' }, 'y'] })).toEqual({ b: ['x', 'y'] });
  });
});

describe('Fn::GetAtt', () => {
  test('of the endpoint of an API is the URL that AWS would give it', () => {
    expect(resolve({ 'Fn::GetAtt': ['Api', 'ApiEndpoint'] })).toBe('https://local-Api.execute-api.eu-west-1.amazonaws.com');
  });

  test('of an ARN has the form of an ARN', () => {
    expect(resolve({ 'Fn::GetAtt': ['Table', 'Arn'] })).toBe('arn:aws:dynamodb:eu-west-1:111111111111:local-Table');
  });

  test('takes the short form of YAML', () => {
    expect(resolve({ 'Fn::GetAtt': 'Table.StreamArn' })).toBe('arn:aws:dynamodb:eu-west-1:111111111111:local-Table');
  });

  test.each([
    [['Own', 'Value'], 'the custom resource "Own" gives it'],
    [['Nested', 'Outputs.Url'], 'it is an output of the nested stack "Nested"'],
    [['Missing', 'Arn'], 'the template has no resource "Missing"'],
  ])('of %j is open: %s', (argument, why) => {
    expect(reason({ 'Fn::GetAtt': argument })).toBe(why);
  });
});

describe('the functions', () => {
  test.each<[string, unknown, unknown]>([
    ['Fn::Join', ['-', ['a', { Ref: 'AWS::Region' }, 1]], 'a-eu-west-1-1'],
    ['Fn::Join', [',', { Ref: 'List' }], 'a,b'],
    ['Fn::Sub', '${Given}/${AWS::Region}/${!Literal}/${Api}', 'a/eu-west-1/${Literal}/local-Api'],
    ['Fn::Sub', ['${x}${Table.Arn}', { x: { Ref: 'Number' } }], '5arn:aws:dynamodb:eu-west-1:111111111111:local-Table'],
    ['Fn::Select', ['1', ['a', 'b']], 'b'],
    ['Fn::Select', [0, { 'Fn::Split': ['/', 'x/y'] }], 'x'],
    ['Fn::FindInMap', ['Sizes', { 'Fn::Join': ['', ['sm', 'all']] }, 'memory'], 128],
    ['Fn::FindInMap', ['Sizes', 'small', 'zones'], ['a', 'b']],
    ['Fn::If', ['Yes', 'then', 'else'], 'then'],
    ['Fn::If', ['No', 'then', 'else'], 'else'],
    ['Fn::Base64', 'text', 'dGV4dA=='],
  ])('%s of %j is %j', (name, argument, value) => {
    expect(resolve({ [name]: argument })).toEqual(value);
  });

  test.each<[string, unknown, string]>([
    ['Fn::ImportValue', 'Other:Api', 'another stack exports it as "Other:Api"'],
    ['Fn::Join', ['', ['a', { Ref: 'Open' }]], 'the parameter "Open" has no default'],
    ['Fn::Sub', '${Open}', 'the parameter "Open" has no default'],
    ['Fn::Select', [9, ['a']], 'Fn::Select has an argument that CloudFormation does not take'],
    ['Fn::FindInMap', ['Sizes', 'large', 'memory'], 'the mapping "Sizes" has no value for large, memory'],
    ['Fn::If', ['Unknown', 'a', 'b'], 'the parameter "Open" has no default'],
    ['Fn::GetAZs', '', 'Fn::GetAZs is not evaluated locally'],
  ])('%s of %j is open: %s', (name, argument, why) => {
    expect(reason({ [name]: argument })).toBe(why);
  });

  test('a branch that is not taken is not evaluated', () => {
    expect(resolve({ 'Fn::If': ['Yes', 'a', { Ref: 'Open' }] })).toBe('a');
  });
});

describe('dynamic references', () => {
  test.each(['{{resolve:ssm:/path}}', '{{resolve:secretsmanager:arn:SecretString:key}}'])('%s is never resolved', (text) => {
    expect(reason(text)).toBe(`it is the dynamic reference ${text}`);
  });

  test('one that a function puts together is found too', () => {
    expect(reason({ 'Fn::Sub': '{{resolve:secretsmanager:${Table}:SecretString}}' })).toContain('{{resolve:secretsmanager:local-Table:SecretString}}');
  });
});

describe('conditions', () => {
  test.each([['Yes', true], ['No', false], ['Either', true], ['Both', false], ['EitherUnknown', true]])('%s is %s', (name, value) => {
    expect(condition(name)).toBe(value);
  });

  test('one that depends on itself is open', () => {
    expect((condition('Circular') as Unresolved).reason).toContain('depends on itself');
  });

  test('one that does not exist is open', () => {
    expect((condition('Missing') as Unresolved).reason).toBe('the template has no condition "Missing"');
  });
});

describe('any template', () => {
  const functions = ['Ref', 'Fn::GetAtt', 'Fn::Join', 'Fn::Sub', 'Fn::Select', 'Fn::Split', 'Fn::If', 'Fn::FindInMap', 'Fn::Base64',
    'Fn::ImportValue', 'Fn::Equals', 'Fn::And', 'Fn::Or', 'Fn::Not', 'Fn::Whatever', 'Condition'];
  const names = fc.constantFrom(...Object.keys(TEMPLATE.Parameters), ...Object.keys(TEMPLATE.Conditions), ...Object.keys(TEMPLATE.Resources), 'Sizes', 'small');
  const { expression } = fc.letrec<{ expression: unknown; call: unknown }>((tie) => ({
    expression: fc.oneof({ maxDepth: 5 }, names, fc.jsonValue(), tie('call'), fc.array(tie('expression'), { maxLength: 4 })),
    call: fc.tuple(fc.constantFrom(...functions), tie('expression')).map(([name, argument]) => ({ [name]: argument })),
  }));

  test('is resolved without an exception, to JSON or to a reason', () => {
    fc.assert(fc.property(expression, (value) => {
      const text = JSON.stringify(resolve(value));
      expect(text).toBeDefined();
      expect(text).not.toContain('[object Object]');
    }));
  });

  test('may have any JSON in the place of its sections', () => {
    const sections = fc.record({ Parameters: fc.jsonValue(), Mappings: fc.jsonValue(), Conditions: fc.jsonValue(), Resources: fc.jsonValue() });
    fc.assert(fc.property(sections, expression, (template, value) => {
      const place = { name: 'Stack', region: 'eu-west-1', account: '111111111111', template };
      expect(JSON.stringify(resolver(place).resolve(value))).toBeDefined();
    }));
  });

  test('keeps its literals', () => {
    const literals = fc.jsonValue().filter((value) => !/"(Ref|Fn::[^"]*)":|\{\{resolve:/.test(JSON.stringify(value)));
    fc.assert(fc.property(literals, (value) => {
      expect(JSON.stringify(resolve(value))).toBe(JSON.stringify(value));
    }));
  });
});
