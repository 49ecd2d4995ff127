import { fullDiff, ResourceDifference, ResourceImpact } from '@aws-cdk/cloudformation-diff';

const IN_PLACE = [ResourceImpact.NO_CHANGE, ResourceImpact.WILL_UPDATE, ResourceImpact.WILL_CREATE];

/**
 * What a user pool is made with and Cognito never changes: the update fails, and only a new pool has it.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-updating.html
 */
const FIXED = ['AliasAttributes', 'UsernameAttributes', 'UsernameConfiguration', 'Schema'];

function lostBy(change: ResourceDifference): boolean {
  const fixed = FIXED.filter((name) => change.newResourceType === 'AWS::Cognito::UserPool' && change.propertyUpdates[name]?.isDifferent);
  return !IN_PLACE.includes(change.changeImpact) || fixed.length > 0;
}

/** The resources of these types that a deployment of the second template over the first would replace, delete or fail on. */
export function lost(before: object, after: object, kept: readonly string[]): string[] {
  const differences: string[] = [];
  fullDiff(before as Record<string, any>, after as Record<string, any>).resources.forEachDifference((id, change) => {
    if (kept.includes((change.oldResourceType ?? change.newResourceType)!) && lostBy(change)) {
      differences.push(`${id}: ${change.changeImpact}`);
    }
  });
  return differences;
}
