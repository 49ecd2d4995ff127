import { Plan } from './plan';
import { Report } from './report';
import { Rule } from './rule';
import { ADAPTER_RULES } from './rules/adapter';
import { ADAPTER_ASSET_RULES } from './rules/adapter-asset';
import { AUTH_RULES } from './rules/auth';
import { AUTH_COGNITO_RULES } from './rules/auth-cognito';
import { AUTH_POOL_RULES } from './rules/auth-pool';
import { CODE_RULES } from './rules/code';
import { CODE_BUILD_RULES } from './rules/code-build';
import { CODE_CARGO_RULES } from './rules/code-cargo';
import { CODE_CONTENTS_RULES } from './rules/code-contents';
import { CODE_EXISTING_RULES } from './rules/code-existing';
import { CODE_IMAGE_RULES } from './rules/code-image';
import { DISCOVERY_RULES } from './rules/discovery';
import { DOMAIN_RULES } from './rules/domain';
import { ENDPOINT_RULES } from './rules/endpoint';
import { ENDPOINT_GIVEN_RULES } from './rules/endpoint-given';
import { ENDPOINT_LEGACY_RULES } from './rules/endpoint-legacy';
import { ENDPOINT_REST_RULES } from './rules/endpoint-rest';
import { ENVIRONMENT_RULES } from './rules/environment';
import { FUNCTION_RULES } from './rules/function';
import { LISTENER_RULES } from './rules/listener';
import { NETWORK_RULES } from './rules/network';
import { OBSERVABILITY_RULES } from './rules/observability';
import { OWN_RULES } from './rules/own';
import { SCALING_RULES } from './rules/scaling';
import { SECRETS_RULES } from './rules/secrets';
import { SNAP_START_RULES } from './rules/snap-start';

/** Every rule. */
export const RULES: readonly Rule[] = [
  ...FUNCTION_RULES,
  ...OWN_RULES,
  ...SCALING_RULES,
  ...SNAP_START_RULES,
  ...ENVIRONMENT_RULES,
  ...SECRETS_RULES,
  ...NETWORK_RULES,
  ...CODE_RULES,
  ...CODE_BUILD_RULES,
  ...CODE_CARGO_RULES,
  ...CODE_CONTENTS_RULES,
  ...CODE_IMAGE_RULES,
  ...CODE_EXISTING_RULES,
  ...LISTENER_RULES,
  ...ADAPTER_RULES,
  ...ADAPTER_ASSET_RULES,
  ...ENDPOINT_RULES,
  ...ENDPOINT_REST_RULES,
  ...ENDPOINT_GIVEN_RULES,
  ...ENDPOINT_LEGACY_RULES,
  ...DOMAIN_RULES,
  ...AUTH_RULES,
  ...AUTH_COGNITO_RULES,
  ...AUTH_POOL_RULES,
  ...DISCOVERY_RULES,
  ...OBSERVABILITY_RULES,
];

/** Those that look at what is uploaded, which of code that is built here is not there before. */
export const BUILT_CODE_RULES: readonly Rule[] = CODE_CONTENTS_RULES;

/** What all of them find. */
export function rules(plan: Plan, of: readonly Rule[] = RULES): Report[] {
  return of.flatMap((rule) => rule.check(plan).map((finding) => ({ rule, finding })));
}
