import { AuthFacts, AuthStrategy, Guard } from './guard';

/** Nobody is asked for anything. */
export class NoAuth implements AuthStrategy {
  describe(): AuthFacts {
    return { call: 'McpAuth.none()', guard: 'none', publicAccess: true, tokenBased: false };
  }

  bind(): Guard {
    return { kind: 'none' };
  }
}
