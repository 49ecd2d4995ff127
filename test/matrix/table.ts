import { Run } from './run-tests';

const COLUMNS = ['suite', 'CDK', 'feature flags', 'Node.js', 'passed', 'failed', 'skipped', 'time'];

/** The table's first lines in Markdown. */
export const head = () => [COLUMNS, COLUMNS.map(() => '---')].map(line).join('\n');

/** A run as a line of it. */
export function row({ suite, cdk, flags, node, passed, failed, skipped, seconds }: Run): string {
  return line([suite, cdk.cdkVersion, flags.name, node.version, ...[passed, failed, skipped].map(String), `${seconds} s`]);
}

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
