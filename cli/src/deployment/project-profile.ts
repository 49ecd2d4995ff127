import { existsSync } from 'node:fs';
import { LayerReader } from 'cdk-mcp-lambda/lib/deploy-toml/layer';
import { parseToml, TableNode } from 'cdk-mcp-lambda/lib/deploy-toml/parse';
import { DeployTomlError, problemLine } from 'cdk-mcp-lambda/lib/deploy-toml/problem';
import { readSource } from 'cdk-mcp-lambda/lib/deploy-toml/source';
import { AccountChoice } from '../aws/account';
import { UserError } from '../errors';
import type { AppSource } from '../project/find-app';

const [TABLE, KEY] = ['aws', 'profile'];

/** The options that say whose account it is. */
export interface AccountOptions {
  /** `--profile`, and false with `--no-profile`: the environment says whose credentials are used, whatever the project names. */
  readonly profile?: string | false;
  readonly region?: string;
  readonly env?: string;
}

/** The options, and where they say nothing of a profile, that of the project's `deploy.toml`. */
export function withProjectProfile({ profile, region, env }: AccountOptions, source: AppSource): AccountChoice {
  if (profile === false) return { region };
  const file = source.kind === 'command' ? source.project?.deployToml : undefined;
  if (profile !== undefined || file === undefined || !existsSync(file)) return { profile, region };
  return { ...statedProfile(file, env), region };
}

/**
 * The profile in a `deploy.toml`, for one of its environments. Nothing else of the file is looked at: a project's own app may
 * have another version of the library, which knows keys that this one does not, and it says what is wrong with them.
 */
function statedProfile(file: string, environment: string | undefined): Pick<AccountChoice, 'profile' | 'profileFrom'> {
  try {
    const root = parseToml(readSource(file), file);
    const own = environment === undefined ? undefined : tableIn(tableIn(root, 'env'), environment);
    const { value, label, place } = (own && profileIn(own, file, `env.${environment}.`)) ?? profileIn(root, file, '') ?? {};
    return place === undefined ? {} : { profile: value as string, profileFrom: `${file}:${place.line}: ${label}` };
  } catch (error) {
    throw error instanceof DeployTomlError ? new UserError(error.message) : error;
  }
}

function profileIn(table: TableNode, file: string, prefix: string) {
  const aws = table.entries.get(TABLE);
  const { layer, findings } = new LayerReader(prefix).read({ kind: 'table', entries: new Map(aws && [[TABLE, aws]]) });
  const problem = findings.find(({ key }) => key === `[${prefix}${TABLE}] ${KEY}`);
  if (problem) throw new UserError(problemLine({ file, ...problem }));
  return layer.get(TABLE)?.get(KEY);
}

function tableIn(table: TableNode | undefined, name: string): TableNode | undefined {
  const node = table?.entries.get(name)?.node;
  return node?.kind === 'table' ? node : undefined;
}
