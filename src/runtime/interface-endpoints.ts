import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { SecretService } from '../secrets/secret-strategy';

/** What the endpoints are made from. */
export interface InterfaceEndpointsProps {
  readonly vpc: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;

  /** Who may connect to them. */
  readonly from: ec2.IConnectable;

  /** One endpoint each. */
  readonly services: ReadonlySet<SecretService>;
}

const SERVICES: Record<SecretService, { readonly id: string; readonly service: ec2.InterfaceVpcEndpointAwsService }> = {
  secretsmanager: { id: 'SecretsManager', service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER },
  ssm: { id: 'Ssm', service: ec2.InterfaceVpcEndpointAwsService.SSM },
};

/** The server's way to AWS's services where its subnets have none: in each zone one, for the server alone. */
export function interfaceEndpoints(server: Construct, { vpc, vpcSubnets, from, services }: InterfaceEndpointsProps): void {
  const scope = new Construct(server, 'InterfaceEndpoints');
  const subnets = onePerZone(vpc.selectSubnets(vpcSubnets).subnets);
  for (const name of services) {
    const { id, service } = SERVICES[name];
    const endpoint = new ec2.InterfaceVpcEndpoint(scope, id, {
      vpc,
      service,
      subnets: { subnets },
      open: false,
    });
    endpoint.connections.allowDefaultPortFrom(from, 'MCP server');
  }
}

/** An endpoint takes one subnet of a zone. CDK's `onePerAz` does not look at subnets that are given one by one. */
function onePerZone(subnets: ec2.ISubnet[]): ec2.ISubnet[] {
  const zones = subnets.map(zoneOf);
  return subnets.filter((_subnet, index) => zones.indexOf(zones[index]) === index);
}

/** A subnet that is known by its id alone throws where it is asked for its zone: it then has one for itself. */
function zoneOf(subnet: ec2.ISubnet): string {
  try {
    return subnet.availabilityZone;
  } catch {
    return subnet.subnetId;
  }
}
