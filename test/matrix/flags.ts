import * as fs from 'node:fs';
import * as path from 'node:path';
import { Checkout } from './checkout';

/** CDK's feature flags, as the context of every app. */
export interface Flags {
  readonly name: string;
  readonly context: Readonly<Record<string, unknown>>;
}

export const FLAGS_OFF: Flags = { name: 'off', context: {} };

/**
 * Ends a synthesis where it finds something: in templates, by CloudFormation's schemas, and in annotations. Values of tests are short,
 * the CDK's own stand-ins for what is looked up (`p-12345` for a subnet) are none either, and tests look at errors that are annotations.
 */
const VALIDATION = ['@aws-cdk/core:validateAgainstDefaultRules', '@aws-cdk/core:annotationsInValidationReport'];

/** What `cdk init` writes into the `cdk.json` of a new app, but for the validation. */
export function recommendedFlags(cdk: Checkout): Flags {
  const context = Object.entries(validatedFlags(cdk).context).filter(([flag]) => !VALIDATION.includes(flag));
  return { name: 'recommended', context: Object.fromEntries(context) };
}

/** All of that, for apps that could be deployed. */
export function validatedFlags({ directory }: Checkout): Flags {
  const file = path.join(directory, 'node_modules/aws-cdk-lib/recommended-feature-flags.json');
  return { name: 'recommended, with validation', context: JSON.parse(fs.readFileSync(file, 'utf8')) };
}
