import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseToml } from 'cdk-mcp-lambda/lib/deploy-toml/parse';
import { DeployTomlError } from 'cdk-mcp-lambda/lib/deploy-toml/problem';
import { readSource } from 'cdk-mcp-lambda/lib/deploy-toml/source';
import { programSetting } from './choose';
import { KINDS } from './detect/candidate';
import { plain, tableOf, textOf } from './detect/toml-file';
import { Given, renderDeployToml } from './render-deploy-toml';
import { AUTHS, Settings } from './settings';
import { PlannedFile } from './write-files';
import { PROJECT_DIRECTORY } from '../project/deploy-project';

const FILE = `${PROJECT_DIRECTORY}/deploy.toml`;

/** The `deploy.toml` of these settings. One that says nothing but what `init` writes for its own settings is ours. */
export function deployToml(settings: Settings): PlannedFile {
  return { path: FILE, content: contentOf(settings), ours: (present) => isAsWritten(present) };
}

/** What the `deploy.toml` of a project says of what `init` asks; nothing where there is none, or none that can be read. */
export function presentSettings(directory: string): Partial<Settings> {
  const file = join(directory, FILE);
  try {
    return existsSync(file) ? settingsOf(readSource(file)) : {};
  } catch (error) {
    // It is kept, and whoever reads it next says what is wrong.
    if (error instanceof DeployTomlError) return {};
    throw error;
  }
}

function isAsWritten(text: string): boolean {
  try {
    const settings = settingsOf(text);
    const { name, region, path, kind, auth } = settings;
    return name !== undefined && region !== undefined && path !== undefined && kind !== undefined && auth !== undefined
      && contentOf({ environments: [], ...settings, name, region, path, kind, auth }) === text;
  } catch (error) {
    if (error instanceof DeployTomlError) return false;
    throw error;
  }
}

function contentOf(settings: Settings): string {
  const { name, description, path, region, profile, kind, program, auth, issuer, audience, scopes, environments } = settings;
  const given: Given = {
    'target': { target_type: 'aws-lambda' },
    'server': { name, description, path },
    'aws': { region, profile },
    'build': { kind, dir: '.', ...program !== undefined && { [programSetting(kind)]: program }, ...kind === 'nodejs' && { bundle: true } },
    'lambda': {},
    'lambda.environment': kind === 'cargo' ? { RUST_LOG: 'info' } : {},
    'api_gateway': {},
    'auth': auth === 'none' ? { enabled: false } : { enabled: true, provider: auth },
    ...auth === 'custom' && { 'auth.jwt': { issuer, audience: audience?.length ? audience : undefined, scopes } },
  };
  return renderDeployToml(given, environments);
}

function settingsOf(text: string): Partial<Settings> {
  const document = plain(parseToml(text, FILE));
  const [server, aws, build, auth, jwt] = ['server', 'aws', 'build', 'auth'].map((name) => tableOf(document, name)).concat(tableOf(document, 'auth', 'jwt'));
  const kind = KINDS.find((one) => one === build.kind);
  const provider = auth.enabled === false ? 'none' : AUTHS.find((one) => one === auth.provider);
  return defined({
    name: textOf(server.name),
    description: textOf(server.description),
    path: textOf(server.path),
    region: textOf(aws.region),
    profile: textOf(aws.profile),
    kind,
    program: kind && textOf(build[programSetting(kind)]),
    auth: provider,
    issuer: textOf(jwt.issuer),
    audience: textsOf(jwt.audience),
    scopes: textsOf(jwt.scopes),
    environments: Object.keys(tableOf(document, 'env')),
  });
}

function textsOf(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.every((item): item is string => typeof item === 'string') ? value : undefined;
}

function defined<T extends object>(of: T): Partial<T> {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as Partial<T>;
}
