import type { Json } from './observation';

/** The servers of the app, each with a front door of its own. */
export const SERVERS = ['Echo', 'Staged', 'Root', 'StagedRoot', 'Mcp'] as const;
export type ServerName = typeof SERVERS[number];

/** What the gateway must answer by itself, or make of an answer, as AWS's documents say. */
export interface DocumentedAnswer {
  readonly status: number;
  /** As JSON; empty for none. Left out where the documents give no text. */
  readonly body?: Json;
  /** All of those that are compared, or of a server's answer those that the gateway decides; an empty list is for none. */
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  /** The address of the document. */
  readonly source: string;
  /** What it says, where it leaves something open. */
  readonly note?: string;
}

/** One request of the list. */
export interface ParityRequest {
  /** Unique: it stands in the tests, the table of differences and the document. */
  readonly name: string;
  readonly server: ServerName;
  readonly method: string;
  /** As it goes over the wire, with the stage. */
  readonly path: string;
  /** Without the question mark. */
  readonly query?: string;
  /** In this order and spelling; `Host` is the front door's own where it is missing. One character is one byte. */
  readonly headers?: ReadonlyArray<readonly [name: string, value: string]>;
  readonly body?: Buffer | string;
  /** Sent in chunks, without a length. */
  readonly chunked?: true;
  /** The key of the route that matches, for requests that reach the server. */
  readonly route?: string;
  /** For all others, and for what the gateway changes in the server's answer. */
  readonly documented?: DocumentedAnswer;
}

/** What the echo server is to answer in place of what it has received; stands in a header, as JSON. */
export interface ToldAnswer {
  readonly status?: number;
  readonly headers?: ReadonlyArray<readonly [name: string, value: string]>;
  /** In base64. */
  readonly body?: string;
  /** In place of a body: so many letters. */
  readonly letters?: number;
}

/** The header that tells the echo server its answer. */
export function telling(answer: ToldAnswer): readonly [name: string, value: string] {
  // In ASCII, so that its way to the server changes nothing in it.
  return ['X-Answer', JSON.stringify(answer).replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)];
}

/** Addresses that several entries name. */
export const AWS = {
  routes: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html',
  cors: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html',
  payload: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html',
  throttling: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html',
  domains: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html',
  apiQuotas: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html',
  lambdaQuotas: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  /** AWS's own emulator of API Gateway, tried by its authors against the service. */
  emulator: 'https://github.com/aws/aws-lambda-dotnet/blob/master/Tools/LambdaTestTool-v2/src/Amazon.Lambda.TestTool/Extensions/ApiGatewayResponseExtensions.cs',
} as const;
