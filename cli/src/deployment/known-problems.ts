/** Something that goes wrong in many deployments, by the words in which a log tells of it. */
export interface KnownProblem {
  readonly said: RegExp;
  readonly remedy: Remedy;
}

/** What to do, in the words of whoever has described the server: in a `deploy.toml`, or in a CDK app. */
export interface Remedy {
  readonly toml: string;
  readonly app: string;
}

/** The same in both. */
const anyhow = (remedy: string): Remedy => ({ toml: remedy, app: remedy });

/** A line is about the first that fits. docs/troubleshooting.md has a row for each, by the same words. */
export const KNOWN_PROBLEMS: readonly KnownProblem[] = [
  {
    said: /Task timed out after/,
    remedy: {
      toml: 'raise timeout_seconds in [lambda], which helps up to the 30 seconds of an HTTP API and the 900 of [api_gateway] type = "rest", or memory_size, with which CPU grows. A connection that nobody answers ends so, too: look at [vpc]',
      app: 'raise timeout, which helps up to the 30 seconds of an HTTP API and the 900 of a REST API, or memorySize, with which CPU grows. A connection that nobody answers ends so, too: look at vpc and securityGroups',
    },
  },
  {
    said: /ETIMEDOUT|ECONNREFUSED|Connection(?: attempt)? (?:timed out|refused)|unable to connect to database/i,
    remedy: {
      toml: 'there is no way to the other side: put the function into its network with [vpc] vpc_id and subnet_ids, let it out with a group in security_group_ids, and let that group in at the database',
      app: 'there is no way to the other side: put the function into its network with vpc and vpcSubnets, let it out with server.connections.allowTo(…) or securityGroups, and let that group in at the database',
    },
  },
  {
    said: /ENOTFOUND|EAI_AGAIN|failed to lookup address|Name or service not known/i,
    remedy: {
      toml: 'the name is not known there: a private one needs the function in its network, [vpc] vpc_id; is it right in [lambda.environment] or in the secret?',
      app: 'the name is not known there: a private one needs the function in its network, vpc; is it right in environment or in the secret?',
    },
  },
  {
    said: /kms:Decrypt/,
    remedy: {
      toml: 'what is read has a key of its own: allow kms:Decrypt with it in [[iam.statements]]',
      app: 'what is read has a key of its own: key.grantDecrypt(server)',
    },
  },
  {
    said: /AccessDenied|is not authorized to perform/,
    remedy: {
      toml: 'the function\'s role may not do it: name a secret in [secrets], a table in [[iam.tables]], a bucket in [[iam.buckets]], and for all else the action of the message in [[iam.statements]]',
      app: 'the function\'s role may not do it: the server is a grantee, as in secret.grantRead(server) or table.grantReadData(server); the message names the action that is missing',
    },
  },
  {
    said: /app is not ready/,
    remedy: {
      toml: 'the server does not listen where the adapter asks: it must listen on 127.0.0.1 or 0.0.0.0, at its variable PORT ([server] port); more memory_size in [lambda] starts it sooner',
      app: 'the server does not listen where the adapter asks: it must listen on 127.0.0.1 or 0.0.0.0, at its variable PORT, and answer on readinessPath; more memorySize starts it sooner',
    },
  },
  {
    said: /signal: killed|Runtime\.OutOfMemory|heap out of memory|OutOfMemoryError|MemoryError|memory allocation of \d+ bytes failed/,
    remedy: { toml: 'its memory was not enough: raise memory_size in [lambda]', app: 'its memory was not enough: raise memorySize' },
  },
  {
    said: /exec format error|cannot execute binary file/i,
    remedy: {
      toml: 'it is built for another processor than [lambda] architecture: build it for that one',
      app: 'it is built for another processor than architecture: build it for that one',
    },
  },
  { said: /version `?'?GLIBC_\d\S*'? not found/, remedy: anyhow('it is built against a newer system than Lambda\'s: build it with cargo-lambda, or against musl') },
  {
    said: /Runtime\.InvalidEntrypoint/,
    remedy: {
      toml: 'the image does not start: it needs the Lambda Web Adapter and a CMD, and must be built for [lambda] architecture',
      app: 'the image does not start: it needs the Lambda Web Adapter and a CMD, and must be built for architecture',
    },
  },
  { said: /Too many open files|EMFILE/, remedy: anyhow('an instance lives for hours, and what is opened stays open: close connections, or use pools') },
  {
    said: /Runtime\.ExitError|Runtime exited with error/,
    remedy: {
      toml: 'the server has ended by itself, and its lines before say why; a variable that is missing belongs into [lambda.environment], or into [secrets]',
      app: 'the server has ended by itself, and its lines before say why; a variable that is missing belongs into environment, or into secrets',
    },
  },
];

/** What to do about what lines of a log say, each remedy once, in the order of the lines. */
export class Remedies {
  private readonly found = new Map<KnownProblem, string>();

  /** @param inToml whether a `deploy.toml` describes the server */
  constructor(private readonly inToml: boolean) {}

  /** Takes note of a line. */
  add(line: string): this {
    const problem = KNOWN_PROBLEMS.find(({ said }) => said.test(line));
    if (problem && !this.found.has(problem)) this.found.set(problem, problem.said.exec(line)![0]);
    return this;
  }

  /** The words that were found, and what to do: `Task timed out after: raise …`. */
  get all(): string[] {
    return [...this.found].map(([{ remedy }, words]) => `${words}: ${this.inToml ? remedy.toml : remedy.app}`);
  }
}
