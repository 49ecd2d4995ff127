import { DomainFacts, StageFacts } from '../../template/model';

/** A stage that answers, and the path below it, which is what routes are compared with. */
export interface StagedPath {
  readonly stage: string;
  readonly path: string;
  /** Whether a custom domain leads there, and not the API's own URL. */
  readonly mapped: boolean;
}

/** What of an API says where a request comes in. */
export interface Entrance {
  readonly stages: readonly StageFacts[];
  readonly domain?: DomainFacts;
}

/**
 * The stages that may answer a request, the first one before the others; without any nothing does. With a custom domain the local
 * origin stands for its name, and of the API's own URL what a named stage begins answers besides: without that name, a path is the domain's.
 */
export function waysIn({ stages, domain }: Entrance, sentPath: string): StagedPath[] {
  if (!domain) return ownWay(stages, sentPath);
  const mapping = domain.mappings.find(({ key }) => isBelow(key, sentPath));
  const mapped = mapping ? [{ stage: mapping.stage, path: below(mapping.key, sentPath), mapped: true }] : [];
  return domain.ownUrl ? [...mapped, ...ownWay(stages.filter(({ name }) => name !== '$default'), sentPath)] : mapped;
}

/** A named stage is the first segment of the path and goes before `$default`. */
function ownWay(stages: readonly StageFacts[], sentPath: string): StagedPath[] {
  const end = sentPath.indexOf('/', 1);
  const first = end < 0 ? sentPath.slice(1) : sentPath.slice(1, end);
  let fallback = false;
  for (const { name } of stages) {
    if (name === first) return [{ stage: name, path: below(name, sentPath), mapped: false }];
    fallback ||= name === '$default';
  }
  return fallback ? [{ stage: '$default', path: sentPath, mapped: false }] : [];
}

const isBelow = (key: string, path: string) => key === '' || path === `/${key}` || path.startsWith(`/${key}/`);

const below = (key: string, path: string) => (key === '' ? path : path.slice(key.length + 1) || '/');

/**
 * The path in an event of an HTTP API. AWS does not document it behind a domain; by all reports the stage stays in it and the
 * mapping does not show: https://github.com/CodeGenieApp/serverless-express/issues/465
 */
export function httpEventPath({ stage, path, mapped }: StagedPath, sentPath: string): string {
  if (!mapped) return sentPath;
  return stage === '$default' ? path : `/${stage}${path}`;
}

/** The path in an event of a REST API: the mapping shows, the stage does not: https://github.com/localstack/localstack/pull/12296 */
export function restEventPath({ path, mapped }: StagedPath, sentPath: string): string {
  return mapped ? sentPath : path;
}
