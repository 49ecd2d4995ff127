import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { McpNetworkOptions } from './network';
import { Fact, UNKNOWN } from '../private/tokens';

/** What is known of the network before any resource exists. */
export interface NetworkFacts {
  /** Those settings that were given, by their names. */
  readonly given: ReadonlyArray<keyof McpNetworkOptions>;
  readonly securityGroups?: number;

  /** Unset without a VPC; unknown while its look-up is to be done. */
  readonly subnets?: Fact<SubnetFacts>;

  /** The services of AWS for which the app makes interface endpoints in the VPC, such as `secretsmanager`. */
  readonly endpoints: ReadonlyArray<string>;
}

export interface SubnetFacts {
  /** Why the VPC has none such, in CDK's words. */
  readonly missing?: string;
  readonly public: number;
  readonly isolated: number;
}

export function describeNetwork({ vpc, vpcSubnets, securityGroups, interfaceEndpoints }: McpNetworkOptions): NetworkFacts {
  const settings = { vpc, vpcSubnets, securityGroups, interfaceEndpoints: interfaceEndpoints || undefined };
  return {
    given: (Object.keys(settings) as (keyof typeof settings)[]).filter((name) => settings[name] !== undefined),
    securityGroups: securityGroups?.length,
    subnets: vpc && subnetsOf(vpc, vpcSubnets),
    endpoints: vpc ? endpointsIn(vpc) : [],
  };
}

function subnetsOf(vpc: ec2.IVpc, selection?: ec2.SubnetSelection): Fact<SubnetFacts> {
  try {
    const selected = vpc.selectSubnets(selection);
    if (selected.isPendingLookup) {
      return selection?.subnetType === ec2.SubnetType.PUBLIC ? { public: selected.subnetIds.length, isolated: 0 } : UNKNOWN;
    }
    const among = (subnets: ec2.ISubnet[]) => selected.subnetIds.filter((id) => subnets.some(({ subnetId }) => subnetId === id)).length;
    return { public: among(vpc.publicSubnets), isolated: among(vpc.isolatedSubnets) };
  } catch (error) {
    const [reason] = (error as Error).message.split('\n');
    return { missing: reason, public: 0, isolated: 0 };
  }
}

/** Those that `vpc.addInterfaceEndpoint` has made. CDK makes their names from the region: `com.amazonaws.eu-central-1.ssm`. */
function endpointsIn(vpc: ec2.IVpc): string[] {
  return vpc.node.findAll()
    .filter((node): node is ec2.CfnVPCEndpoint => node instanceof ec2.CfnVPCEndpoint)
    .map(({ stack, serviceName }) => /\.([a-z-]+)"\W*$/.exec(JSON.stringify(stack.resolve(serviceName)) ?? '')?.[1] ?? '');
}
