import { StageFacts } from '../../template/model';

/** The stage that answers, and the path below it, which is what routes are compared with. */
export interface StagedPath {
  readonly stage: string;
  readonly path: string;
}

/** A named stage is the first segment of the path and goes before `$default`; without either nothing answers. */
export function selectStage(stages: readonly StageFacts[], rawPath: string): StagedPath | undefined {
  const end = rawPath.indexOf('/', 1);
  const first = end < 0 ? rawPath.slice(1) : rawPath.slice(1, end);
  let fallback = false;
  for (const { name } of stages) {
    if (name === first) return { stage: name, path: end < 0 ? '/' : rawPath.slice(end) };
    fallback ||= name === '$default';
  }
  return fallback ? { stage: '$default', path: rawPath } : undefined;
}
