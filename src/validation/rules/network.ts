import { isKnown } from '../../private/tokens';
import { SubnetFacts } from '../../runtime/network-facts';
import { SecretService } from '../../secrets/secret-strategy';
import { Plan } from '../plan';
import { error, Finding, Rule, warning, when } from '../rule';

const SERVICES: Record<SecretService, string> = { secretsmanager: 'Secrets Manager', ssm: 'Systems Manager' };

/** The server in a VPC. */
export const NETWORK_RULES: Rule[] = [
  error('vpcMissing', ({ network: { given } }) =>
    given.includes('vpc') ? [] : given.map((setting) => ({
      setting,
      given: 'a setting of a VPC without vpc',
      expected: 'vpc to be set: without one the server is in a network of Lambda\'s own',
    }))),

  error('vpcSubnetsMissing', (plan) => subnets(plan, ({ missing }) => missing !== undefined, ({ missing }) => ({
    setting: 'vpcSubnets',
    given: `subnets that the VPC does not have (${missing})`,
    expected: 'subnets of the VPC, or no vpcSubnets for its private ones',
  }))),

  error('vpcSubnetsPublic', (plan) => subnets(plan, (found) => found.public > 0, () => ({
    setting: 'vpcSubnets',
    given: `public subnets${plan.network.given.includes('vpcSubnets') ? '' : ', as the VPC has no others'}`,
    expected: 'private subnets with a NAT gateway, { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }, or isolated ones: '
      + 'a function has no public address, and so reaches nothing outside from a public subnet. The default VPC of an account has public ones alone',
  }))),

  error('securityGroupsEmpty', ({ network: { securityGroups } }) =>
    when(securityGroups === 0, () => ({
      setting: 'securityGroups',
      given: 'none',
      expected: 'at least one, or no securityGroups: the server then gets one of its own',
    }))),

  warning('interfaceEndpointsUnused', ({ network: { given }, secrets }) =>
    when(given.includes('interfaceEndpoints') && Object.keys(secrets).length === 0, () => ({
      setting: 'interfaceEndpoints',
      given: 'true for a server without secrets, for which no endpoint is made',
      expected: 'secrets, or endpoints for other services of AWS through vpc.addInterfaceEndpoint(…)',
    }))),

  warning('vpcWithoutWayOut', (plan) => [
    ...unreachable(plan).flatMap((service) => subnets(plan, ({ isolated }) => isolated > 0, () => ({
      setting: 'vpcSubnets',
      given: `isolated subnets, from which the server does not reach ${SERVICES[service]} for its secrets`,
      expected: `interfaceEndpoints: true, an interface endpoint "${service}" that the VPC has already, or subnets with a NAT gateway`,
    }))),
    ...plan.auth.inServer === undefined ? [] : subnets(plan, ({ isolated }) => isolated > 0, () => ({
      setting: 'vpcSubnets',
      given: `isolated subnets with ${plan.auth.call}, whose server does not reach an authorization server on the internet`,
      expected: 'subnets with a NAT gateway, or this warning to be acknowledged where the authorization server is in the VPC',
    })),
  ]),
];

/** What it finds in subnets that are known. */
function subnets({ network }: Plan, holds: (found: SubnetFacts) => boolean, finding: (found: SubnetFacts) => Finding): Finding[] {
  const found = network.subnets;
  return found !== undefined && isKnown(found) && holds(found) ? [finding(found)] : [];
}

/** The services that the server needs and for which the app makes no interface endpoint. */
function unreachable({ network: { given, endpoints }, secrets }: Plan): SecretService[] {
  const needed = [...new Set(Object.values(secrets).map(({ service }) => service))];
  return given.includes('interfaceEndpoints') ? [] : needed.filter((service) => !endpoints.includes(service));
}
