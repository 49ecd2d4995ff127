import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import { CertificateFacts } from './bound-domain';
import { regionOfArn } from '../private/arns';
import { factOf, factsOfList, isKnown, UNKNOWN } from '../private/tokens';

/** What can be known of a certificate: its ARN names the region, and one that is made in the app its names. */
export function describeCertificate(certificate: acm.ICertificate): CertificateFacts {
  const arn = factOf(certificate.certificateArn);
  const made = certificate.node.tryFindChild('Resource');
  if (made instanceof acm.CfnCertificate) {
    return {
      region: factOf(certificate.env.region),
      names: [factOf(made.domainName), ...factsOfList(made.subjectAlternativeNames ?? [])],
    };
  }
  return { region: isKnown(arn) ? regionOfArn(arn) ?? UNKNOWN : UNKNOWN, names: [UNKNOWN] };
}
