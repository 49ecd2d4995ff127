import { App, Fn, Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { RuleCases } from './rule-case';
import { McpAuth, McpSecret } from '../../src';

const SECRETS = { DATABASE_SECRET: McpSecret.fromSecretName('database') };
const ISOLATED = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };

/** At least one case on each side of every rule about the network. */
export const NETWORK_RULE_CASES: Record<string, () => RuleCases> = {
  vpcMissing: () => ({
    fails: [
      { props: { vpcSubnets: ISOLATED }, says: ['vpcSubnets: got a setting of a VPC without vpc', 'vpc to be set'] },
      { props: { securityGroups: [group()] }, says: ['securityGroups: got a setting of a VPC'] },
      { props: { interfaceEndpoints: true, secrets: SECRETS }, says: ['interfaceEndpoints: got a setting of a VPC'] },
    ],
    passes: [{ props: { vpc: vpc(), securityGroups: [group()] } }, { props: { interfaceEndpoints: false } }],
  }),
  vpcSubnetsMissing: () => ({
    fails: [
      { props: { vpc: imported({ publicSubnetIds: ['subnet-1'] }), vpcSubnets: ISOLATED }, says: ['vpcSubnets: got subnets that the VPC does not have', 'Available types: Public'] },
      { props: { vpc: vpc(), vpcSubnets: { subnetGroupName: 'Nowhere' } }, says: ["'Nowhere'", 'or no vpcSubnets'] },
    ],
    passes: [{ props: { vpc: vpc(), vpcSubnets: { subnetGroupName: 'Private' } } }],
  }),
  vpcSubnetsPublic: () => ({
    fails: [
      { props: { vpc: vpc(), vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } }, says: ['vpcSubnets: got public subnets, expected private', 'PRIVATE_WITH_EGRESS'] },
      { props: { vpc: lookedUp(), vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } }, says: ['got public subnets, expected'] },
      { props: { vpc: imported({ publicSubnetIds: ['subnet-1'] }) }, says: ['public subnets, as the VPC has no others', 'default VPC'] },
    ],
    passes: [{ props: { vpc: vpc() } }, { props: { vpc: lookedUp() } }],
  }),
  securityGroupsEmpty: () => ({
    fails: [{ props: { vpc: vpc(), securityGroups: [] }, says: ['securityGroups: got none', 'one of its own'] }],
    passes: [{ props: { vpc: vpc(), securityGroups: [group()] } }, { props: { vpc: vpc() } }],
  }),
  interfaceEndpointsUnused: () => ({
    fails: [{ props: { vpc: vpc(), interfaceEndpoints: true }, says: ['without secrets', 'vpc.addInterfaceEndpoint'] }],
    passes: [{ props: { vpc: vpc(), interfaceEndpoints: true, secrets: SECRETS } }, { props: { vpc: vpc() } }],
  }),
  vpcWithoutWayOut: () => ({
    fails: [
      { props: { vpc: isolated(), secrets: SECRETS }, says: ['does not reach Secrets Manager', 'interfaceEndpoints: true', 'NAT gateway'] },
      { props: { vpc: isolated(), auth: McpAuth.inServer({ publicPaths: [] }) }, says: ['McpAuth.inServer({ … })', 'authorization server', 'NAT gateway'] },
    ],
    passes: [
      { props: { vpc: isolated() } },
      { props: { vpc: isolated(), secrets: SECRETS, interfaceEndpoints: true } },
      { props: { vpc: withEndpoint(), secrets: SECRETS } },
      { props: { vpc: withEndpoint(new Stack()), secrets: SECRETS } },
      { props: { vpc: vpc(), secrets: SECRETS, auth: McpAuth.inServer({ publicPaths: [] }) } },
      { props: { vpc: lookedUp(), vpcSubnets: ISOLATED, secrets: SECRETS } },
      { props: { vpc: imported({ vpcId: Fn.importValue('Vpc'), privateSubnetIds: Token.asList(Fn.split(',', Fn.importValue('Subnets'))) }), secrets: SECRETS } },
    ],
  }),
};

function stack(): Stack {
  return new Stack(new App(), 'Network', { env: { account: '123456789012', region: 'eu-central-1' } });
}

function vpc(): ec2.IVpc {
  return imported({ publicSubnetIds: ['subnet-1'], privateSubnetIds: ['subnet-2'], privateSubnetNames: ['Private'] });
}

function isolated(scope = stack()): ec2.IVpc {
  return imported({ isolatedSubnetIds: ['subnet-1'] }, scope);
}

function withEndpoint(scope = stack()): ec2.IVpc {
  const made = isolated(scope);
  made.addInterfaceEndpoint('SecretsManager', { service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER });
  return made;
}

function imported(attributes: Partial<ec2.VpcAttributes>, scope = stack()): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(scope, 'Vpc', { vpcId: 'vpc-1', vpcCidrBlock: '10.0.0.0/16', availabilityZones: ['eu-central-1a'], ...attributes });
}

function lookedUp(): ec2.IVpc {
  return ec2.Vpc.fromLookup(stack(), 'Vpc', { isDefault: true });
}

function group(): ec2.ISecurityGroup {
  return ec2.SecurityGroup.fromSecurityGroupId(stack(), 'Group', 'sg-1');
}
