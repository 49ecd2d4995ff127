import { once } from 'node:events';
import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';

/** What an account is to say; what is left out is as it is after a first bootstrap. */
export interface AccountState {
  /** The status of the stack; none where there is no stack. */
  readonly stackStatus?: string;
  /** The version of the CDK's bootstrap; undefined where there was none. */
  readonly bootstrap?: number;
  /** What STS answers instead of saying whose credentials these are. */
  readonly identityError?: string;
  /** Secrets that are there. */
  readonly secrets?: readonly string[];
  /** The KMS key of all of them, as Secrets Manager says it; undefined for AWS's own. */
  readonly secretKey?: string;
  /** What Lambda says of concurrent executions; undefined where these credentials may not ask. */
  readonly concurrency?: { readonly all: number; readonly unreserved: number };
  /** The template that was deployed last. */
  readonly template?: object;
}

/** The account of all credentials. */
export const ACCOUNT = '111122223333';

/**
 * A few operations of AWS on a loopback port, in states in which no real account, and nothing that stands for
 * one, can be kept for a test: a stack that is being changed, credentials that have expired.
 */
export class AwsStandIn {
  static async start(): Promise<AwsStandIn> {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return new AwsStandIn(server);
  }

  /** The operations that were asked for. */
  readonly asked: string[] = [];
  state: AccountState = {};

  private constructor(private readonly server: Server) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.answer(request, response));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The environment of somebody who lives in this directory and has an access key. */
  environment(home: string): NodeJS.ProcessEnv {
    return {
      PATH: process.env.PATH,
      HOME: home,
      AWS_ENDPOINT_URL: this.url,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'x',
      AWS_REGION: 'eu-west-1',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await request.setEncoding('utf8').toArray()).join('');
    const ofPath = request.url === '/2016-08-19/account-settings' ? 'GetAccountSettings' : undefined;
    const named = request.headers['x-amz-target'] ?? new URLSearchParams(body).get('Action') ?? new URL(request.url!, this.url).pathname;
    const action = ofPath ?? String(named).replace(/^.*\./, '');
    this.asked.push(action);
    const { status, text } = this.reply(action, body);
    response.writeHead(status).end(text);
  }

  private reply(action: string, body: string): { readonly status: number; readonly text: string } {
    const { bootstrap, concurrency, identityError, secretKey, secrets = [], stackStatus, template } = this.state;
    switch (action) {
      case 'GetCallerIdentity':
        return identityError === undefined
          ? xml(action, `<Arn>arn:aws:iam::${ACCOUNT}:user/developer</Arn><UserId>A</UserId><Account>${ACCOUNT}</Account>`)
          : xmlError(identityError, 'The security token included in the request is expired');
      case 'DescribeStacks':
        return stackStatus === undefined
          ? xmlError('ValidationError', 'Stack with id Demo does not exist')
          : xml(action, `<Stacks><member><StackName>Demo</StackName><StackId>arn:demo</StackId><StackStatus>${stackStatus}</StackStatus>`
            + '<StackStatusReason>it was so</StackStatusReason><CreationTime>2026-01-01T00:00:00Z</CreationTime></member></Stacks>');
      case 'GetParameter':
        return bootstrap === undefined ? jsonError('ParameterNotFound') : { status: 200, text: JSON.stringify({ Parameter: { Value: String(bootstrap) } }) };
      case 'GetAccountSettings':
        return accountSettings(concurrency);
      case 'GetTemplate':
        return template === undefined ? denied(action) : xml(action, `<TemplateBody>${escaped(JSON.stringify(template))}</TemplateBody>`);
      case 'DescribeSecret':
        return secrets.includes((JSON.parse(body) as { SecretId: string }).SecretId)
          ? { status: 200, text: JSON.stringify({ ARN: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:x-AbCdEf`, KmsKeyId: secretKey }) }
          : jsonError('ResourceNotFoundException');
      default:
        return denied(action);
    }
  }
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const denied = (action: string) => xmlError('AccessDenied', `User: developer is not authorized to perform: ${action}`);

function accountSettings(concurrency: AccountState['concurrency']) {
  if (concurrency === undefined) {
    return { status: 403, text: JSON.stringify({ __type: 'AccessDeniedException', message: 'developer is not authorized to perform: lambda:GetAccountSettings' }) };
  }
  const { all: ConcurrentExecutions, unreserved: UnreservedConcurrentExecutions } = concurrency;
  return { status: 200, text: JSON.stringify({ AccountLimit: { ConcurrentExecutions, UnreservedConcurrentExecutions } }) };
}

function xml(action: string, result: string) {
  return { status: 200, text: `<${action}Response xmlns="https://example.amazonaws.com/doc/"><${action}Result>${result}</${action}Result></${action}Response>` };
}

function xmlError(code: string, message: string) {
  return { status: 400, text: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>` };
}

function jsonError(type: string) {
  return { status: 400, text: JSON.stringify({ __type: type, message: type }) };
}
