import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { lookUp } from './look-up';
import { McpNetworkOptions } from '../../runtime/network';
import { DeployToml } from '../deploy-toml';
import { looksUpVpc } from '../looked-up';

/** The VPC, looked up where the file does not say all that CDK must know of it. */
export function network(scope: Construct, toml: DeployToml): McpNetworkOptions {
  const { enabled, vpc_id, subnet_ids, security_group_ids } = toml.values.vpc ?? {};
  if (toml.values.vpc === undefined || enabled === false) {
    return {};
  }
  return {
    vpc: looksUpVpc(toml.values) ? foundVpc(scope, toml, vpc_id) : givenVpc(scope, vpc_id!, subnet_ids!),
    vpcSubnets: subnet_ids && { subnets: subnet_ids.map((id) => ec2.Subnet.fromSubnetId(scope, id, id)) },
    securityGroups: security_group_ids?.map((id) => ec2.SecurityGroup.fromSecurityGroupId(scope, id, id)),
  };
}

function foundVpc(scope: Construct, toml: DeployToml, vpcId?: string): ec2.IVpc {
  const asking = { section: 'vpc', key: vpcId === undefined ? 'enabled' : 'vpc_id', without: 'vpc_id and subnet_ids' } as const;
  return lookUp(scope, toml, asking, () => ec2.Vpc.fromLookup(scope, 'Vpc', vpcId === undefined ? { isDefault: true } : { vpcId }));
}

/** Nothing reads the zones; CDK wants one for each subnet. */
function givenVpc(scope: Construct, vpcId: string, subnetIds: string[]): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(scope, 'Vpc', { vpcId, privateSubnetIds: subnetIds, availabilityZones: subnetIds.map((_, index) => `zone-${index}`) });
}
