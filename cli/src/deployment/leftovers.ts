import { OurStack } from './deployed-servers';
import { Account } from '../aws/account';
import { LogGroups } from '../aws/log-groups';
import { StackResource } from '../aws/stacks';
import { holdsUserData } from '../aws/user-data';

/** What a stack leaves in the account when it goes. */
export interface Leftovers {
  /** Its log groups, and those that Lambda has made for its functions. */
  readonly logGroups: readonly string[];
  /** User pools and secrets: data of others. */
  readonly userData: readonly StackResource[];
  /** All else that the template retains. */
  readonly others: readonly StackResource[];
}

/** Reads what stays, which is known only as long as the stack is there. */
export async function readLeftovers(account: Account, region: string, { resources, retained }: OurStack): Promise<Leftovers> {
  const kept = retained.filter(({ type }) => type !== LOG_GROUP);
  const ofFunctions = resources.filter(({ type }) => type === 'AWS::Lambda::Function').map(({ physicalId }) => `/aws/lambda/${physicalId}`);
  const made = resources.filter(({ type }) => type === LOG_GROUP).map(({ physicalId }) => physicalId);
  const names = [...new Set([...retained.filter(({ type }) => type === LOG_GROUP).map(({ physicalId }) => physicalId), ...ofFunctions])];
  return {
    // One that is made and not retained goes with the stack.
    logGroups: (await new LogGroups(account, region).existing(names)).filter((name) => !made.includes(name) || retained.some(({ physicalId }) => physicalId === name)),
    userData: kept.filter(holdsUserData),
    others: kept.filter((resource) => !holdsUserData(resource)),
  };
}

const LOG_GROUP = 'AWS::Logs::LogGroup';
