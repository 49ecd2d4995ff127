import type { CredentialsOrigin } from './account';
import { UserError } from '../errors';

/** What is known of an error of the SDK, of the network or of the Toolkit Library. */
interface Failure {
  readonly name: string;
  readonly code?: string;
  readonly message: string;
}

const EXPIRED = ['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired'];
const UNKNOWN_KEY = ['InvalidClientTokenId', 'UnrecognizedClientException', 'SignatureDoesNotMatch', 'InvalidSignatureException', 'AuthFailure'];
const DENIED = ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'UnauthorizedException'];
const UNREACHABLE = [
  'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE', 'TimeoutError', 'NetworkingError',
];
const UNTRUSTED = [
  'SELF_SIGNED_CERT_IN_CHAIN', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_GET_ISSUER_CERT', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID',
];

/** Where a mistake was made, for the message. */
export interface FailureContext extends CredentialsOrigin {
  /** What was being done, as in `Reading the stack Demo failed`. */
  readonly doing: string;
}

/** One message with its remedy for what AWS or the way to it has said; undefined where it is something else. */
export function awsFailure(error: unknown, { doing, profile, profileFrom }: FailureContext): UserError | undefined {
  const failures = causes(error);
  const find = (test: (failure: Failure) => boolean) => failures.find(test);
  const named = (names: readonly string[]) => find(({ name, code }) => names.includes(name) || (code !== undefined && names.includes(code)));
  const option = profile === undefined ? '' : ` --profile ${profile}`;

  if (find(({ name, message }) => /Credentials|TokenProvider|SSO/.test(name) && /\bsso\b/i.test(message) && /expired|login|refresh|invalid/i.test(message))) {
    return new UserError(`The AWS SSO session has expired, or there is none yet. Run: aws sso login${option}`);
  }
  if (named(EXPIRED)) return new UserError(`The AWS credentials have expired: get new ones${profile === undefined ? '' : ` for the profile ${profile}`}, and run this again.`);
  if (named(UNKNOWN_KEY)) return new UserError(`AWS does not know these credentials${profile === undefined ? '' : ` (profile ${profile})`}: is the access key deleted or mistyped, or the clock of this machine wrong?`);
  const missing = named(['CredentialsProviderError', 'ProviderError']);
  if (missing) return new UserError(noCredentials(missing.message, profile, profileFrom));
  const untrusted = named(UNTRUSTED);
  if (untrusted) {
    return new UserError(`${doing} failed: the certificate of the other side is not trusted (${untrusted.code ?? untrusted.name}). Behind a proxy of a company, `
      + 'let AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS name a file with its certificate authority.', 2);
  }
  const denied = named(DENIED);
  if (denied) return new UserError(`${doing} failed, since these credentials may not do it: ${oneLine(denied.message)}`, 2);
  const unreachable = named(UNREACHABLE);
  if (unreachable) {
    return new UserError(`${doing} failed: AWS cannot be reached (${oneLine(unreachable.message || unreachable.code || unreachable.name)}). `
      + 'Is there a network, is HTTPS_PROXY or AWS_ENDPOINT_URL right, and the region one that exists?', 2);
  }
  const service = failures.find((_, index) => isServiceError(chain(error)[index]));
  return service && new UserError(`${doing} failed: ${oneLine(service.message)} (${service.name})`, 2);
}

/** The same; what it is not about is thrown on as it is. */
export function awsError(error: unknown, context: FailureContext): unknown {
  return error instanceof UserError ? error : awsFailure(error, context) ?? error;
}

function noCredentials(message: string, profile: string | undefined, profileFrom: string | undefined): string {
  if (profile !== undefined && profileFrom !== undefined) {
    return `${profileFrom}: the profile ${profile} gives no AWS credentials: ${oneLine(message)} Set it up with \`aws configure --profile ${profile}\`, `
      + 'name another one there or with --profile, or take the credentials of the environment with --no-profile.';
  }
  if (profile !== undefined) return `The profile ${profile} gives no AWS credentials: ${oneLine(message)} Name another one with --profile, or set it up with \`aws configure --profile ${profile}\`.`;
  return 'There are no AWS credentials: give a profile with --profile or AWS_PROFILE, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run `aws configure`.';
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

function isServiceError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && '$fault' in error;
}

function causes(error: unknown): Failure[] {
  return chain(error).map((each) => {
    const { name, code, message } = each as { name?: unknown; code?: unknown; message?: unknown };
    return { name: text(name) ?? '', code: text(code), message: text(message) ?? '' };
  });
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** An error with what has caused it, and for several attempts with each of theirs. */
function chain(error: unknown, seen: unknown[] = []): unknown[] {
  if (typeof error !== 'object' || error === null || seen.includes(error)) return [];
  const { cause, errors } = error as { cause?: unknown; errors?: unknown };
  const before = [...seen, error];
  return [error, ...chain(cause, before), ...Array.isArray(errors) ? errors.flatMap((each) => chain(each, before)) : []];
}
