import { readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { LanguagePackage } from './language-package';
import { MAVEN_REPOSITORY } from '../../../scripts/package-languages';
import { java as language } from '../../languages/java';
import { CONSUMERS, run } from '../../languages/run';
import { ROOT } from '../workspace';

/** Where the packed jar is, in a Maven repository; one of another run may be in Maven's own. */
const PLACE = join('io', 'github', 'cdk-mcp-lambda');
const JAR = join(ROOT, 'dist', 'java', PLACE, 'cdk-mcp-lambda', '0.0.0', 'cdk-mcp-lambda-0.0.0.jar');

/** A jar, in which Java reads what it needs. */
export const java: LanguagePackage = {
  name: 'Java',
  language,
  install: (directory) => {
    const file = join(directory, 'classpath');
    run('mvn', [
      '--batch-mode', '--quiet', '--file', join(CONSUMERS, 'java', 'pom.xml'), `-Dmaven.repo.local=${MAVEN_REPOSITORY}`,
      'dependency:build-classpath', `-Dmdep.outputFile=${file}`,
    ]);
    const cdk = readFileSync(file, 'utf8').split(delimiter).filter((jar) => !jar.includes(PLACE));
    const classpath = [directory, JAR, ...cdk].join(delimiter);
    run('javac', ['-cp', classpath, '-d', directory, join(__dirname, 'Load.java')]);
    return {
      bytes: statSync(JAR).size,
      counted: 'the jar',
      loads: [{ name: 'load of the Java package', isGoal: true, run: () => run('java', ['-cp', classpath, 'Load']) }],
    };
  },
};
