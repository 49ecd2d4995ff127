import { App, DefaultStackSynthesizer, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { FEATURES } from './deploy/lint/feature-servers';
import { bootstrapDirectory } from './support';
import { McpAuth, McpLambdaServer, McpServerCode } from '../src';

const env = { account: '123456789012', region: 'eu-central-1' };

type StackIn = (scope: Construct, id: string) => Stack;

const FIXED: StackIn = (scope, id) => new Stack(scope, id, { env });
const ANYWHERE: StackIn = (scope, id) => new Stack(scope, id);
const OWN_BOOTSTRAP: StackIn = (scope, id) => new Stack(scope, id, { env, synthesizer: new DefaultStackSynthesizer({ qualifier: 'platform' }) });

const reference = new App();

/** Where stacks can be, and how they are deployed. */
const PLACES: [place: string, scope: Construct, make: StackIn][] = [
  ['an app, in any environment', new App(), ANYWHERE],
  ['a stage', new Stage(new App(), 'Prod', { env }), ANYWHERE],
  ['a stage in any environment', new Stage(new App(), 'Prod'), ANYWHERE],
  ['an account with a bootstrap of its own', new App(), OWN_BOOTSTRAP],
];

const code = McpServerCode.asset(bootstrapDirectory());

/** A stack for each feature: they are synthesised together, which takes a tenth of the time. */
function stacksIn(scope: Construct, make: StackIn): Record<string, Stack> {
  return Object.fromEntries(Object.entries(FEATURES).map(([feature, props], index) => {
    const stack = make(scope, `Stack${index}`);
    new McpLambdaServer(stack, 'Server', { code, auth: McpAuth.none(), ...props(stack) });
    return [feature, stack];
  }));
}

/** What a stack is made of; a VPC has as many subnets as CDK knows zones. */
function typesOf(stack: Stack): string[] {
  const { Resources } = Template.fromStack(stack).toJSON();
  return [...new Set(Object.values<any>(Resources).map(({ Type }) => Type as string))].sort();
}

const expected = stacksIn(reference, FIXED);

describe.each(PLACES)('in %s', (_place, scope, make) => {
  const stacks = stacksIn(scope, make);

  test.each(Object.keys(FEATURES))('%s makes what it makes in a fixed environment', (feature) => {
    expect(typesOf(stacks[feature])).toEqual(typesOf(expected[feature]));
  });
});

test('assets go where the bootstrap of the account says', () => {
  const stack = OWN_BOOTSTRAP(new App(), 'Stack');
  new McpLambdaServer(stack, 'Server', { code, auth: McpAuth.none() });
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { Code: { S3Bucket: 'cdk-platform-assets-123456789012-eu-central-1' } });
});
