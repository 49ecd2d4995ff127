import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { Door, Site } from '../endpoint/door';
import { Fact } from '../private/tokens';

/** One way to come by a domain name. Immutable: it may be bound in any number of stacks. */
export interface DomainStrategy {
  readonly site: Site;
  describe(): NameFacts;

  /** Makes the domain name with what belongs to it; no door is known yet. */
  bind(scope: Construct): BoundName;
}

/** A domain name, which may lead nowhere yet. */
export interface BoundName {
  readonly domainName: apigwv2.IDomainName;

  /** Where a record of the name must lead that is not made here. */
  readonly recordTarget?: string;
}

/** A domain name under a server. */
export interface BoundDomain extends BoundName {
  readonly site: Site;

  /** Leads the name to the door: anew where the door is another one than before. */
  map(door: Door): void;
}

/** What is known of a domain before any resource exists. */
export interface DomainFacts extends NameFacts {
  readonly site: Site;

  /** Unset at the root. */
  readonly basePath?: Fact<string>;
}

export interface NameFacts {
  /** The call that the user wrote, for messages. */
  readonly call: string;

  /** Unset where the domain name exists already. */
  readonly name?: Fact<string>;

  /** The zone that gets the records. */
  readonly zoneName?: Fact<string>;

  /** Unset where the domain name exists already; `made` where it is made with the name. */
  readonly certificate?: CertificateFacts | 'made';
}

export interface CertificateFacts {
  readonly region: Fact<string>;

  /** What it is made for, as far as synthesis knows. */
  readonly names: ReadonlyArray<Fact<string>>;
}
