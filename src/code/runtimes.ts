import * as lambda from 'aws-cdk-lib/aws-lambda';

/** Amazon Linux 2023, under every runtime that is not named below. */
export const AL2023_GLIBC = '2.34';
const AL2_GLIBC = '2.26';

/**
 * Memory in MB by kind of server. CPU grows with it, one core at 1769 MB, and a cold start takes as
 * long as its CPU time over its share of a core.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
 */
export const MEMORY = {
  /** A compiled server listens after milliseconds: more buys no faster start. */
  native: 256,

  /** Node.js with an MCP SDK takes a tenth of a second of a core and 60 MB. */
  nodejs: 512,

  /** FastMCP's imports take a second of a core and 80 MB: 7 seconds at 256 MB, of the 9 until it must listen. */
  python: 1024,

  /** Whatever is in an image: as much as the slowest of them needs. */
  image: 1024,
};

/** @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
const ON_AL2 = /^(nodejs(1\d|\d)\.x|python3\.(\d|10|11))$/;

/** The version of glibc under a runtime. */
export function glibcOf(runtime: lambda.Runtime): string {
  return ON_AL2.test(runtime.name) ? AL2_GLIBC : AL2023_GLIBC;
}
