import * as fs from 'node:fs';
import * as path from 'node:path';
import { Language } from './language';
import { CONSUMERS, failureOf, run } from './run';
import { MAVEN_REPOSITORY } from '../../scripts/package-languages';

const POM = path.join(CONSUMERS, 'java', 'pom.xml');

const PACKAGES = ['default-jdk-headless', 'maven'];

const isMissing = () => failureOf('javac', ['-version']) ?? failureOf('mvn', ['--version']);

/** Java, with a jar in the Maven repository that is packed. */
export const java: Language = {
  name: 'java',

  install: () => {
    if (isMissing()) {
      const failed = failureOf('apt-get', ['update']) ?? failureOf('apt-get', ['install', '--yes', '--no-install-recommends', ...PACKAGES]);
      if (failed) return { error: failed };
    }
    const missing = isMissing();
    return missing ? { error: missing } : { programs: [] };
  },

  synthesise: (outdir) => {
    // Maven keeps a version for ever: what it has is the jar of another run.
    fs.rmSync(path.join(MAVEN_REPOSITORY, 'io', 'github', 'cdk-mcp-lambda'), { recursive: true, force: true });
    fs.rmSync(path.join(CONSUMERS, 'java', 'target'), { recursive: true, force: true });
    run('mvn', ['--batch-mode', '--quiet', '--file', POM, `-Dmaven.repo.local=${MAVEN_REPOSITORY}`, 'compile', 'exec:java'], {
      cwd: CONSUMERS, env: { CDK_OUTDIR: outdir },
    });
  },
};
