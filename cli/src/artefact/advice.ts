import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Measured, Part } from './measure';
import { readJsonFile } from '../project/json-file';
import { objectOf, own } from '../template/values/json';
import { size } from '../terminal/units';

/** Less than this, or than this share of the whole, is not worth the trouble: what is left takes as long to load. */
const WORTHWHILE = { bytes: 1024 * 1024, share: 0.1 };

/** Packages that a runtime brings by itself, as directories of an artefact. */
const IN_RUNTIME: readonly [runtime: RegExp, part: RegExp][] = [
  [/^python/, /^(?:boto3|botocore|s3transfer)$/],
  [/^nodejs/, /^node_modules\/@(?:aws-sdk|smithy)\/[^/]+$/],
];

const MODULES = 'node_modules/';

/** What would make an artefact smaller, as far as its files tell. */
export function sizeAdvice(runtime: string, artefact: string, measured: Measured): string[] {
  const spare = measured.largest.filter(({ path }) => IN_RUNTIME.some(([of, part]) => of.test(runtime) && part.test(path)));
  const modules = runtime.startsWith('nodejs') ? measured.largest.filter(({ path }) => path.startsWith(MODULES)) : [];
  return [
    ...isWorthwhile(spare, measured) ? [`${named(spare)} ${spare.length === 1 ? 'comes' : 'come'} with the runtime ${runtime}: what needs no newer version of it can do without`] : [],
    ...isWorthwhile(modules, measured) ? [modulesAdvice(artefact, modules)] : [],
  ];
}

/** What is bundled has no node_modules: these were uploaded as they are. */
function modulesAdvice(artefact: string, modules: readonly Part[]): string {
  const development = modules.filter(({ path }) => developmentPackages(artefact).has(path.slice(MODULES.length)));
  const found = development.length > 0 ? `, ${named(development)} for development among them` : '';
  return `node_modules is uploaded as it is${found}: bundle = true in [build], or bundle of McpServerCode.nodejs, leaves what the server imports`;
}

function developmentPackages(artefact: string): Set<string> {
  const file = join(artefact, 'package.json');
  return new Set(existsSync(file) ? Object.keys(objectOf(own(readJsonFile(file), 'devDependencies'))) : []);
}

function isWorthwhile(parts: readonly Part[], { unpackedBytes }: Measured): boolean {
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  return bytes >= WORTHWHILE.bytes && bytes >= unpackedBytes * WORTHWHILE.share;
}

const named = (parts: readonly Part[]) => parts.map(({ path, bytes }) => `${path} (${size(bytes)})`).join(', ');
