import { CertificateFacts, DomainFacts } from '../../domain/bound-domain';
import { show } from '../../private/errors';
import { commonPrefixBefore } from '../../private/paths';
import { isKnown } from '../../private/tokens';
import { error, Rule, warning, when } from '../rule';

/** Lower-case labels: API Gateway refuses others. */
const NAME = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
const MAX_CERTIFICATE_NAME = 64;

/**
 * What a mapping can have and a URL needs no encoding for; no segment is only dots, which clients resolve.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mappings.html
 */
const BASE_PATH = /^(?=.{1,300}$)(?!.*(^|\/)\.+(\/|$))[A-Za-z0-9\-._]+(\/[A-Za-z0-9\-._]+)*$/;

/** The server's own name. */
export const DOMAIN_RULES: Rule[] = [
  error('domainNameInvalid', ({ domain }) => [
    ...when(domain?.name !== undefined && isKnown(domain.name) && !NAME.test(domain.name), () => ({
      setting: 'domain',
      given: `${domain!.call} with the name ${show(domain!.name)}`,
      expected: 'the whole name in lower case, without a scheme, a path or a wildcard, up to 63 characters a label: "mcp.example.com"',
    })),
    ...when(domain?.certificate === 'made' && isKnown(domain.name!) && domain.name!.length > MAX_CERTIFICATE_NAME, () => ({
      setting: 'domain',
      given: `${domain!.call} with a name of ${(domain!.name as string).length} characters`,
      expected: `up to ${MAX_CERTIFICATE_NAME}, for which a certificate can be made, or a certificate with a wildcard`,
    })),
  ]),

  error('domainOutsideZone', ({ domain }) => {
    const { name, zoneName } = domain ?? {};
    return when(name !== undefined && zoneName !== undefined && isKnown(name) && isKnown(zoneName) && !isInZone(name, zoneName), () => ({
      setting: 'domain',
      given: `${domain!.call} with the name ${show(name)} in the zone ${show(zoneName)}`,
      expected: 'a name that ends with the name of the zone, or the zone that contains it',
    }));
  }),

  error('domainBasePathInvalid', ({ domain }) =>
    when(domain?.basePath !== undefined && !(isKnown(domain.basePath) && BASE_PATH.test(domain.basePath)), () => ({
      setting: 'domain.basePath',
      given: isKnown(domain!.basePath!) ? show(domain!.basePath) : 'a token',
      expected: 'segments of letters, digits and -._ without a slash at either end, known at synthesis since they are part of the URL: "tools"; or no basePath, for the root',
    }))),

  error('domainCertificateInOtherRegion', ({ domain, region }) => {
    const given = givenCertificate(domain);
    return when(given !== undefined && isKnown(given.region) && isKnown(region) && given.region !== region, () => ({
      setting: 'domain',
      given: `${domain!.call} with a certificate in ${String(given!.region)} for a stack in ${String(region)}`,
      expected: 'a certificate in the region of the stack, which is where a regional domain name takes it from',
    }));
  }),

  error('domainCertificateForOtherName', ({ domain }) => {
    const name = domain?.name;
    const names = givenCertificate(domain)?.names ?? [];
    const certified = names.filter(isKnown);
    const known = name !== undefined && isKnown(name) && certified.length > 0 && certified.length === names.length;
    return when(known && !certified.some((one) => covers(one, name)), () => ({
      setting: 'domain',
      given: `${domain!.call} with the name ${show(name)} and a certificate for ${certified.map(show).join(', ')}`,
      expected: 'a certificate for that name, or for "*." and what comes after its first label',
    }));
  }),

  warning('domainBasePathHidesDiscovery', ({ domain, auth }) =>
    when(domain?.basePath !== undefined && isKnown(domain.basePath) && (auth.tokenBased || auth.inServer !== undefined), () => ({
      setting: 'domain.basePath',
      given: `${show(domain!.basePath)} with ${auth.call}: clients look for its discovery documents at the root of the name, which leads elsewhere`,
      expected: 'no basePath, with a name for each server; or this warning to be acknowledged, for clients that are told where to get their tokens',
    }))),

  warning('domainPathUnclear', ({ domain, endpoint: { path, shell, given }, code: { listener: { serverPath } } }) => {
    const { eventPath, otherEventPath = eventPath, stagePath } = shell;
    const known = (domain ?? given?.apiUrl) !== undefined && isKnown(path) && isKnown(serverPath) && eventPath !== otherEventPath;
    return when(known && !shell.eventPathsDocumented && commonPrefixBefore([eventPath, otherEventPath], serverPath) === undefined, () => ({
      setting: domain ? 'domain' : 'endpoint.apiUrl',
      given: `${domain?.call ?? 'a URL'} before ${stagePath && `the stage ${show(stagePath.slice(1))} and `}the path ${show(path)}, for a server on ${show(serverPath)}: `
        + `AWS does not document whether the function gets ${show(eventPath)}, as by all reports and as is taken here, or ${show(otherEventPath)}`,
      expected: 'settings with which the adapter can remove one prefix for both, such as the stage "$default" without a basePath, '
        + 'or this warning to be acknowledged once the server answers',
    }));
  }),

  error('domainAndDefaultEndpointDiffer', ({ domain, endpoint: { path, shell }, code: { listener: { serverPath } } }) => {
    const { eventPath, otherEventPath = eventPath } = shell;
    const known = domain !== undefined && isKnown(path) && isKnown(serverPath) && eventPath !== otherEventPath;
    return when(known && shell.eventPathsDocumented && commonPrefixBefore([eventPath, otherEventPath], serverPath) === undefined, () => ({
      setting: 'domain',
      given: `${domain!.call} before the path ${show(path)}, for a server on ${show(serverPath)}: the function gets ${show(eventPath)} through the domain `
        + `and ${show(otherEventPath)} through the API's own URL, and the adapter removes one prefix alone`,
      expected: 'disableDefaultEndpoint: true on the domain, so that one path is left; or a serverPath with which one prefix does for both',
    }));
  }),
];

function givenCertificate(domain?: DomainFacts): CertificateFacts | undefined {
  return domain?.certificate === 'made' ? undefined : domain?.certificate;
}

function isInZone(name: string, zoneName: string): boolean {
  const zone = zoneName.toLowerCase().replace(/\.$/, '');
  return name === zone || name.endsWith(`.${zone}`);
}

/** A wildcard stands for one label. */
function covers(certified: string, name: string): boolean {
  const one = certified.toLowerCase();
  return one === name || (one.startsWith('*.') && name.includes('.') && one.slice(1) === name.slice(name.indexOf('.')));
}
