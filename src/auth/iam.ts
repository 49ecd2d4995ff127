import { AuthFacts, AuthStrategy, Guard } from './guard';

/** The door asks IAM whether whoever signed the request may call the route. */
export class IamAuth implements AuthStrategy {
  describe(): AuthFacts {
    return { call: 'McpAuth.iam()', guard: 'iam', publicAccess: false, tokenBased: false };
  }

  bind(): Guard {
    return { kind: 'iam' };
  }
}
