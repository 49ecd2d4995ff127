import { Duration, Fn, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { RuleCases } from './rule-case';
import { McpAuth, McpEndpoint, McpLambdaServer, McpLambdaServerProps, McpServerCode, McpServerCodeOptions } from '../../src';
import { existingFunction } from '../support';

/** A server of such a function. */
const existing = (
  fn: Partial<lambda.FunctionProps> = {}, options: McpServerCodeOptions = {}, props: Partial<McpLambdaServerProps> = {},
) => (stack: Stack) => (
  { code: McpServerCode.existing(existingFunction(stack, fn), options), ...props });

const inline = (environment: Record<string, string>) => ({
  code: lambda.Code.fromInline('#'), runtime: lambda.Runtime.PYTHON_3_13, handler: 'run.sh', environment,
});

/** Functions that the user makes. */
export const CODE_EXISTING_RULE_CASES: Record<string, () => RuleCases> = {
  existingImported: () => ({
    fails: [{
      props: (stack) => ({ code: McpServerCode.existing(lambda.Function.fromFunctionName(stack, 'Imported', 'tools') as lambda.Function) }),
      says: ['with Stack/Imported, a function that is imported', 'the app itself makes'],
    }],
    passes: [{ props: existing() }],
  }),
  existingInOtherStack: () => ({
    fails: [{
      props: (stack) => existing()(new Stack(stack.node.root as Construct, 'Other')), says: ['with Other/Existing, a function of another stack', 'the URL of the endpoint'],
    }],
    passes: [{ props: existing() }],
  }),
  existingServesAnother: () => ({
    fails: [{
      props: (stack) => {
        const code = McpServerCode.existing(existingFunction(stack));
        new McpLambdaServer(stack, 'First', { code, auth: McpAuth.none() });
        return { code };
      },
      says: ['with Stack/Existing, which is the server Stack/First already', 'two public URLs'],
    }],
    passes: [{
      props: (stack) => {
        new McpLambdaServer(stack, 'First', { code: McpServerCode.existing(existingFunction(new Construct(stack, 'Others'))), auth: McpAuth.none() });
        return existing()(stack);
      },
    }],
  }),
  existingEnvironmentDiffers: () => ({
    fails: [
      { props: existing({ environment: { PORT: '3000' } }), says: ['PORT set to "3000", which the server sets to "8080"', 'through the port of the code'] },
      { props: existing({ environment: { AWS_LWA_INVOKE_MODE: 'response_stream' } }), says: ['AWS_LWA_INVOKE_MODE', 'through the endpoint'] },
    ],
    passes: [
      { props: existing({ environment: { PORT: '3000', OWN: 'x' } }, { port: 3000 }) },
      { props: existing({ environment: { PORT: Fn.ref('Port'), AWS_LWA_ASYNC_INIT: 'true' } }) },
    ],
  }),
  existingTimeoutBeyondEndpoint: () => ({
    fails: [{ props: existing({ timeout: Duration.seconds(31) }), says: ['may take 31 seconds', 'at most 30 seconds'] }],
    passes: [
      { props: existing() },
      { props: existing({ timeout: Duration.seconds(30) }) },
      { props: existing({ timeout: Duration.minutes(15) }, {}, { endpoint: McpEndpoint.functionUrl() }) },
    ],
  }),
  existingWithoutAdapter: () => ({
    fails: [{ props: existing({ layers: [] }), says: ['with Stack/Existing, which has no layers', 'no request reaches the server'] }],
    passes: [{ props: existing() }],
  }),
  existingWithoutWrapper: () => ({
    fails: [{ props: existing(inline({})), says: ['managed runtime and no AWS_LAMBDA_EXEC_WRAPPER', '"/opt/bootstrap"'] }],
    passes: [{ props: existing(inline({ AWS_LAMBDA_EXEC_WRAPPER: '/opt/bootstrap' })) }, { props: existing() }],
  }),
};
