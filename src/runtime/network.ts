import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

/** Where the server is in a VPC, and what it reaches there. */
export interface McpNetworkOptions {
  /**
   * The VPC in which the server reaches what is private, such as a database. It is called through its
   * endpoint all the same, and reaches the internet through a NAT gateway of the VPC alone.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
   * @default - none: the server is in a network of Lambda's own, which leads to the internet
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Which subnets of the VPC. Not public ones: a function there has no public address, and reaches nothing
   * outside.
   *
   * @default - private ones with a way out, or isolated ones where the VPC has none
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * What the server may connect to. Rules can be added through `connections`, and add nothing to a group
   * that lets everything out, as groups do that are made with CDK's defaults.
   *
   * @default - a group of the server's own, which lets HTTPS out, and what `connections` is told besides
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Whether interface endpoints are made in the server's subnets, to which it alone may connect: for AWS
   * Secrets Manager and Systems Manager, as its `secrets` need them. A VPC takes one of each, and several
   * servers in it need endpoints that are made for all, with `vpc.addInterfaceEndpoint`.
   *
   * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/vpc-endpoint-overview.html
   * @default false
   */
  readonly interfaceEndpoints?: boolean;
}

/** What the function takes; nothing where there is no VPC. */
export type BoundNetwork = Pick<McpNetworkOptions, 'vpc' | 'vpcSubnets' | 'securityGroups'>;

/**
 * Makes a security group where none is given. It lets HTTPS out, which AWS's services and issuers of tokens
 * are reached by, and nothing else: where everything may go out, as CDK has it by default, CDK leaves out
 * the rule of an `allowTo`.
 */
export function network(scope: Construct, { vpc, vpcSubnets, securityGroups }: McpNetworkOptions): BoundNetwork {
  return vpc === undefined ? {} : { vpc, vpcSubnets, securityGroups: securityGroups ?? [ownSecurityGroup(scope, vpc)] };
}

function ownSecurityGroup(scope: Construct, vpc: ec2.IVpc): ec2.SecurityGroup {
  const group = new ec2.SecurityGroup(scope, 'SecurityGroup', {
    vpc,
    description: 'What the MCP server may connect to', // another text would replace the group
    allowAllOutbound: false,
  });
  group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS, 'HTTPS');
  return group;
}
