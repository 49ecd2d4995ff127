import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, Stack, StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { McpAuth, McpLambdaServer, McpLambdaServerProps, McpServerCode } from '../src';
import { ADAPTER_LINE } from '../src/private/adapter-image';
import { speakOf, Words } from '../src/private/words';

/** A directory of files, with their modes; it goes when the test file ends. */
export function directoryOf(files: Record<string, string | Buffer>, mode = 0o755): string {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-test-'));
  directories.push(directory);
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
    fs.writeFileSync(path.join(directory, name), content);
    fs.chmodSync(path.join(directory, name), mode); // whatever the umask
  }
  return directory;
}

const directories: string[] = [];
afterAll(() => directories.forEach((directory) => fs.rmSync(directory, { recursive: true, force: true })));

/** The header of an ELF executable for a machine; the class is 1 for 32 bits and 2 for 64. */
export function elf(machine: number, elfClass = 2): Buffer {
  const header = Buffer.alloc(64);
  header.write('\x7fELF', 'latin1');
  header[4] = elfClass;
  header.writeUInt16LE(machine, 18);
  return header;
}

/** A `bootstrap` that would start. */
export function bootstrapDirectory(): string {
  return directoryOf({ bootstrap: '#!/bin/sh\nexec ./server\n' });
}

/** A directory with a Dockerfile that brings the adapter along. */
export function imageDirectory(files: Record<string, string> = {}): string {
  return directoryOf({ Dockerfile: `FROM scratch AS final\n${ADAPTER_LINE}\nCMD ["/server"]\n`, ...files });
}

/** A function that the user makes, with the adapter's layer. */
export function existingFunction(scope: Construct, props: Partial<lambda.FunctionProps> = {}): lambda.Function {
  return new lambda.Function(scope, 'Existing', {
    code: lambda.Code.fromAsset(bootstrapDirectory()),
    runtime: lambda.Runtime.PROVIDED_AL2023,
    handler: 'bootstrap',
    layers: [lambda.LayerVersion.fromLayerVersionArn(scope, 'Adapter', 'arn:aws:lambda:eu-central-1:753240598075:layer:LambdaAdapterLayerX86:30')],
    ...props,
  });
}

/** The files of the adapter's layer, for a machine. */
export function adapterDirectory(machine = 0xb7): string {
  return directoryOf({ 'extensions/lambda-adapter': elf(machine), 'bootstrap': '#!/bin/sh\nexec -- "${LAMBDA_TASK_ROOT}/${_HANDLER}"\n' });
}

/** What a test gives a server: some of it may have to stand in its stack. */
export type PropsOf = Partial<McpLambdaServerProps> | ((stack: Stack) => Partial<McpLambdaServerProps>);

/** A stack with one server, which has what it needs and what the test gives it, and speaks in these words. */
export function serverIn(props: PropsOf = {}, stackProps: StackProps = {}, words?: Words): McpLambdaServer {
  const stack = new Stack(new App({ treeMetadata: false }), 'Stack', stackProps);
  if (words) {
    speakOf(stack, 'Server', words);
  }
  return new McpLambdaServer(stack, 'Server', {
    code: McpServerCode.asset(bootstrapDirectory()),
    auth: McpAuth.none(),
    ...typeof props === 'function' ? props(stack) : props,
  });
}

/** The template of such a stack; `Template` also finds resources that depend on each other. */
export function templateWith(props: PropsOf = {}, stackProps: StackProps = {}): Template {
  return Template.fromStack(Stack.of(serverIn(props, stackProps)));
}

/** The environment of the one function in a template. */
export function environmentOf(template: Template): Record<string, unknown> {
  const [lambdaFunction] = Object.values(template.findResources('AWS::Lambda::Function'));
  return lambdaFunction.Properties.Environment.Variables;
}

/** A function that could be an authorizer, and stands outside of the stack. */
export function authorizerFunction(): lambda.IFunction {
  return lambda.Function.fromFunctionArn(new Stack(), 'Authorizer', 'arn:aws:lambda:eu-central-1:123456789012:function:authorizer');
}

/** The hosted zone `example.com`, or another one, which stands outside of the stack. */
export function hostedZone(zoneName = 'example.com'): route53.IHostedZone {
  return route53.HostedZone.fromHostedZoneAttributes(new Stack(), 'Zone', { hostedZoneId: 'Z1', zoneName });
}

/** A certificate that stands outside of the stack; its names are unknown. */
export function importedCertificate(region = 'eu-central-1'): acm.ICertificate {
  return acm.Certificate.fromCertificateArn(new Stack(), 'Certificate', `arn:aws:acm:${region}:123456789012:certificate/3f1c`);
}
