/** A request as it came in: what a signature covers. */
export interface SignedRequest {
  readonly method: string;
  /** As the client sent it, with the stage. */
  readonly path: string;
  readonly query: string | undefined;
  /** Names and values in turn, as the client sent them. */
  readonly rawHeaders: readonly string[];
  /** Reads the body, which nobody needs for a request that shows no key. */
  body(): Promise<Buffer | null>;
}

/** What a request says of its signature. */
export interface Presented {
  readonly keyId: string;
  /** Of the credential's scope. */
  readonly region: string;
  readonly service: string;
  readonly signedAt: Date;
  /** In lower case. */
  readonly signedHeaders: readonly string[];
  /** 64 hexadecimal digits. */
  readonly signature: string;
  /** Set where the query is signed: how long it counts, 1 s to 7 days. */
  readonly expiresSeconds?: number;
  /** Whether a session token stands beside it, as temporary credentials have it. */
  readonly session: boolean;
}

/** The values of a header, in the order in which they were sent. */
export function headerValues(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1].toLowerCase() === name);
}
