import { Annotations, IAspect } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
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
 * It looks at what was made, so that nothing in an app gets round it: neither a server written by hand nor a
 * property injector of the app's own.
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
  }

  /** Looks at one construct. */
  public visit(node: IConstruct): void {
    if (isPublicServer(node) && !this.exceptions.has(node.node.path)) {
      Annotations.of(node).addError(`${sentence(inWordsOf(node, {
        setting: 'auth',
        given: 'one that lets everybody through to the server',
        expected: 'McpAuth.cognito(), jwt, lambdaAuthorizer or iam, as this app requires an auth (McpRequireAuth); '
          + `exceptions are listed there by path: exceptions: ['${node.node.path}']`,
      }))} [require-auth]`);
    }
  }
}

/** By the class's id and not by the class: an app may hold this library twice, and no room knows the main construct. */
function isPublicServer(node: IConstruct): boolean {
  const { PROPERTY_INJECTION_ID: id } = node.constructor as { PROPERTY_INJECTION_ID?: string };
  return id === 'cdk-mcp-lambda.McpLambdaServer' && (node as { publicAccess?: boolean }).publicAccess === true;
}
