import { Fact, factOf } from '../private/tokens';

/** Options of the transport of 2024-11-05, HTTP with SSE. */
export interface McpLegacySseOptions {
  /**
   * The public path of the old transport's stream, for clients that know no other (HTTP with SSE, revision
   * 2024-11-05): GET on it reaches the server, guarded as the MCP path is, and POST on `legacyMessagesPath`.
   * The path as the server has it: what is removed before the server's own path is removed here too. An
   * answer must come as it is written, which an HTTP API does not do; the server must hand what is posted to
   * the instance that has the stream.
   *
   * @see https://modelcontextprotocol.io/specification/2024-11-05/basic/transports
   * @default - no route beside the MCP path
   */
  readonly legacySsePath?: string;

  /**
   * Where clients of the old transport post their messages: the path that the server names in the first
   * event of the stream. With a slash at its end, or more behind it, it reaches the server too on an HTTP API.
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
  readonly messagesPath: Fact<string>;
}

/** The routes that are to be made; nothing where no stream is wanted. */
export function legacySseOf({ legacySsePath: path, legacyMessagesPath }: McpLegacySseOptions): LegacySse | undefined {
  return path === undefined ? undefined : { path, messagesPath: legacyMessagesPath ?? `${path.slice(0, path.lastIndexOf('/'))}/messages` };
}

export function legacySseFacts(options: McpLegacySseOptions): LegacySseFacts | undefined {
  const paths = legacySseOf(options);
  if (paths) {
    return { path: factOf(paths.path), messagesPath: factOf(paths.messagesPath) };
  }
  return options.legacyMessagesPath === undefined ? undefined : { messagesPath: factOf(options.legacyMessagesPath) };
}
