import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import { BoundName, DomainStrategy, NameFacts } from './bound-domain';
import { describeCertificate } from './certificate-facts';
import { Site } from '../endpoint/door';
import { Fact, factOf, UNKNOWN } from '../private/tokens';

/** A domain name that is made for the server, and in a hosted zone its certificate and records too. */
export class OwnName implements DomainStrategy {
  constructor(
    private readonly factory: string,
    private readonly name: string,
    readonly site: Site,
    private readonly certificate?: acm.ICertificate,
    private readonly zone?: route53.IHostedZone,
  ) {}

  describe(): NameFacts {
    return {
      call: `McpDomain.${this.factory}(…)`,
      name: factOf(this.name),
      zoneName: this.zone && zoneNameOf(this.zone),
      certificate: this.certificate ? describeCertificate(this.certificate) : 'made',
    };
  }

  bind(scope: Construct): BoundName {
    const domainName = new apigwv2.DomainName(scope, 'Name', {
      domainName: this.name,
      certificate: this.certificate ?? new acm.Certificate(scope, 'Certificate', {
        domainName: this.name,
        validation: acm.CertificateValidation.fromDns(this.zone),
      }),
      endpointType: apigwv2.EndpointType.REGIONAL,
      securityPolicy: apigwv2.SecurityPolicy.TLS_1_2,
      ipAddressType: apigwv2.IpAddressType.DUAL_STACK, // else the record for IPv6 leads nowhere
    });
    if (this.zone === undefined) {
      return { domainName, recordTarget: domainName.regionalDomainName };
    }
    const records = new Construct(scope, 'Records');
    const record: route53.ARecordProps = {
      zone: this.zone,
      recordName: `${this.name}.`, // with the dot it is the whole name, also where it is a token
      target: route53.RecordTarget.fromAlias(new ApiGatewayv2DomainProperties(domainName.regionalDomainName, domainName.regionalHostedZoneId)),
    };
    new route53.ARecord(records, 'Ipv4', record);
    new route53.AaaaRecord(records, 'Ipv6', record);
    return { domainName };
  }
}

/** A zone that is known by its id alone throws where it is asked for its name. */
function zoneNameOf(zone: route53.IHostedZone): Fact<string> {
  try {
    return factOf(zone.zoneName);
  } catch {
    return UNKNOWN;
  }
}
