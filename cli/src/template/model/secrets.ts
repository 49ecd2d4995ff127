import type { SecretPlace, SecretService } from '../function/secret-ids';

/** Secrets that the function's role may read. */
export interface SecretsFacts extends SecretPlace {
  readonly granted: readonly GrantedSecret[];
  /** Whether AWS's Parameters and Secrets extension is beside the server. */
  readonly extension: boolean;
}

export interface GrantedSecret {
  readonly service: SecretService;
  /** As it stands in a policy: an ARN with the wildcards of IAM, or the invented id of what the template makes. */
  readonly resource: string;
}
