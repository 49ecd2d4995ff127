import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { McpAuth, McpLambdaServer, McpServerCode, WebAdapter } from '../../src';
import { adapterDirectory, bootstrapDirectory, directoryOf, elf, templateWith } from '../support';
import { zipOf } from '../support-zip';

function layersIn(region: string | undefined, props: Parameters<typeof templateWith>[0] = {}): unknown {
  const template = templateWith(props, region ? { env: { region } } : {});
  return Object.values(template.findResources('AWS::Lambda::Function'))[0].Properties.Layers;
}

test('the public layer is taken in the region of the stack', () => {
  expect(layersIn('eu-central-1')).toEqual(['arn:aws:lambda:eu-central-1:753240598075:layer:LambdaAdapterLayerArm64:30']);
});

test('a stack that does not know its region takes the commercial layer', () => {
  expect(layersIn(undefined)).toEqual([
    { 'Fn::Join': ['', ['arn:aws:lambda:', { Ref: 'AWS::Region' }, ':753240598075:layer:LambdaAdapterLayerArm64:30']] },
  ]);
});

test('it is the layer of the architecture', () => {
  expect(layersIn('eu-central-1', { architecture: lambda.Architecture.X86_64 })).toEqual([
    'arn:aws:lambda:eu-central-1:753240598075:layer:LambdaAdapterLayerX86:30',
  ]);
});

test('China has a partition and owners of its own', () => {
  expect(layersIn('cn-north-1')).toEqual(['arn:aws-cn:lambda:cn-north-1:041581134020:layer:LambdaAdapterLayerArm64:30']);
  expect(layersIn('cn-northwest-1')).toEqual(['arn:aws-cn:lambda:cn-northwest-1:069767869989:layer:LambdaAdapterLayerArm64:30']);
});

test('another version can be named', () => {
  expect(layersIn('eu-central-1', { adapter: WebAdapter.layer({ version: 28 }) })).toEqual([
    'arn:aws:lambda:eu-central-1:753240598075:layer:LambdaAdapterLayerArm64:28',
  ]);
});

test('an own layer is taken by its ARN', () => {
  const arn = 'arn:aws:lambda:eu-central-1:123456789012:layer:our-adapter:4';
  expect(layersIn('eu-central-1', { adapter: WebAdapter.layerVersionArn(arn) })).toEqual([arn]);
});

describe('a copy in own files', () => {
  test('is a layer of the stack, for the architecture of the function', () => {
    const template = templateWith({ adapter: WebAdapter.fromAsset(adapterDirectory()) });
    const [id] = Object.keys(template.findResources('AWS::Lambda::LayerVersion'));
    template.hasResourceProperties('AWS::Lambda::LayerVersion', { CompatibleArchitectures: ['arm64'], LicenseInfo: 'Apache-2.0' });
    template.hasResourceProperties('AWS::Lambda::Function', { Layers: [{ Ref: id }] });
  });

  test('may be a ZIP archive', () => {
    const directory = directoryOf({
      'layer.zip': zipOf({ 'extensions/lambda-adapter': { content: elf(0x3e) }, 'bootstrap': { content: '#!/bin/sh\n' } }),
    });
    const template = templateWith({ adapter: WebAdapter.fromAsset(path.join(directory, 'layer.zip')), architecture: lambda.Architecture.X86_64 });
    template.hasResourceProperties('AWS::Lambda::LayerVersion', { CompatibleArchitectures: ['x86_64'] });
  });

  test('serves any number of servers in any number of stacks', () => {
    const adapter = WebAdapter.fromAsset(adapterDirectory());
    const app = new App();
    const code = McpServerCode.asset(bootstrapDirectory());
    const stacks = ['One', 'Two'].map((id) => new Stack(app, id));
    stacks.forEach((stack) => ['A', 'B'].forEach((id) => new McpLambdaServer(stack, id, { code, auth: McpAuth.none(), adapter })));
    stacks.forEach((stack) => Template.fromStack(stack).resourceCountIs('AWS::Lambda::LayerVersion', 2));
  });
});
