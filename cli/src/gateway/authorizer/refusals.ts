import { Refused } from './authorization';
import { JwtGuard } from '../../template/model';
import { gatewayReply, Reply } from '../reply';

/**
 * The token is not accepted. `description` is what the client reads in `www-authenticate`. AWS
 * documents one of them (`the token does not have a valid audience`); others were seen in its answers
 * and logs, and where none is known the words are ours. It holds nothing that a client has sent.
 */
export class InvalidToken extends Error {
  constructor(
    readonly description: string,
    /** What stands behind it, for the developer alone. */
    readonly detail?: string,
  ) {
    super(description);
  }
}

/** Nothing stands at any identity source. */
export function missingToken({ identitySource }: JwtGuard): Refused {
  return { admitted: false, reply: challenge(401, 'Unauthorized', 'Bearer'), failure: `missing: token not provided in ${identitySource.join(' or ')}` };
}

export function invalidToken({ scopes }: JwtGuard, { description, detail }: InvalidToken): Refused {
  const header = `Bearer scope="${scopes.join(' ')}" error="invalid_token" error_description="${description}"`;
  return { admitted: false, reply: challenge(401, 'Unauthorized', header), failure: `invalid_token: ${description}${detail === undefined ? '' : ` (${detail})`}` };
}

/** The token is good, but has none of the route's scopes. */
export function insufficientScope({ scopes }: JwtGuard, found: readonly string[]): Refused {
  const expected = `expected scopes: [${scopes.join(' ')}]`;
  const header = `Bearer scope="${scopes.join(' ')}" error="insufficient_scope" error_description="${expected}"`;
  return { admitted: false, reply: challenge(403, 'Forbidden', header), failure: `insufficient_scope: ${expected}, the token has ${quoted(found)}` };
}

/** A value of a token as it may stand in a line. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? 'none';
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const LONGEST = 200;

function challenge(status: number, message: string, header: string): Reply {
  const reply = gatewayReply(status, message);
  return { ...reply, headers: [...reply.headers, 'www-authenticate', header] };
}
