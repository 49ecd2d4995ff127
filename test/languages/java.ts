import * as fs from 'node:fs';
import * as path from 'node:path';
import { Language } from './language';
import { CONSUMERS, failureOf, run } from './run';
import { MAVEN_REPOSITORY } from '../../scripts/package-languages';
import { aptInstall } from '../deploy/tools/apt';

const PACKAGES = ['default-jdk-headless', 'maven'];

/** The oldest JDK that compiles the app: `release` in its POM. */
const RELEASE = '17';

const failure = () => failureOf('javac', ['--release', RELEASE, '--version']) ?? failureOf('mvn', ['--version']);

/** Java, with a jar in the Maven repository that is packed. */
export const java: Language = {
  name: 'java',

  install: () => {
    if (!failure()) return { programs: [] };
    const failed = aptInstall(...PACKAGES) ?? failure();
    return failed ? { error: `A JDK from ${RELEASE} on and Maven are needed on the path:\n${failed}` } : { programs: [] };
  },

  synthesise: (outdir) => synthesiseJava(path.join(CONSUMERS, 'java'), outdir),
};

/** Compiles the project with the packed jar, and runs its app. */
export function synthesiseJava(project: string, outdir: string): void {
  // Maven keeps a version for ever: what it has is the jar of another run.
  fs.rmSync(path.join(MAVEN_REPOSITORY, 'io', 'github', 'cdk-mcp-lambda'), { recursive: true, force: true });
  fs.rmSync(path.join(project, 'target'), { recursive: true, force: true });
  run('mvn', ['--batch-mode', '--quiet', '--file', path.join(project, 'pom.xml'), `-Dmaven.repo.local=${MAVEN_REPOSITORY}`, 'compile', 'exec:java'], {
    cwd: CONSUMERS, env: { CDK_OUTDIR: outdir },
  });
}
