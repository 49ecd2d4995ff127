import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pack } from './pack';
import { Place, run } from './run';
import { CDK, ENV, go, java, python, TemplateProject, typescript } from './template-project';
import { tarballOf } from '../../scripts/package';

jest.setTimeout(1_200_000); // Go compiles the whole CDK once on a machine

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-templates-'));
afterAll(() => fs.rmSync(directory, { recursive: true, force: true }));

const projects: TemplateProject[] = [typescript, python, java, go];

/** What the npm package holds, and not what the checkout does. */
const templates = path.join(directory, 'package', 'templates');

beforeAll(() => {
  run('tar', ['-xzf', tarballOf('cdk-mcp-lambda'), '-C', directory]);
  pack(...projects.map(({ language }) => language).filter((language) => language !== 'typescript'));
});

/** Where the stack is deployed, as the assembly has it. */
function environmentOf(assembly: string): string | undefined {
  const { artifacts } = JSON.parse(fs.readFileSync(path.join(assembly, 'manifest.json'), 'utf8')) as { artifacts: Record<string, { environment?: string }> };
  return artifacts.Tools.environment;
}

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
  const assembly = path.join(made, 'cdk.out');
  let place: Place;

  const synthesise = (env: Record<string, string> = {}) =>
    run(process.execPath, [CDK, 'synth', '--quiet', '--no-notices'], { ...place, env: { ...ENV, ...place.env, ...env } });

  when('has a CI file, passes its own tests, and synthesises', () => {
    fs.mkdirSync(made, { recursive: true });
    const init = ['init', '--unstable=init', '--from-path', templates, '--template-path', 'mcp-server', '--language', language, '--generate-only'];
    run(process.execPath, [CDK, ...init], { cwd: made, env: ENV });
    for (const file of ['.github/workflows/ci.yml', 'README.md', '.gitignore']) expect(fs.existsSync(path.join(made, file))).toBe(true);
    place = project.prepare(made, programs);
    for (const [command, ...args] of project.checks) run(command, args, { ...place, env: { ...ENV, ...place.env } });
    synthesise();
    expect(resourceTypes(assembly)).toEqual(expect.arrayContaining(['AWS::Lambda::Function', 'AWS::ApiGatewayV2::Authorizer', 'AWS::Cognito::UserPool']));
  });

  when('knows the account and region of whoever is signed in, where a VPC can be looked up', () => {
    synthesise({ CDK_DEFAULT_ACCOUNT: '111111111111', AWS_REGION: 'eu-central-1' });
    expect(environmentOf(assembly)).toBe('aws://111111111111/eu-central-1');
  });
});
