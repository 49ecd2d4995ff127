import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cdkApp, gitignore } from '../../init/cdk-app';
import { describeCandidate } from '../../init/choose';
import { deployToml, presentSettings } from '../../init/deploy-toml';
import { detect } from '../../init/detect/detect';
import { missingInDockerfile } from '../../init/detect/dockerfile';
import { installPackages } from '../../init/install-packages';
import { missingTools } from '../../init/prerequisites';
import { makeSettings, SettingOptions, Settings } from '../../init/settings';
import { WrittenFile, writeFiles } from '../../init/write-files';
import { PROJECT_DIRECTORY, projectOf } from '../../project/deploy-project';
import { canAsk } from '../../terminal/ask';
import { askInTerminal } from '../../terminal/question';
import { currentDirectory } from '../current-directory';

/** The options of `mcp-lambda deploy init`. */
export interface InitOptions extends SettingOptions {
  /** Whether files that were changed are overwritten. */
  readonly force?: boolean;
  /** False where the command line's own CDK app is to do. */
  readonly cdk: boolean;
  /** Whether the packages of the CDK app are installed. */
  readonly install: boolean;
  /** Asks nothing: what options do not say is what would be suggested. */
  readonly yes?: boolean;
}

/** Finds the server of the current directory and writes what deploys it. */
export async function initProject(options: InitOptions, print: (line: string) => void): Promise<void> {
  const directory = currentDirectory();
  const ask = !options.yes && canAsk() ? askInTerminal : undefined;
  const found = await detect(directory);
  const present = presentSettings(directory);
  const { settings, server } = await makeSettings({ directory, found, options, present, ask });
  const { candidate, program, others } = server;
  print(`${describeCandidate(candidate)}${program === undefined ? '' : `: ${program}`}, which answers at ${settings.path}`);
  if (others.length > 0) print(`  not taken: ${others.map(describeCandidate).join(', ')}. Choose by --kind ${others[0].kind}`);
  const files = [deployToml(settings), gitignore(), ...options.cdk ? cdkApp() : []];
  const written = writeFiles(directory, files, options.force ?? false);
  written.forEach((file) => print(fileLine(file)));
  const project = projectOf(directory)!;
  // What npm does there would not be what this program has written down.
  const foreign = [
    ...written.filter(({ path, outcome }) => path === MANIFEST && outcome === 'kept').map(({ path }) => path),
    ...[NPM_SETTINGS].filter((path) => existsSync(join(directory, path))),
  ];
  const installs = project.ownApp && options.install && options.cdk && foreign.length === 0;
  if (installs) {
    print(`installing the packages of the CDK app in ${PROJECT_DIRECTORY}/cdk…`);
    await installPackages(project.appDirectory);
  }
  [...missingTools(settings.kind, directory), ...settings.kind === 'image' ? missingInDockerfile(directory) : []].forEach((line) => print(`missing: ${line}`));
  if (foreign.length > 0 && options.install && options.cdk) print(`not installed: what npm does says ${foreign.join(' and ')}, which is not of this program`);
  nextSteps(project.ownApp && options.cdk && !installs, settings.kind).forEach(print);
}

const MANIFEST = `${PROJECT_DIRECTORY}/cdk/package.json`;
const NPM_SETTINGS = `${PROJECT_DIRECTORY}/cdk/.npmrc`;

const WORDS: Readonly<Record<WrittenFile['outcome'], string>> = {
  written: 'wrote', rewritten: 'rewrote', unchanged: 'unchanged', overwritten: 'overwrote', kept: 'kept',
};

function fileLine({ path, outcome }: WrittenFile): string {
  return `  ${WORDS[outcome].padEnd(9)} ${path}${outcome === 'kept' ? ' (you have changed it; --force overwrites it)' : ''}`;
}

function nextSteps(needsPackages: boolean, kind: Settings['kind']): string[] {
  return [
    'Next:',
    ...needsPackages ? [`  npm install --prefix ${PROJECT_DIRECTORY}/cdk`] : [],
    ...kind === 'image' ? ['  npx mcp-lambda dev --command "…"    serves it on this machine, without a container: name what starts it'] : ['  npx mcp-lambda dev       serves it on this machine'],
    '  npx mcp-lambda deploy    deploys it',
  ];
}
