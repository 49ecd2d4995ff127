import { Measured } from './measure';
import { size } from '../terminal/units';

/** Below this nothing is worth the trouble. */
const SMALL_BYTES = 1024 * 1024;

/** Packages that a runtime brings by itself, as directories of an artefact. */
const IN_RUNTIME: readonly [runtime: RegExp, part: RegExp][] = [
  [/^python/, /^(?:boto3|botocore|s3transfer)$/],
  [/^nodejs/, /^node_modules\/@(?:aws-sdk|smithy)\/[^/]+$/],
];

/** What would make an artefact smaller, as far as its files tell. */
export function sizeAdvice(runtime: string, { largest }: Measured): string[] {
  const heavy = largest.filter(({ bytes }) => bytes > SMALL_BYTES);
  const spare = heavy.filter(({ path }) => IN_RUNTIME.some(([of, part]) => of.test(runtime) && part.test(path)));
  const modules = runtime.startsWith('nodejs') && heavy.some(({ path }) => path.startsWith('node_modules/'));
  return [
    ...spare.map(({ path, bytes }) => `${path} (${size(bytes)}) comes with the runtime ${runtime}: what needs no newer version of it can do without`),
    ...modules ? ['node_modules is uploaded as it is, packages for development too: bundle = true in [build], or bundle of McpServerCode.nodejs, leaves what the server imports'] : [],
  ];
}
