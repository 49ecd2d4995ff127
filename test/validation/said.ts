import { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { PassingCase } from './rule-case';
import { McpLambdaServerProps } from '../../src';
import { Rule } from '../../src/validation/rule';
import { serverIn } from '../support';

/** Everything that the library says about a server: its error, or its warnings. */
export function reportOn(props: Partial<McpLambdaServerProps>, region?: string, platform = process.platform): { error: string; warnings: string[] } {
  const restore = pretend(platform);
  try {
    const server = serverIn(props, region ? { env: { region } } : {});
    const warnings = Annotations.fromStack(Stack.of(server)).findWarning('*', Match.anyValue());
    return { error: '', warnings: warnings.map((warning) => String(warning.entry.data)) };
  } catch (error) {
    return { error: (error as Error).message, warnings: [] };
  } finally {
    restore();
  }
}

/** Files are looked at as on another operating system. */
function pretend(platform: NodeJS.Platform): () => void {
  const actual = Object.getOwnPropertyDescriptor(process, 'platform')!;
  Object.defineProperty(process, 'platform', { ...actual, value: platform });
  return () => Object.defineProperty(process, 'platform', actual);
}

/** What the library says of the rule about such a server. */
export function saidBy(rule: Rule, { props, region, platform }: PassingCase): string | undefined {
  const { error, warnings } = reportOn(props, region, platform);
  return rule.level === 'warning'
    ? warnings.find((warning) => warning.includes(`[ack: cdk-mcp-lambda:${rule.id}]`))
    : error.split('\n').find((line) => line.includes(`[${rule.id}]`));
}
