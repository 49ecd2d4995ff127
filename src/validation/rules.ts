import { Plan } from './plan';
import { Report } from './report';
import { Rule } from './rule';
import { ADAPTER_RULES } from './rules/adapter';
import { AUTH_RULES } from './rules/auth';
import { AUTH_COGNITO_RULES } from './rules/auth-cognito';
import { CODE_RULES } from './rules/code';
import { DISCOVERY_RULES } from './rules/discovery';
import { DOMAIN_RULES } from './rules/domain';
import { ENDPOINT_RULES } from './rules/endpoint';
import { ENDPOINT_GIVEN_RULES } from './rules/endpoint-given';
import { ENDPOINT_REST_RULES } from './rules/endpoint-rest';
import { ENVIRONMENT_RULES } from './rules/environment';
import { FUNCTION_RULES } from './rules/function';
import { LISTENER_RULES } from './rules/listener';

/** Every rule. */
export const RULES: readonly Rule[] = [
  ...FUNCTION_RULES,
  ...ENVIRONMENT_RULES,
  ...CODE_RULES,
  ...LISTENER_RULES,
  ...ADAPTER_RULES,
  ...ENDPOINT_RULES,
  ...ENDPOINT_REST_RULES,
  ...ENDPOINT_GIVEN_RULES,
  ...DOMAIN_RULES,
  ...AUTH_RULES,
  ...AUTH_COGNITO_RULES,
  ...DISCOVERY_RULES,
];

/** What all of them find. */
export function rules(plan: Plan): Report[] {
  return RULES.flatMap((rule) => rule.check(plan).map((finding) => ({ rule, finding })));
}
