import { type CallToolResult, Client, type ClientOptions, type FetchLike, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describeError } from './failure';

/** The two protocol eras: a session that begins with `initialize`, and requests that stand alone. */
const CLIENTS = {
  '2025-11-25': { supportedProtocolVersions: ['2025-11-25'], versionNegotiation: { mode: 'legacy' } },
  '2026-07-28': { versionNegotiation: { mode: { pin: '2026-07-28' } } },
} satisfies Record<string, ClientOptions>;

/** A revision that the demo speaks. */
export type Revision = keyof typeof CLIENTS;

/** All of them, oldest first. */
export const REVISIONS = Object.keys(CLIENTS) as Revision[];

const RESOURCE = 'instance://current';
const PROMPT = { name: 'countdown', arguments: { event: 'new year', date: '2027-01-01' } };

/** What to ask, and through which `fetch`. */
export interface Call {
  readonly url: string;
  readonly tool: string;
  readonly args: Record<string, unknown>;
  readonly fetch: FetchLike;
}

/** How the conversation went: the last line that the demo prints for a revision. */
export interface RevisionResult {
  readonly revision: Revision;
  readonly server?: { readonly name: string; readonly version: string };
  readonly tools?: string[];
  readonly tool: string;
  readonly args: Record<string, unknown>;
  readonly result?: CallToolResult;
  /** The text of the result. */
  readonly text?: string;
  /** Of the tool's call as the client sees it, with its own checks of the result. */
  readonly ms?: number;
  readonly ok: boolean;
  /** Why it is not ok. */
  readonly error?: string;
}

/** Connects, lists the tools, calls one, reads the resource, gets the prompt. Never rejects. */
export async function converse(revision: Revision, { url, tool, args, fetch }: Call): Promise<RevisionResult> {
  const client = new Client({ name: 'cdk-mcp-lambda-demo', version: '1.0.0' }, CLIENTS[revision]);
  let learnt: Pick<RevisionResult, 'server' | 'tools'> = {};
  let answer: Pick<RevisionResult, 'result' | 'text' | 'ms'> = {};
  const conclude = (error?: string): RevisionResult => ({
    revision, ...learnt, tool, args, ...answer, ok: error === undefined, error,
  });
  try {
    await client.connect(new StreamableHTTPClientTransport(new URL(url), { fetch }));
    const { name, version } = client.getServerVersion()!;
    const tools = (await client.listTools()).tools.map((found) => found.name);
    learnt = { server: { name, version }, tools };
    if (!tools.includes(tool)) return conclude(`there is no tool "${tool}": --tool takes one of ${tools.join(', ')}`);

    const calledAt = performance.now();
    const result = await client.callTool({ name: tool, arguments: args });
    answer = { result, text: textOf(result), ms: Math.round(performance.now() - calledAt) };
    if (result.isError) return conclude(`the tool "${tool}" answered with an error: ${answer.text}`);

    await client.readResource({ uri: RESOURCE });
    await client.getPrompt(PROMPT);
    return conclude();
  } catch (error) {
    return conclude(describeError(error));
  } finally {
    await client.close();
  }
}

function textOf(result: CallToolResult): string {
  return result.content.flatMap((part) => part.type === 'text' ? [part.text] : []).join('\n');
}
