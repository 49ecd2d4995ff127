import * as fs from 'node:fs';
import * as path from 'node:path';
import { Checkout } from './checkout';

/** CDK's feature flags, as the context of every app. */
export interface Flags {
  readonly name: string;
  readonly context: Readonly<Record<string, unknown>>;
}

export const FLAGS_OFF: Flags = { name: 'off', context: {} };

/** Holds every template against CloudFormation's schemas, in versions of the CDK that know it. */
const VALIDATION = '@aws-cdk/core:validateAgainstDefaultRules';

/**
 * What `cdk init` writes into the `cdk.json` of a new app, but for the validation of templates: values of tests are short, and the CDK's
 * own stand-ins for what is looked up (`p-12345` for a subnet) are none either.
 */
export function recommendedFlags(cdk: Checkout): Flags {
  const { [VALIDATION]: _, ...context } = validatedFlags(cdk).context;
  return { name: 'recommended', context };
}

/** All of that, for apps that could be deployed. */
export function validatedFlags({ directory }: Checkout): Flags {
  const file = path.join(directory, 'node_modules/aws-cdk-lib/recommended-feature-flags.json');
  return { name: 'recommended, with validation', context: JSON.parse(fs.readFileSync(file, 'utf8')) };
}
