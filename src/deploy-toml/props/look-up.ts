import { Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DeployToml } from '../deploy-toml';
import { located } from '../located';
import { SectionName } from '../schema';

/** What asks for a look-up, and the keys that spare it. */
interface Asking {
  readonly section: SectionName;
  readonly key: string;
  readonly without: string;
}

/** Looks something up in the account: CDK does so while it synthesises, and must know where. */
export function lookUp<T>(scope: Construct, toml: DeployToml, { section, key, without }: Asking, look: () => T): T {
  const { account, region } = Stack.of(scope);
  if (Token.isUnresolved(account) || Token.isUnresolved(region)) {
    throw located(toml, section, key, 'it is looked up in the account, and account or region are not known, as they are to a deploy: '
      + `write account_id and region in [aws], or ${without} here`);
  }
  return look();
}
