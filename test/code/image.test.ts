import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { McpAuth, McpEndpoint, McpImageCodeOptions, McpLambdaServer, McpLambdaServerProps, McpServerCode, McpSnapStart } from '../../src';
import { directoryOf, environmentOf, imageDirectory, templateWith } from '../support';

function functionIn(template: Template): Record<string, any> {
  return Object.values(template.findResources('AWS::Lambda::Function'))[0].Properties;
}

/** What the deployment is told of the image, and where its files are. */
function imageOf(directory: string, options: McpImageCodeOptions = {}, props: Partial<McpLambdaServerProps> = {}): Record<string, any> {
  const app = new App();
  new McpLambdaServer(new Stack(app, 'Stack'), 'Server', { code: McpServerCode.image(directory, options), auth: McpAuth.none(), ...props });
  const assembly = app.synth();
  const { dockerImages } = JSON.parse(fs.readFileSync(path.join(assembly.directory, 'Stack.assets.json'), 'utf8'));
  const [[hash, { source }]] = Object.entries<any>(dockerImages);
  return { ...source, hash, directory: path.join(assembly.directory, source.directory) };
}

test('it is an image function, without layer, runtime and handler', () => {
  const properties = functionIn(templateWith({ code: McpServerCode.image(imageDirectory()) }));
  expect(properties).toMatchObject({ PackageType: 'Image', Architectures: ['arm64'], MemorySize: 1024 });
  expect(Object.keys(properties)).toEqual(expect.not.arrayContaining(['Layers', 'Runtime', 'Handler', 'ImageConfig']));
  expect(Object.keys(properties.Code)).toEqual(['ImageUri']);
});

test('the adapter in the image is told the same as one in a layer', () => {
  const environment = environmentOf(templateWith({ code: McpServerCode.image(imageDirectory(), { port: 3000 }) }));
  expect(environment).toEqual(environmentOf(templateWith({ code: McpServerCode.asset(directoryOf({ bootstrap: '#!/bin/sh\n' }), { port: 3000 }) })));
  expect(environment).toMatchObject({ AWS_LWA_PORT: '3000' });
});

test.each([
  [undefined, 'linux/arm64'],
  [lambda.Architecture.ARM_64, 'linux/arm64'],
  [lambda.Architecture.X86_64, 'linux/amd64'],
])('it is built for the processor of the function: %s', (architecture, platform) => {
  expect(imageOf(imageDirectory(), {}, { architecture }).platform).toBe(platform);
});

test('the Dockerfile, its stage, arguments and secrets reach the build', () => {
  const directory = directoryOf({ 'docker/Server': 'FROM scratch AS final\nCOPY lambda-adapter /opt/extensions/\n' });
  expect(imageOf(directory, { file: 'docker/Server', target: 'final', buildArgs: { VERSION: '1' }, buildSecrets: { token: 'src=token.txt' } })).toMatchObject({
    dockerFile: 'docker/Server', dockerBuildTarget: 'final', dockerBuildArgs: { VERSION: '1' }, dockerBuildSecrets: { token: 'src=token.txt' },
  });
});

test('the image is another one with another Dockerfile, file or argument, and with nothing else', () => {
  const files = { Dockerfile: 'FROM scratch\nCOPY lambda-adapter /opt/extensions/\n', server: '1' };
  const { hash } = imageOf(directoryOf(files));
  expect(imageOf(directoryOf(files), { port: 3000, cmd: ['other'] }).hash).toBe(hash);
  expect(imageOf(directoryOf({ ...files, server: '2' })).hash).not.toBe(hash);
  expect(imageOf(directoryOf({ ...files, Dockerfile: 'FROM alpine\nCOPY lambda-adapter /opt/extensions/\n' })).hash).not.toBe(hash);
  expect(imageOf(directoryOf(files), { buildArgs: { VERSION: '1' } }).hash).not.toBe(hash);
});

test('what .dockerignore names, a repository and assemblies are left out of the image and its hash', () => {
  const directory = imageDirectory({ '.dockerignore': 'notes.txt\n', 'notes.txt': '', '.git/HEAD': '', 'cdk.out/old.json': '', 'server.js': '' });
  const image = imageOf(directory);
  expect(fs.readdirSync(image.directory).sort()).toEqual(['.dockerignore', 'Dockerfile', 'server.js']);
  fs.writeFileSync(path.join(directory, '.git', 'HEAD'), 'another commit');
  expect(imageOf(directory).hash).toBe(image.hash);
});

test('what the container runs can be another thing than the image says', () => {
  const options = { cmd: ['node', 'server.js'], entrypoint: ['/bin/tini', '--'], workingDirectory: '/srv' };
  const config = { Command: options.cmd, EntryPoint: options.entrypoint, WorkingDirectory: options.workingDirectory };
  expect(functionIn(templateWith({ code: McpServerCode.image(imageDirectory(), options) })).ImageConfig).toEqual(config);
  const ecrCode = (stack: Stack) => McpServerCode.imageFromEcr(ecr.Repository.fromRepositoryName(stack, 'Repository', 'tools'), { tagOrDigest: '1', ...options });
  expect(functionIn(templateWith((stack) => ({ code: ecrCode(stack) }))).ImageConfig).toEqual(config);
});

test.each([
  ['1.4.2', ':1.4.2'],
  [`sha256:${'a'.repeat(64)}`, `@sha256:${'a'.repeat(64)}`],
])('an image of a repository is named by %s', (tagOrDigest, end) => {
  const template = templateWith((stack) => ({ code: McpServerCode.imageFromEcr(ecr.Repository.fromRepositoryName(stack, 'Repository', 'tools'), { tagOrDigest }) }));
  expect(JSON.stringify(functionIn(template).Code.ImageUri)).toContain(`/tools${end}"`);
  expect(functionIn(template)).toMatchObject({ PackageType: 'Image' });
});

test('Lambda may pull from a repository of the app', () => {
  const template = templateWith((stack) => ({ code: McpServerCode.imageFromEcr(new ecr.Repository(stack, 'Repository'), { tagOrDigest: '1' }) }));
  const [repository] = Object.values(template.findResources('AWS::ECR::Repository'));
  const [statement, ...others] = repository.Properties.RepositoryPolicyText.Statement;
  expect(others).toEqual([]);
  expect(statement).toMatchObject({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } });
  expect(new Set(statement.Action)).toEqual(new Set(['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage']));
});

test('one image serves any number of servers and stacks', () => {
  const app = new App();
  const code = McpServerCode.image(imageDirectory());
  const stacks = ['One', 'Two'].map((name) => new Stack(app, name));
  stacks.forEach((stack) => ['A', 'B'].forEach((id) => new McpLambdaServer(stack, id, { code, auth: McpAuth.none() })));
  const uris = stacks.flatMap((stack) => (
    Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function')).map(({ Properties }) => JSON.stringify(Properties.Code))));
  expect(uris).toHaveLength(4);
  expect(new Set(uris).size).toBe(1);
});

test('instances can start from a snapshot, through every endpoint', () => {
  for (const endpoint of [McpEndpoint.httpApi(), McpEndpoint.restApi(), McpEndpoint.functionUrl()]) {
    const template = templateWith({ code: McpServerCode.image(imageDirectory()), snapStart: McpSnapStart.onPublishedVersions({ afterRestorePath: '/after' }), endpoint });
    expect(functionIn(template)).toMatchObject({ SnapStart: { ApplyOn: 'PublishedVersions' }, PackageType: 'Image' });
    expect(environmentOf(template)).toMatchObject({ AWS_LWA_SNAPSTART_AFTER_RESTORE_PATH: '/after' });
  }
});

test('a region without the adapter\'s layer is no matter, as the image has it', () => {
  expect(() => templateWith({ code: McpServerCode.image(imageDirectory()) }, { env: { region: 'us-gov-west-1' } })).not.toThrow();
});
