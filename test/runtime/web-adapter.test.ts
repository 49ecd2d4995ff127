import * as lambda from 'aws-cdk-lib/aws-lambda';
import { WebAdapter } from '../../src';
import { templateWith } from '../support';

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
