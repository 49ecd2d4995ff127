import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { BoundName, DomainStrategy, NameFacts } from './bound-domain';
import { Site } from '../endpoint/door';

/** A domain name that is made elsewhere, and may lead to other APIs too. */
export class ExistingName implements DomainStrategy {
  constructor(private readonly domainName: apigwv2.IDomainName, readonly site: Site) {}

  describe(): NameFacts {
    return { call: 'McpDomain.fromDomainName(…)' };
  }

  bind(): BoundName {
    return { domainName: this.domainName };
  }
}
