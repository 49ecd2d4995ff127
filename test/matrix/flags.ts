import * as fs from 'node:fs';
import * as path from 'node:path';
import { Checkout } from './checkout';

/** CDK's feature flags, as the context of every app. */
export interface Flags {
  readonly name: string;
  readonly context: Readonly<Record<string, unknown>>;
}

export const FLAGS_OFF: Flags = { name: 'off', context: {} };

/** What `cdk init` writes into the `cdk.json` of a new app. */
export function recommendedFlags({ directory }: Checkout): Flags {
  const file = path.join(directory, 'node_modules/aws-cdk-lib/recommended-feature-flags.json');
  return { name: 'recommended', context: JSON.parse(fs.readFileSync(file, 'utf8')) };
}
