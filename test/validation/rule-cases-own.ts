import * as path from 'node:path';
import { Fn, Size, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { RuleCases } from './rule-case';
import { McpLambdaServerProps, McpServerCode, WebAdapter } from '../../src';
import { adapterDirectory, directoryOf, elf } from '../support';
import { zipOf } from '../support-zip';

/** A layer that stands outside of the stack. */
function layer(name: string, compatibleRuntimes?: lambda.Runtime[]): lambda.ILayerVersion {
  return lambda.LayerVersion.fromLayerVersionAttributes(new Stack(), name, {
    layerVersionArn: `arn:aws:lambda:eu-central-1:123456789012:layer:${name}:1`, compatibleRuntimes,
  });
}

const EXTENSION = lambda.ParamsAndSecretsLayerVersion.fromVersionArn('arn:aws:lambda:eu-central-1:123456789012:layer:extension:1');
const layers = (count: number) => Array.from({ length: count }, (_, index) => layer(`L${index}`));
const signing = () => lambda.CodeSigningConfig.fromCodeSigningConfigArn(
  new Stack(), 'Signing', 'arn:aws:lambda:eu-central-1:123456789012:code-signing-config:csc-0f6c334abcdea4d8b');
const logGroup = () => logs.LogGroup.fromLogGroupName(new Stack(), 'Logs', 'tools');
const python = () => McpServerCode.python(directoryOf({ 'server.py': '' }), { entry: 'server.py' });

function copyOf(directoryOrZip: string): Partial<McpLambdaServerProps> {
  return { adapter: WebAdapter.fromAsset(directoryOrZip) };
}

function zipped(content: Buffer): string {
  return path.join(directoryOf({ 'layer.zip': content }), 'layer.zip');
}

/** What of the function is the user's own, and the copy of the adapter. */
export const OWN_RULE_CASES: Record<string, () => RuleCases> = {
  functionNameInvalid: () => ({
    fails: ['', 'a b', 'a:b', 'x'.repeat(65), 'arn:aws:lambda:eu-central-1:123456789012:function:a'].map((functionName) => ({
      props: { functionName }, says: [`functionName: got ${JSON.stringify(functionName)}`, '1 to 64 letters'],
    })),
    passes: ['a', 'Tools_mcp-1', 'x'.repeat(64), Fn.ref('Name')].map((functionName) => ({ props: { functionName } })),
  }),
  descriptionTooLong: () => ({
    fails: [{ props: { description: 'x'.repeat(257) }, says: ['description: got 257 characters', 'at most 256'] }],
    passes: [{ props: { description: 'x'.repeat(256) } }, { props: { description: '' } }],
  }),
  logRetentionBesideLogGroup: () => ({
    fails: [{
      props: { logGroup: logGroup(), logRetention: logs.RetentionDays.ONE_WEEK },
      says: ['logRetention: got 7 days beside a logGroup', 'one of the two'],
    }],
    passes: [{ props: { logGroup: logGroup() } }, { props: { logRetention: logs.RetentionDays.ONE_WEEK } }],
  }),
  ephemeralStorageOutOfRange: () => ({
    fails: [
      { props: { ephemeralStorageSize: Size.mebibytes(511) }, says: ['ephemeralStorageSize: got 511 MB', '512 to 10240'] },
      { props: { ephemeralStorageSize: Size.mebibytes(10241) }, says: ['got 10241 MB'] },
      { props: { ephemeralStorageSize: Size.kibibytes(1024 * 512 + 512) }, says: ['got 512.5 MB', 'whole MB'] },
    ],
    passes: [{ props: { ephemeralStorageSize: Size.mebibytes(512) } }, { props: { ephemeralStorageSize: Size.gibibytes(10) } }],
  }),
  tooManyLayers: () => ({
    fails: [
      { props: { layers: layers(5) }, says: ['layers: got 5 layers', 'at most 4', 'the adapter is one'] },
      { props: { layers: layers(4), paramsAndSecrets: EXTENSION }, says: ['layers: got 4 layers', 'at most 3', 'paramsAndSecrets another'] },
    ],
    passes: [{ props: { layers: layers(4) } }, { props: { layers: [] } }, { props: { layers: layers(3), paramsAndSecrets: EXTENSION } }],
  }),
  layerRepeated: () => ({
    fails: [{ props: { layers: [layer('A'), layer('B'), layer('A')] }, says: ['layers: got "arn:', 'layer:A:1" twice', 'each layer once'] }],
    passes: [{ props: { layers: [layer('A'), layer('B')] } }],
  }),
  layerForOtherRuntime: () => ({
    fails: [
      { props: { layers: [layer('A', [lambda.Runtime.PYTHON_3_12])] }, says: ['a layer for python3.12 in place 1', 'provided.al2023', 'McpServerCode.asset('] },
      { props: { code: python(), layers: [layer('A'), layer('B', [lambda.Runtime.NODEJS_24_X])] }, says: ['nodejs24.x in place 2', 'python3.13'] },
    ],
    passes: [
      { props: { layers: [layer('A', [lambda.Runtime.PROVIDED_AL2023])] } },
      { props: { code: python(), layers: [layer('A', [lambda.Runtime.PYTHON_3_12, lambda.Runtime.PYTHON_3_13])] } },
    ],
  }),
  codeSigningForeignLayer: () => ({
    fails: [{ props: { codeSigningConfig: signing() }, says: ['codeSigningConfig: got WebAdapter.layer(…)', 'WebAdapter.layerVersionArn(…)'] }],
    passes: [
      { props: {} },
      { props: { codeSigningConfig: signing(), adapter: WebAdapter.layerVersionArn('arn:aws:lambda:eu-central-1:123456789012:layer:signed:1') } },
    ],
  }),
  adapterAssetMissing: () => ({
    fails: [
      { props: copyOf('no/such/layer'), says: ['adapter: got WebAdapter.fromAsset("no/such/layer"), which is missing', 'working directory'] },
      { props: copyOf(path.join(adapterDirectory(), 'bootstrap')), says: ['neither a directory nor a ZIP archive'] },
      { props: copyOf(zipped(Buffer.from('no archive'))), says: ['neither a directory nor a ZIP archive'] },
    ],
    passes: [
      { props: copyOf(adapterDirectory()) },
      { props: copyOf(zipped(zipOf({ 'extensions/lambda-adapter': { content: elf(0xb7) } }))) },
    ],
  }),
  adapterAssetIncomplete: () => ({
    fails: [
      { props: copyOf(directoryOf({ 'lambda-adapter': elf(0xb7) })), says: ['without "extensions/lambda-adapter"', 'from there alone'] },
      { props: copyOf(zipped(zipOf({ 'layer/extensions/lambda-adapter': { content: elf(0xb7) } }))), says: ['without "extensions/lambda-adapter"'] },
      {
        props: { code: python(), ...copyOf(directoryOf({ 'extensions/lambda-adapter': elf(0xb7) })) },
        says: ['without "bootstrap"', 'starts servers in managed runtimes'],
      },
    ],
    passes: [
      { props: copyOf(directoryOf({ 'extensions/lambda-adapter': elf(0xb7) })) },
      { props: { code: python(), ...copyOf(adapterDirectory()) } },
    ],
  }),
  adapterAssetNotExecutable: () => ({
    fails: [
      { props: copyOf(directoryOf({ 'extensions/lambda-adapter': elf(0xb7) }, 0o644)), says: ['is not executable for everybody', 'chmod 755'] },
      {
        props: { code: python(), ...copyOf(zipped(zipOf({ 'extensions/lambda-adapter': { content: elf(0xb7) }, 'bootstrap': { content: '#!/bin/sh\n', mode: 0 } }))) },
        says: ['whose "bootstrap" is not executable'],
      },
    ],
    passes: [
      { props: copyOf(adapterDirectory()) },
      { props: copyOf(directoryOf({ 'extensions/lambda-adapter': elf(0xb7) }, 0o644)), platform: 'win32' },
    ],
  }),
  adapterAssetWrongArchitecture: () => ({
    fails: [
      { props: copyOf(adapterDirectory(0x3e)), says: ['built for x86_64', 'the adapter for arm64', 'LambdaAdapterLayerArm64'] },
      { props: { architecture: lambda.Architecture.X86_64, ...copyOf(zipped(zipOf({ 'extensions/lambda-adapter': { content: elf(0xb7) } }))) }, says: ['built for arm64'] },
      { props: copyOf(directoryOf({ 'extensions/lambda-adapter': '#!/bin/sh\n' })), says: ['no executable for Linux'] },
    ],
    passes: [{ props: copyOf(adapterDirectory(0xb7)) }, { props: { architecture: lambda.Architecture.X86_64, ...copyOf(adapterDirectory(0x3e)) } }],
  }),
};
