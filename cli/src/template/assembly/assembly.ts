import { existsSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { describedByToml, messagesIn, readMetadata } from './annotations';
import type { Annotation } from './annotations';
import { readAssemblyFile } from './assembly-file';
import { readAssets } from './asset-manifest';
import { postDeployTestsIn } from './post-deploy-tests';
import type { PostDeployTests } from './post-deploy-tests';
import { UserError } from '../../errors';
import { readJsonFile } from '../../project/json-file';
import type { JsonObject } from '../values/json';
import { isObject, numberOf, objectOf, own, textOf } from '../values/json';

/** The newest major version of the cloud assembly that the CDK Toolkit Library of this package reads. */
export const NEWEST_SCHEMA = 55;

/** A stack of a cloud assembly with all that is needed to read its template. */
export interface StackTemplate {
  readonly name: string;
  /** The stack's construct path: `Prod/Quickstart`. */
  readonly path: string;
  readonly region: string;
  readonly account: string;
  /** What the app itself says of where the stack goes; a part is missing where it says nothing. */
  readonly target?: StackTarget;
  /** What the stack needs of the account's bootstrap; missing where it needs none. */
  readonly bootstrap?: BootstrapNeed;
  readonly template: JsonObject;
  /** The assembly's directory, absolute: paths in the template start there. */
  readonly directory: string;
  /** Object keys of the asset manifests, and the paths of their sources. */
  readonly assets: ReadonlyMap<string, string>;
  /** Warnings and errors that constructs left on their way. */
  readonly annotations: readonly Annotation[];
  /** What a `deploy.toml` says of calls after a deploy, by the construct paths of servers; missing where none says anything. */
  readonly postDeployTests?: ReadonlyMap<string, PostDeployTests>;
  /** The construct paths of servers that a `deploy.toml` describes. */
  readonly describedByToml?: ReadonlySet<string>;
}

/** Where a stack goes. */
export interface StackTarget {
  readonly account?: string;
  readonly region?: string;
}

/** The version of the CDK's bootstrap that a stack needs. */
export interface BootstrapNeed {
  /** The parameter of SSM that has the version. */
  readonly parameter: string;
  readonly version: number;
}

/** Reads the stacks of a cloud assembly and of the assemblies in it, which are the app's stages. */
export function readStacks(assemblyDirectory: string): StackTemplate[] {
  const directory = resolve(assemblyDirectory);
  const manifest = readManifest(directory);
  const artifacts = Object.entries(objectOf(manifest.artifacts)).filter((entry): entry is [string, JsonObject] => isObject(entry[1]));
  const assets = new Map(artifacts
    .filter(([, { type }]) => type === 'cdk:asset-manifest')
    .flatMap(([, { properties }]) => readAssets(join(directory, textOf(own(properties, 'file')) ?? ''))));

  return artifacts.flatMap(([id, artifact]) => {
    switch (artifact.type) {
      case 'aws:cloudformation:stack':
        return [readStack(id, artifact, directory, assets)];
      case 'cdk:cloud-assembly':
        return readStacks(nestedDirectory(directory, textOf(own(artifact.properties, 'directoryName')) ?? id));
      default:
        return [];
    }
  });
}

/** A stage lies below its app: an assembly that named itself would never be read to its end. */
function nestedDirectory(directory: string, name: string): string {
  const nested = resolve(directory, name);
  if (!nested.startsWith(directory + sep)) {
    throw new UserError(`${join(directory, 'manifest.json')}: the nested assembly "${name}" is not below it.`);
  }
  return nested;
}

function readManifest(directory: string): JsonObject {
  const file = join(directory, 'manifest.json');
  if (!existsSync(file)) {
    throw new UserError(`${directory} has no manifest.json, so it is not a cloud assembly.`);
  }
  const manifest = readJsonFile(file);
  const version = textOf(own(manifest, 'version'));
  const major = Number(version?.split('.')[0]);
  if (!isObject(manifest) || !Number.isInteger(major)) {
    throw new UserError(`${file} has no "version", so it is not the manifest of a cloud assembly.`);
  }
  if (major > NEWEST_SCHEMA) {
    throw new UserError(
      `${file} has version ${version}; this version of mcp-lambda reads up to ${NEWEST_SCHEMA}. `
      + 'The app uses a newer AWS CDK: update mcp-lambda.',
    );
  }
  return manifest;
}

function readStack(id: string, artifact: JsonObject, directory: string, assets: ReadonlyMap<string, string>): StackTemplate {
  const templateFile = textOf(own(artifact.properties, 'templateFile'));
  if (templateFile === undefined) {
    throw new UserError(`${join(directory, 'manifest.json')}: the stack "${id}" has no "templateFile".`);
  }
  const template = readAssemblyFile(join(directory, templateFile));
  const metadata = readMetadata(artifact, directory);
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(textOf(artifact.environment) ?? '') ?? [];
  return {
    name: textOf(own(artifact.properties, 'stackName')) ?? id,
    path: textOf(artifact.displayName) ?? id,
    account: known(account) ?? '123456789012',
    region: known(region) ?? 'us-east-1',
    target: { account: known(account), region: known(region) },
    ...bootstrapNeed(artifact),
    template: objectOf(template),
    directory,
    assets,
    annotations: messagesIn(metadata),
    postDeployTests: postDeployTestsIn(metadata),
    describedByToml: describedByToml(metadata),
  };
}

function bootstrapNeed({ properties }: JsonObject): Pick<StackTemplate, 'bootstrap'> {
  const parameter = textOf(own(properties, 'bootstrapStackVersionSsmParameter'));
  const version = numberOf(own(properties, 'requiresBootstrapStackVersion'));
  return parameter === undefined || version === undefined ? {} : { bootstrap: { parameter, version } };
}

/** An app that does not say where it is deployed has `unknown-account` and `unknown-region`. */
function known(part: string | undefined): string | undefined {
  return part?.startsWith('unknown-') ? undefined : part;
}
