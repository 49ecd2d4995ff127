import { Fn, Size, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { RuleCases } from './rule-case';
import { McpImageCodeOptions, McpLambdaServerProps, McpServerCode, WebAdapter } from '../../src';
import { ADAPTER_LINE } from '../../src/private/adapter-image';
import { directoryOf, imageDirectory } from '../support';

const DIGEST = `sha256:${'0a'.repeat(32)}`;

function image(options: McpImageCodeOptions = {}, files: Record<string, string> = {}): Partial<McpLambdaServerProps> {
  return { code: McpServerCode.image(imageDirectory(files), options) };
}

function ecrImage(tagOrDigest: string, region?: string): Partial<McpLambdaServerProps> {
  const repository = ecr.Repository.fromRepositoryArn(new Stack(), 'Repository', `arn:aws:ecr:${region ?? 'eu-central-1'}:123456789012:repository/tools`);
  return { code: McpServerCode.imageFromEcr(repository, { tagOrDigest }) };
}

const layer = (name: string) => lambda.LayerVersion.fromLayerVersionArn(new Stack(), name, `arn:aws:lambda:eu-central-1:123456789012:layer:${name}:1`);

/** Container images, and what no function of one has. */
export const CODE_IMAGE_RULE_CASES: Record<string, () => RuleCases> = {
  dockerfileMissing: () => ({
    fails: [
      { props: { code: McpServerCode.image(directoryOf({ 'server.js': '' })) }, says: ['code.file: got "Dockerfile"', 'which is missing'] },
      { props: image({ file: 'other/Dockerfile' }), says: ['got "other/Dockerfile"', 'which is missing'] },
      { props: image({ file: '../Dockerfile' }), says: ['outside of the directory'] },
      { props: image({ file: 'docker' }, { 'docker/Dockerfile': '' }), says: ['which is not a file'] },
      { props: image({ file: Fn.ref('File') }), says: ['got a token', 'which is a token'] },
    ],
    passes: [{ props: image() }, { props: image({ file: 'docker/Server' }, { 'docker/Server': `FROM scratch\n${ADAPTER_LINE}\n` }) }],
  }),
  dockerTargetUnknown: () => ({
    fails: [
      { props: image({ target: 'build' }), says: ['code.target: got "build"', '"final", "0"'] },
      { props: image({ target: '1' }), says: ['code.target: got "1"'] },
      { props: image({ target: 'build' }, { Dockerfile: `# nothing\n${ADAPTER_LINE}\n` }), says: ['which has none'] },
    ],
    passes: ['final', 'FINAL', '0'].map((target) => ({ props: image({ target }) })),
  }),
  dockerBuildToken: () => ({
    fails: [
      { props: image({ buildArgs: { VERSION: '1', BUCKET: Fn.ref('Bucket') } }), says: ['code.buildArgs: got a token', 'before anything is deployed'] },
      { props: image({ buildSecrets: { token: Fn.ref('Token') } }), says: ['code.buildSecrets: got a token'] },
      { props: image({ target: Fn.ref('Target') }), says: ['code.target: got a token'] },
    ],
    passes: [{ props: image({ buildArgs: { VERSION: '1' }, buildSecrets: { token: 'src=token.txt' } }) }],
  }),
  dockerfileWithoutAdapter: () => ({
    fails: ['FROM node:24\nCMD ["node", "server.js"]\n', `FROM node:24\n# ${ADAPTER_LINE}\n`].map((Dockerfile) => ({
      props: image({}, { Dockerfile }), says: ['does not name the Lambda Web Adapter', ADAPTER_LINE, 'base image'],
    })),
    passes: [{ props: image() }, { props: image({}, { Dockerfile: 'FROM node:24\nCOPY adapter /opt/extensions/\n' }) }, { props: ecrImage('1') }],
  }),
  imageTagInvalid: () => ({
    fails: ['', '-a', 'a b', 'a:b', 'x'.repeat(129), 'sha256:12', `${DIGEST}0`].map((tag) => ({
      props: ecrImage(tag), says: [`code.tagOrDigest: got ${JSON.stringify(tag)}`, 'sha256:'],
    })),
    passes: ['1.4.2', 'v1_a', DIGEST, 'x'.repeat(128), Fn.ref('Tag')].map((tag) => ({ props: ecrImage(tag) })),
  }),
  imageTagMoves: () => ({
    fails: [{ props: ecrImage('latest'), says: ['code.tagOrDigest: got "latest"', 'no deployment brings the new image'] }],
    passes: ['1.4.2', DIGEST, Fn.ref('Tag')].map((tag) => ({ props: ecrImage(tag) })),
  }),
  imageInOtherRegion: () => ({
    fails: [{ props: ecrImage('1', 'eu-west-1'), region: 'eu-central-1', says: ['a repository in eu-west-1 for a stack in eu-central-1', 'replicate'] }],
    passes: [{ props: ecrImage('1', 'eu-west-1'), region: 'eu-west-1' }, { props: ecrImage('1', 'eu-west-1') }, { props: image(), region: 'eu-west-1' }],
  }),
  settingNotForCode: () => {
    const extension = lambda.ParamsAndSecretsLayerVersion.fromVersion(lambda.ParamsAndSecretsVersions.V1_0_103);
    const signing = lambda.CodeSigningConfig.fromCodeSigningConfigArn(
      new Stack(), 'Signing', 'arn:aws:lambda:eu-central-1:123456789012:code-signing-config:csc-0f6c334abcdea4d8b');
    const function_ = (stack: Stack) => new lambda.Function(stack, 'Function', {
      code: lambda.Code.fromInline('#'),
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'run.sh',
      environment: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/bootstrap' },
      layers: [layer('adapter')],
    });
    return {
      fails: [
        { props: { ...image(), adapter: WebAdapter.layer() }, says: ['adapter: got it beside McpServerCode.image("', ADAPTER_LINE] },
        { props: { ...ecrImage('1'), adapter: WebAdapter.layer() }, says: ['adapter: got it beside McpServerCode.imageFromEcr(…)'] },
        { props: { ...image(), layers: [layer('a')] }, says: ['layers: got it', 'copied into the image'] },
        { props: { ...image(), paramsAndSecrets: extension }, says: ['paramsAndSecrets: got it', 'takes no layers'] },
        { props: { ...image(), codeSigningConfig: signing }, says: ['codeSigningConfig: got it', 'ZIP archives alone'] },
        { props: (stack) => ({ code: McpServerCode.existing(function_(stack)), memorySize: 512 }), says: ['memorySize: got it beside McpServerCode.existing(…)', 'brings its own'] },
      ],
      passes: [
        { props: { ...image(), ephemeralStorageSize: Size.gibibytes(1), memorySize: 512 } },
        { props: { adapter: WebAdapter.layer(), layers: [layer('a')], paramsAndSecrets: extension } },
        { props: (stack) => ({ code: McpServerCode.existing(function_(stack)), memorySize: undefined, environment: { RUST_LOG: 'info' }, aliasName: 'now' }) },
      ],
    };
  },
};
