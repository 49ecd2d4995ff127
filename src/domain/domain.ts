import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { BoundDomain, DomainFacts, DomainStrategy } from './bound-domain';
import { ExistingName } from './existing-name';
import { McpDomainOptions, McpHostedZoneDomainOptions, siteOf } from './options';
import { OwnName } from './own-name';
import { McpLambdaError } from '../private/errors';
import { factOf } from '../private/tokens';

/**
 * A domain name for the server, in place of the one that API Gateway makes up. Where the endpoint has a
 * stage with a name, its URL then has no stage in it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html
 */
export class McpDomain {
  /**
   * A name in a Route 53 hosted zone, which gets the records for IPv4 and IPv6. A certificate is made
   * for the name and validated in the zone, unless one is given.
   *
   * @param zone the public hosted zone that contains the name
   * @param name the whole name: `mcp.example.com`
   * @throws at synthesis, on a name that is none or is not in the zone, and on a certificate that is
   * known to be of another region or name
   */
  public static fromHostedZone(zone: route53.IHostedZone, name: string, options: McpHostedZoneDomainOptions = {}): McpDomain {
    return new McpDomain(options, new OwnName('fromHostedZone', name, siteOf(`https://${name}`, options), options.certificate, zone));
  }

  /**
   * A name whose records are kept elsewhere. The deploy prints as `DomainTarget` where a CNAME record of
   * the name must lead.
   *
   * @param name the whole name: `mcp.example.com`
   * @param certificate a certificate for the name, in the region of the stack
   * @throws at synthesis, on a name that is none, and on a certificate that is known to be of another
   * region or name
   */
  public static fromCertificate(name: string, certificate: acm.ICertificate, options: McpDomainOptions = {}): McpDomain {
    return new McpDomain(options, new OwnName('fromCertificate', name, siteOf(`https://${name}`, options), certificate));
  }

  /**
   * A domain name of API Gateway that exists, or is made in the app: for several servers on one name,
   * each with a `basePath` of its own. Its certificate and records stay as they are.
   *
   * @param domainName a regional domain name in the region of the stack
   */
  public static fromDomainName(domainName: apigwv2.IDomainName, options: McpDomainOptions = {}): McpDomain {
    return new McpDomain(options, new ExistingName(domainName, siteOf(`https://${domainName.name}`, options)));
  }

  private constructor(private readonly options: McpDomainOptions, private readonly strategy: DomainStrategy) {}

  /** @internal */
  public _describe(): DomainFacts {
    const { basePath } = this.options;
    const { site } = this.strategy;
    return { ...this.strategy.describe(), site, basePath: basePath === undefined ? undefined : factOf(basePath) };
  }

  /** @internal */
  public _bind(server: Construct): BoundDomain {
    const scope = new Construct(server, 'Domain');
    const { site } = this.strategy;
    const bound = this.strategy.bind(scope);
    return {
      ...bound,
      site,
      map: ({ destination }) => {
        if (destination === undefined) {
          throw new McpLambdaError(server, {
            setting: 'domain', given: 'a domain for an endpoint to which none can lead', expected: 'McpEndpoint.httpApi(…) or McpEndpoint.restApi(…)',
          });
        }
        new apigwv2.CfnApiMapping(scope, 'Mapping', {
          domainName: bound.domainName.name,
          ...destination,
          apiMappingKey: site.basePath.slice(1) || undefined,
        });
      },
    };
  }
}
