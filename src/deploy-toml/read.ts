import * as path from 'node:path';
import { CHECKS } from './checks';
import { DeployToml } from './deploy-toml';
import { Finding, Layer, LayerReader } from './layer';
import { overlaid, valuesOf, withoutSynonyms } from './merge';
import { nearest } from './nearest';
import { parseToml, TableNode } from './parse';
import { DeployTomlError, DeployTomlProblem } from './problem';
import { readSource } from './source';

export { type DeployToml } from './deploy-toml';

export interface ReadOptions {
  /** The environment, `staging` for `[env.staging.lambda]`; without, what stands in `[env]` is checked and not used. */
  readonly environment?: string;
}

/** What was read, or all that is wrong with it. */
export type ReadResult =
  | { readonly toml: DeployToml; readonly problems: readonly [] }
  | { readonly toml?: undefined; readonly problems: readonly DeployTomlProblem[] };

/** An environment's name becomes part of names of AWS's. */
const ENVIRONMENT = /^[A-Za-z][A-Za-z0-9-]{0,31}$/;

/** Reads the file and never throws: what is wrong with it is in the result, in the order of its lines. */
export function readDeployToml(file: string, { environment }: ReadOptions = {}): ReadResult {
  try {
    const { base, environments, findings } = layersOf(parseToml(readSource(file), file));
    const over = environment === undefined ? new Map() as Layer : environments.get(environment);
    if (over === undefined) {
      findings.push(unknownEnvironment(environment!, [...environments.keys()]));
    }
    const layer = overlaid(base, over ?? new Map());
    const stated = (section: string, key: string) => layer.get(section)?.get(key);
    const toml = {
      file, directory: projectDirectory(file), environment, environments: [...environments.keys()], values: valuesOf(layer), stated,
    };
    if (findings.length === 0) {
      findings.push(...CHECKS.flatMap((check) => check(toml)));
    }
    return findings.length === 0 ? { toml, problems: [] } : { problems: inOrder(findings).map((finding) => ({ file, ...finding })) };
  } catch (error) {
    if (error instanceof DeployTomlError) {
      return { problems: error.problems };
    }
    throw error;
  }
}

/** The directory that holds `.pmcp/`, or that of a file that lies elsewhere. */
export function projectDirectory(file: string): string {
  const directory = path.dirname(path.resolve(file));
  return path.basename(directory) === '.pmcp' ? path.dirname(directory) : directory;
}

/** What the file says, and what each of its environments does; findings are those of all of them. */
function layersOf({ entries }: TableNode): { base: Layer; environments: Map<string, Layer>; findings: Finding[] } {
  const findings: Finding[] = [];
  const layerOf = (table: TableNode, prefix: string) => {
    const reader = new LayerReader(prefix).read(table);
    const single = withoutSynonyms(reader.layer);
    findings.push(...reader.findings, ...single.findings);
    return single.layer;
  };
  const all = entries.get('env');
  const base = layerOf({ kind: 'table', entries: new Map([...entries].filter(([name]) => name !== 'env')) }, '');
  const environments = new Map<string, Layer>();
  if (all !== undefined && all.node.kind !== 'table') {
    findings.push({ ...all.place, key: 'env', message: 'got a value, expected tables such as [env.staging.lambda]' });
  }
  for (const [name, { node, place }] of all?.node.kind === 'table' ? all.node.entries : []) {
    if (node.kind !== 'table' || !ENVIRONMENT.test(name)) {
      findings.push({
        ...place,
        key: `[env] ${JSON.stringify(name.slice(0, 80))}`,
        message: 'expected tables such as [env.staging.lambda], where the name begins with a letter and has up to 32 letters, digits and hyphens',
      });
    } else {
      environments.set(name, layerOf(node, `env.${name}.`));
    }
  }
  return { base, environments, findings };
}

function unknownEnvironment(environment: string, known: string[]): Finding {
  const near = nearest(environment, known);
  return {
    key: `[env.${environment}]`,
    message: known.length === 0
      ? `there is no such environment: the file has none, and one begins with a table such as [env.${environment}.lambda]`
      : `there is no such environment: the file has ${known.join(', ')}${near === undefined ? '' : `; did you mean ${near}?`}`,
    nearest: near,
  };
}

/** By lines; what is missing, and so has none, comes first. */
function inOrder(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((one, other) => (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0));
}
