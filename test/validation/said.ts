import { AssetStaging, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { PassingCase } from './rule-case';
import { McpLambdaServer } from '../../src';
import { Words } from '../../src/private/words';
import { Rule } from '../../src/validation/rule';
import { withPrograms } from '../code/programs';
import { serverIn } from '../support';

/** What the library says about a server. */
export interface Said {
  readonly error: string;
  readonly warnings: string[];
  readonly advice: string[];
}

/** Everything that the library says about a server: its error, or its warnings and advice. */
export function reportOn({ props, region, platform = process.platform, programs }: PassingCase, words?: Words): Said {
  const restore = pretend(platform);
  try {
    const server = programs === undefined ? serverWith(props, region, words) : withPrograms(programs, () => serverWith(props, region, words));
    const annotations = Annotations.fromStack(Stack.of(server));
    const texts = (found: ReturnType<Annotations['findInfo']>) => found.map(({ entry }) => String(entry.data));
    return { error: '', warnings: texts(annotations.findWarning('*', Match.anyValue())), advice: texts(annotations.findInfo('*', Match.anyValue())) };
  } catch (error) {
    return { error: (error as Error).message, warnings: [], advice: [] };
  } finally {
    restore();
  }
}

function serverWith(props: PassingCase['props'], region?: string, words?: Words): McpLambdaServer {
  AssetStaging.clearAssetHashCache();
  return serverIn(props, region ? { env: { region } } : {}, words);
}

/** Files are looked at as on another operating system. */
function pretend(platform: NodeJS.Platform): () => void {
  const actual = Object.getOwnPropertyDescriptor(process, 'platform')!;
  Object.defineProperty(process, 'platform', { ...actual, value: platform });
  return () => Object.defineProperty(process, 'platform', actual);
}

/** Where another finding begins; one of them may have several lines. */
const NEXT_FINDING = /\n(?=[^\n]*?: got )/;

/** What the library says of the rule about such a server, in its own words or in others. */
export function saidBy(rule: Rule, one: PassingCase, words?: Words): string | undefined {
  return saidOf(rule, reportOn(one, words));
}

/** What of a report is the rule's. */
export function saidOf({ id, level }: Rule, { error, warnings, advice }: Said): string | undefined {
  const said = { error: error.split(NEXT_FINDING), warning: warnings, info: advice }[level];
  return said.find((text) => text.includes(level === 'warning' ? `[ack: cdk-mcp-lambda:${id}]` : `[${id}]`));
}
