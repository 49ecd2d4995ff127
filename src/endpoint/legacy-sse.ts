import { Fact, factOf } from '../private/tokens';

/** Options of the transport of 2024-11-05, HTTP with SSE. */
export interface McpLegacySseOptions {
  /**
   * The public path of the old transport's stream, without stage and base path as `path` is, for clients that
   * know no other (HTTP with SSE, revision 2024-11-05): GET on it reaches the server, guarded as the MCP path
   * is, and POST on `legacyMessagesPath`. What is removed before the server's own path is removed here too. An
   * answer must come as it is written, which an HTTP API does not do; the server must hand what is posted to
   * the instance that has the stream.
   *
   * @see https://modelcontextprotocol.io/specification/2024-11-05/basic/transports
   * @default - no route beside the MCP path
   */
  readonly legacySsePath?: string;

  /**
   * The public path on which clients of the old transport post their messages, without stage and base path.
   * The server names it in the first event of the stream, and there with what `MCP_PUBLIC_URL` has before the
   * MCP path: at a REST API without a domain `/prod/mcp/messages`. With a slash at its end, or more behind it,
   * it reaches the server too on an HTTP API.
   *
   * @default - `messages` beside `legacySsePath`: `/mcp/messages` beside `/mcp/sse`
   */
  readonly legacyMessagesPath?: string;
}

/** The two paths of the old transport. */
export interface LegacySse {
  readonly path: string;
  readonly messagesPath: string;
}

/** What is known of them before any resource exists. */
export interface LegacySseFacts {
  /** Unset where there is a path for messages alone. */
  readonly path?: Fact<string>;

  /** Unset where it is not given, and nothing says beside what it is. */
  readonly messagesPath?: Fact<string>;

  /** Those that are set, as they are written: the other path may be made from the stream's. */
  readonly given: ReadonlyArray<{ readonly name: keyof McpLegacySseOptions; readonly path: Fact<string>; readonly hasSlash: boolean }>;

  /** What the public URL has before both: a stage or a base path, or nothing. */
  readonly publicPrefix: Fact<string>;
}

/** The routes that are to be made; nothing where no stream is wanted. */
export function legacySseOf({ legacySsePath: path, legacyMessagesPath }: McpLegacySseOptions): LegacySse | undefined {
  const messagesPath = legacyMessagesPath ?? messagesBeside(path);
  return path === undefined || messagesPath === undefined ? undefined : { path, messagesPath };
}

/** @param publicPrefix what clients have before every path of the door */
export function legacySseFacts(options: McpLegacySseOptions, publicPrefix: string): LegacySseFacts | undefined {
  const { legacySsePath: path, legacyMessagesPath = messagesBeside(path) } = options;
  return path === undefined && legacyMessagesPath === undefined ? undefined : {
    path: path === undefined ? undefined : factOf(path),
    messagesPath: legacyMessagesPath === undefined ? undefined : factOf(legacyMessagesPath),
    given: (['legacySsePath', 'legacyMessagesPath'] as const).flatMap((name) => given(name, options[name])),
    publicPrefix: factOf(publicPrefix),
  };
}

function given(name: keyof McpLegacySseOptions, path?: string): LegacySseFacts['given'] {
  return path === undefined ? [] : [{ name, path: factOf(path), hasSlash: path.startsWith('/') }];
}

/** Where there is no slash, the text may be a token that must not be cut. */
function messagesBeside(path = ''): string | undefined {
  return path.includes('/') ? `${path.slice(0, path.lastIndexOf('/'))}/messages` : undefined;
}
