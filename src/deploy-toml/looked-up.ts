import { Values } from './schema';

/** Whether the VPC is looked up: CDK must know its subnets, too. */
export function looksUpVpc({ vpc }: Values): boolean {
  return vpc !== undefined && vpc.enabled !== false && (vpc.vpc_id === undefined || vpc.subnet_ids === undefined);
}

/** Whether the hosted zone is looked up. */
export function looksUpZone({ domain }: Values): boolean {
  return domain?.hosted_zone !== undefined && domain.hosted_zone_id === undefined;
}
