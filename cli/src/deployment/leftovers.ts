import { OurStack } from './deployed-servers';
import { Account } from '../aws/account';
import { LogGroups } from '../aws/log-groups';
import { StackResource } from '../aws/stacks';
import { holdsUserData, titleOf } from '../aws/user-data';

/** A resource with what people call it, where its id does not say it. */
export interface TitledResource extends StackResource {
  readonly title?: string;
}

/** What a stack leaves in the account when it goes. */
export interface Leftovers {
  /** Its log groups, and those that Lambda has made for its functions. */
  readonly logGroups: readonly string[];
  /** User pools and secrets: data of others. */
  readonly userData: readonly TitledResource[];
  /** All else that the template retains. */
  readonly others: readonly StackResource[];
}

/** Reads what stays, which is known only as long as the stack is there. */
export async function readLeftovers(account: Account, region: string, { resources, retained }: OurStack): Promise<Leftovers> {
  const kept = retained.filter(({ type }) => type !== LOG_GROUP);
  const keptGroups = namesOf(retained, LOG_GROUP);
  const groupsOfStack = namesOf(resources, LOG_GROUP);
  // One that the stack makes and does not retain goes with it.
  const byLambda = namesOf(resources, 'AWS::Lambda::Function').map((name) => `/aws/lambda/${name}`).filter((name) => !groupsOfStack.includes(name));
  const [logGroups, userData] = await Promise.all([
    new LogGroups(account, region).existing([...keptGroups, ...byLambda]),
    Promise.all(kept.filter(holdsUserData).map(async (resource) => ({ ...resource, title: await titleOf(account, region, resource) }))),
  ]);
  return {
    logGroups,
    userData,
    others: kept.filter((resource) => !holdsUserData(resource)),
  };
}

function namesOf(resources: readonly StackResource[], type: string): string[] {
  return resources.filter((resource) => resource.type === type).map(({ physicalId }) => physicalId);
}

const LOG_GROUP = 'AWS::Logs::LogGroup';
