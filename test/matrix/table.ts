import { Run } from './run-tests';

/** The runs as a table in Markdown. */
export function table(runs: readonly Run[]): string {
  const rows = runs.map(({ suite, cdk, flags, node, passed, failed, seconds }) => (
    [suite, cdk.cdkVersion, flags.name, node.version, String(passed), String(failed), `${seconds} s`]));
  return [['suite', 'CDK', 'feature flags', 'Node.js', 'passed', 'failed', 'time'], Array<string>(7).fill('---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
