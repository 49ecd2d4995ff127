import { Annotations, IAspect } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isServer, markRequirement } from './requirements';
import { sentence } from '../private/errors';
import { inWordsOf } from '../private/words';

/** Which servers may stay public. */
export interface McpRequireAuthOptions {
  /**
   * The construct paths of servers that may let everybody through, as messages show them: `Stack/Server`.
   *
   * @default - none
   */
  readonly exceptions?: string[];
}

/**
 * Makes public access an error: of every `McpLambdaServer` below whose endpoint lets everybody who knows
 * the URL through to the server (`publicAccess`), which are those with `McpAuth.none()` and `McpAuth.inServer()`.
 *
 * It looks at what was made, whoever set the auth: code of the app, or a property injector of its own. It reaches into
 * every `Stage`, where other aspects end. What an app opens beside the endpoint is not the endpoint's, and it does not see
 * that: a function URL on `alias`, a route of its own on `httpApi` or `restApi`.
 *
 * @example
 * import { App, Aspects } from 'aws-cdk-lib';
 * import { McpRequireAuth } from 'cdk-mcp-lambda';
 *
 * declare const app: App;
 * Aspects.of(app).add(new McpRequireAuth({ exceptions: ['Docs/Server'] }));
 */
export class McpRequireAuth implements IAspect {
  private readonly exceptions: ReadonlySet<string>;

  constructor(options: McpRequireAuthOptions = {}) {
    this.exceptions = new Set(options.exceptions);
    markRequirement(this);
  }

  /** Looks at one construct. */
  public visit(node: IConstruct): void {
    if (isPublicServer(node) && !this.exceptions.has(node.node.path)) {
      Annotations.of(node).addError(`${sentence(inWordsOf(node, {
        setting: 'auth',
        given: 'one that lets everybody through to the server',
        expected: 'McpAuth.cognito(), McpAuth.jwt(…), McpAuth.lambdaAuthorizer(…) or McpAuth.iam(), as this app requires an auth (McpRequireAuth); '
          + `exceptions are listed there by path: exceptions: ['${node.node.path}']`,
      }))} [require-auth]`);
    }
  }
}

function isPublicServer(node: IConstruct): boolean {
  return isServer(node) && (node as { publicAccess?: boolean }).publicAccess === true;
}
