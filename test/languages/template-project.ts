import * as fs from 'node:fs';
import * as path from 'node:path';
import { go as goItself } from './go';
import { java as javaItself } from './java';
import { Installed } from './language';
import { placeOfWheel } from './python';
import { CDK_VERSION, Place, ROOT, run } from './run';
import { tarballOf } from '../../scripts/package';
import { MAVEN_REPOSITORY } from '../../scripts/package-languages';
import { pythonVenvSync } from '../deploy/tools/python-venv';

/** What `requirements-dev.txt` of the projects asks for, installed once on a machine. */
const PYTHON_PACKAGES = [`aws-cdk-lib==${CDK_VERSION}`, 'mcp==2.3.0', 'uvicorn==0.54.0', 'pytest==9.2.0'];

/** A language that `cdk init` makes a project in, and how its user goes on. */
export interface TemplateProject {
  readonly language: string;

  /** Finds or installs what the machine needs. */
  readonly install: () => Installed;

  /** Installs the packages of the project, with the packed library for the published one. Returns where its commands run. */
  readonly prepare: (project: string, programs: readonly string[]) => Place;

  /** The commands of its README that check it. */
  readonly checks: readonly (readonly [string, ...string[]])[];
}

/** The CDK's command line, as a project's own, and what holds for it where nobody is signed in. */
export const CDK = path.join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');
export const ENV = { CDK_DISABLE_CLI_TELEMETRY: 'true', JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', AWS_EC2_METADATA_DISABLED: 'true' };

export const typescript: TemplateProject = {
  language: 'typescript',
  install: () => ({ programs: [] }),
  prepare: (cwd) => {
    run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline', tarballOf('cdk-mcp-lambda'), `aws-cdk-lib@${CDK_VERSION}`], { cwd });
    return { cwd };
  },
  checks: [['npm', 'run', 'check'], ['npm', 'test']],
};

function installPython(): Installed {
  const installed = pythonVenvSync(PYTHON_PACKAGES);
  return 'error' in installed ? installed : { programs: [path.dirname(installed.python)] };
}

/** The place, once pip has found all there that the project's `requirements-dev.txt` asks for. */
function requirePython(place: Place): Place {
  run('python', ['-m', 'pip', '--disable-pip-version-check', 'install', '--quiet', '--no-index', '--requirement', 'requirements-dev.txt'], place);
  return place;
}

export const python: TemplateProject = {
  language: 'python',
  install: installPython,
  prepare: (cwd, programs) => {
    const place = { cwd, ...placeOfWheel(`${cwd}-packages`, programs) };
    return requirePython(place);
  },
  checks: [['python', '-m', 'pytest']],
};

export const go: TemplateProject = {
  language: 'go',
  install: goItself.install,
  prepare: (cwd, programs) => {
    const module = 'github.com/cdk-mcp-lambda/cdk-mcp-lambda-go/cdkmcplambda';
    const cdk = 'github.com/aws/aws-cdk-go/awscdk/v2';
    const place = { cwd, programs, env: { GOTOOLCHAIN: 'local' } };
    // One version of the CDK, whichever is the oldest that the packed module takes.
    run('go', ['mod', 'edit', '-replace', `${module}=${path.join(ROOT, 'dist', 'go', 'cdkmcplambda')}`, '-replace', `${cdk}=${cdk}@v${CDK_VERSION}`], place);
    run('go', ['mod', 'tidy'], place);
    return place;
  },
  checks: [['go', 'vet', './...'], ['go', 'test', './...']],
};

export const java: TemplateProject = {
  language: 'java',
  // Its server is in Python.
  install: () => {
    const installed = javaItself.install();
    return 'error' in installed ? installed : installPython();
  },
  prepare: (cwd, programs) => {
    // Maven keeps a version for ever: what it has is the jar of another run.
    fs.rmSync(path.join(MAVEN_REPOSITORY, 'io', 'github', 'cdk-mcp-lambda'), { recursive: true, force: true });
    const settings = `${cwd}-settings.xml`;
    const packed = `<id>packed</id><repositories><repository><id>packed</id><url>file://${path.join(ROOT, 'dist', 'java')}</url></repository></repositories>`;
    fs.writeFileSync(settings, `<settings><profiles><profile>${packed}</profile></profiles><activeProfiles><activeProfile>packed</activeProfile></activeProfiles></settings>`);
    fs.mkdirSync(path.join(cwd, '.mvn'));
    fs.writeFileSync(path.join(cwd, '.mvn', 'maven.config'), ['--settings', settings, `-Dmaven.repo.local=${MAVEN_REPOSITORY}`, ''].join('\n'));
    return requirePython({ cwd, programs });
  },
  checks: [['mvn', '--batch-mode', '--quiet', 'test'], ['python', '-m', 'pytest']],
};
