import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pack } from './pack';
import { ROOT, run } from './run';
import { go, java, python, TemplateProject, typescript } from './template-project';
import { tarballOf } from '../../scripts/package';

jest.setTimeout(600_000);

const CDK = path.join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');
const ENV = { CDK_DISABLE_CLI_TELEMETRY: 'true', JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-templates-'));
afterAll(() => fs.rmSync(directory, { recursive: true, force: true }));

const projects: TemplateProject[] = [typescript, python, java, go];

/** What the npm package holds, and not what the checkout does. */
const templates = path.join(directory, 'package', 'templates');

beforeAll(() => {
  run('tar', ['-xzf', tarballOf('cdk-mcp-lambda'), '-C', directory]);
  pack(...projects.map(({ language }) => language).filter((language) => language !== 'typescript'));
});

/** The types of the resources that an app of one stack has written. */
function resourceTypes(assembly: string): string[] {
  const [file] = fs.readdirSync(assembly).filter((name) => name.endsWith('.template.json'));
  const { Resources } = JSON.parse(fs.readFileSync(path.join(assembly, file), 'utf8')) as { Resources: Record<string, { Type: string }> };
  return Object.values(Resources).map(({ Type }) => Type);
}

test('there is a template for each language that is tried here, and for no other', () => {
  expect(fs.readdirSync(path.join(templates, 'mcp-server')).sort()).toEqual(projects.map(({ language }) => language).sort());
});

describe.each(projects.map((project) => [project.language, project] as const))('the project that cdk init makes in %s', (language, project) => {
  const installed = project.install();
  if ('error' in installed) console.error(`${language} could not be set up:\n${installed.error}`);
  const when = 'error' in installed ? test.skip : test;
  const programs = 'error' in installed ? [] : installed.programs;
  const made = path.join(directory, language, 'tools');

  when('has a CI file, passes its own tests, and synthesises', () => {
    fs.mkdirSync(made, { recursive: true });
    const init = ['init', '--unstable=init', '--from-path', templates, '--template-path', 'mcp-server', '--language', language, '--generate-only'];
    run(process.execPath, [CDK, ...init], { cwd: made, env: ENV });
    for (const file of ['.github/workflows/ci.yml', 'README.md', 'gitignore']) expect(fs.existsSync(path.join(made, file))).toBe(true);
    const place = project.prepare(made, programs);
    const env = { ...ENV, ...place.env };
    for (const [command, ...args] of project.checks) run(command, args, { ...place, env });
    run(process.execPath, [CDK, 'synth', '--quiet', '--no-notices'], { ...place, env });
    expect(resourceTypes(path.join(made, 'cdk.out'))).toEqual(expect.arrayContaining(['AWS::Lambda::Function', 'AWS::ApiGatewayV2::Authorizer', 'AWS::Cognito::UserPool']));
  });
});
