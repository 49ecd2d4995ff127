/** What a Dockerfile tells without being built. */
export interface DockerfileFacts {
  /** What a target can be: the names of its stages, and their numbers. */
  readonly stages: readonly string[];

  /** Whether a line of it speaks of the adapter. */
  readonly namesAdapter: boolean;
}

const COMMENT = /^\s*#/;
const STAGE = /^\s*FROM\s+(?:--\S+\s+)*\S+(?:\s+AS\s+(\S+))?/i;

/** The adapter's own name, and the directory from which alone Lambda starts extensions. */
const ADAPTER = /lambda-adapter|\/opt\/extensions/;

/**
 * Line by line, as it is written. A base image may have the adapter in it, which no line of this file
 * says; and what a build argument stands for is not known.
 *
 * @see https://docs.docker.com/reference/dockerfile/
 */
export function readDockerfile(content: string): DockerfileFacts {
  const lines = content.split(/\r?\n/).filter((line) => !COMMENT.test(line));
  const stages = lines.flatMap((line) => {
    const stage = STAGE.exec(line);
    return stage ? [stage[1]?.toLowerCase()] : [];
  });
  return {
    stages: [...stages.filter((name) => name !== undefined), ...stages.map((_, index) => String(index))],
    namesAdapter: lines.some((line) => ADAPTER.test(line)),
  };
}
