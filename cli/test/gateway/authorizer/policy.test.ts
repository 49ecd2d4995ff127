import { allows, statementsOf } from '../../../src/gateway/authorizer/policy';

const ARN = 'arn:aws:execute-api:us-east-1:000000000000:local/$default/POST/mcp';
const decide = (...Statement: object[]) => allows(statementsOf({ Statement })!, ARN);
const allow = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: ARN };

test.each<[string, boolean, object[]]>([
  ['the route itself', true, [allow]],
  ['nothing', false, []],
  ['everything', true, [{ ...allow, Action: '*', Resource: '*' }]],
  ['an action in other letters, with a star', true, [{ ...allow, Action: 'EXECUTE-API:inv*' }]],
  ['another action', false, [{ ...allow, Action: 'execute-api:ManageConnections' }]],
  ['lists', true, [{ ...allow, Action: ['sts:AssumeRole', 'execute-api:Invoke'], Resource: ['x', `${ARN.slice(0, -1)}?`] }]],
  ['a star within', true, [{ ...allow, Resource: 'arn:aws:execute-api:*:local/*/POST/m*p' }]],
  ['the beginning alone', false, [{ ...allow, Resource: ARN.slice(0, -1) }]],
  ['a resource in other letters', false, [{ ...allow, Resource: ARN.toUpperCase() }]],
  ['a letter that is no wildcard', false, [{ ...allow, Resource: ARN.replace('$default', '.default') }]],
  ['a denial besides', false, [allow, { ...allow, Effect: 'Deny', Resource: '*' }]],
  ['a denial of something else besides', true, [allow, { ...allow, Effect: 'Deny', Resource: `${ARN}/x` }]],
  ['a name of the statement', true, [{ ...allow, Sid: 'a' }]],
  ['a condition', false, [{ ...allow, Condition: { Bool: {} } }]],
  ['a denial on a condition', false, [allow, { ...allow, Effect: 'Deny', Resource: 'x', Condition: { Bool: {} } }]],
  ['two stars that share letters', true, [{ ...allow, Resource: '*:*c*p' }]],
  ['more letters than there are', false, [{ ...allow, Resource: `${ARN}?` }]],
  ['no resource', false, [{ Effect: 'Allow', Action: '*' }]],
])('a policy of %s: %s', (_name, admitted, statements) => {
  expect(decide(...statements)).toBe(admitted);
});

test.each([undefined, null, 'Allow', {}, { Statement: ['a'] }, { Statement: [{ Effect: 'allow' }] }])('%j is no policy', (document) => {
  expect(statementsOf(document)).toBeUndefined();
});

test('many stars are evaluated in a moment', () => {
  const started = performance.now();
  expect(decide({ ...allow, Resource: `${'*'.repeat(800)}x` }, { ...allow, Resource: `${'*a'.repeat(400)}x` })).toBe(false);
  expect(performance.now() - started).toBeLessThan(1_000);
});
