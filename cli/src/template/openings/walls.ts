import { added, canonical, listOf, RawResource, RawResources, shown, Sides } from './raw';
import { referredIds } from '../../referred-ids';
import { isPrivate } from '../rest-api/admission';
import { objectOf } from '../values/json';

/** Of what a REST API itself has against callers from elsewhere. */
export function apiOpenings(sides: Sides): string[] {
  const { was, is } = sides;
  const reachable = was && isPrivate(was) && !isPrivate(is) ? ['is private no more: it can be called from the internet, and not through VPC endpoints alone'] : [];
  return [...reachable, ...policyOpenings(sides)];
}

/** Without a resource policy nobody is refused for where the call comes from. */
function policyOpenings({ was, is }: Sides): string[] {
  if (was?.Policy === undefined) return [];
  if (is.Policy === undefined) return ['has no resource policy any more'];
  const [old, present] = [was.Policy, is.Policy].map((policy) => listOf(objectOf(policy).Statement));
  const refused = added(present, old).filter((statement) => objectOf(statement).Effect === 'Deny');
  const allowed = added(old, present).filter((statement) => objectOf(statement).Effect !== 'Deny');
  return [
    ...refused.length > 0 ? ['has a resource policy that denies less: a statement with the effect Deny goes, or is another one'] : [],
    ...allowed.length > 0 ? ['has a resource policy that allows more: a statement with the effect Allow comes, or is another one'] : [],
  ];
}

/** What binds a web ACL to what it stands before. */
export const WEB_ACL_ASSOCIATION = 'AWS::WAFv2::WebACLAssociation';

/** Of an association that was: it may go, or others may stand in its place. Rules of a web ACL are not compared. */
export function firewallOpenings(association: RawResource, before: RawResources, after: RawResources): string[] {
  const { ResourceArn: protectedArn, WebACLArn: webAcl } = objectOf(association.Properties);
  const had = referredIds(protectedArn).filter((id) => Object.hasOwn(before, id));
  const left = had.filter((id) => Object.hasOwn(after, id));
  // It goes with what it stood before: nobody calls that any more.
  if (had.length > 0 && left.length === 0) return [];
  // An ARN names the API before its stage.
  const door = left.at(-1) ?? shown(protectedArn);
  const present = Object.values(after)
    .filter(({ Type: type }) => type === WEB_ACL_ASSOCIATION)
    .map(({ Properties: properties }) => objectOf(properties))
    .filter(({ ResourceArn: arn }) => canonical(arn) === canonical(protectedArn) || left.length > 0 && includesAll(referredIds(arn), left));
  if (present.length === 0) return [`goes, and with it the web ACL before ${door}`];
  return present.some(({ WebACLArn: one }) => canonical(one) === canonical(webAcl)) ? [] : [`puts another web ACL before ${door}, which may let in others`];
}

const includesAll = (all: readonly string[], some: readonly string[]): boolean => some.every((one) => all.includes(one));
