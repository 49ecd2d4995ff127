import { DeployReport } from '../../terminal/deploy-events';
import { printable } from '../../terminal/printable';

/** For commands whose output is a result that scripts read: what is worth a warning goes to stderr, and nothing else is said. */
export function quietReport(): DeployReport {
  return (event) => {
    if (event.event === 'notice') process.stderr.write(`mcp-lambda: ${printable(event.message)}\n`);
  };
}
