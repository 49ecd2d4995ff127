import * as fs from 'node:fs';
import * as path from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib/core';
import { SynthesisMessageLevel } from 'aws-cdk-lib/cx-api';
import { McpDomain, McpLambdaServer, McpServerCode } from '../../../src';
import { AUTH_COLUMNS } from '../../auth/auths';
import { bootstrapDirectory, importedCertificate } from '../../support';
import { Door, DOORS as BY_FACTORY } from '../doors';

/** The doors by their calls. */
export const DOORS: Readonly<Record<string, Door>> = Object.fromEntries(Object.entries(BY_FACTORY).map(([factory, door]) => [`McpEndpoint.${factory}`, door]));

export const DOMAINS = ['none', 'a name'] as const;

/** Each door's own default, or a name. */
export const STAGES = ['default', 'named'] as const;
export const STREAMING = ['no', 'yes'] as const;

/** One of each axis. */
export interface Cell {
  readonly door: string;
  readonly auth: string;
  readonly domain: typeof DOMAINS[number];
  readonly stage: typeof STAGES[number];
  readonly streaming: typeof STREAMING[number];
}

/** The product of the axes. */
export const CELLS: readonly Cell[] = Object.keys(DOORS).flatMap((door) => DOMAINS.flatMap((domain) => STAGES.flatMap((stage) =>
  STREAMING.flatMap((streaming) => Object.keys(AUTH_COLUMNS).map((auth) => ({ door, auth, domain, stage, streaming }))))));

/** What comes of it. */
export type Outcome =
  /** It is synthesised, and CloudFormation could order its resources. */
  | { readonly kind: 'works'; readonly warnings: string[] }
  /** The message says why not, and what to use. */
  | { readonly kind: 'refused'; readonly message: string }
  /** The door has no such setting: it cannot be written. */
  | { readonly kind: 'unwritable'; readonly message: string };

/** What is warned about for the auth itself, wherever it stands. */
const OF_THE_AUTH = ['publicAccess', 'authInServer'];

const { types } = JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', '..', '.jsii'), 'utf8'));
const code = bootstrapDirectory();

/** What the door's options are called, as the compiler has published them. */
function settingsOf(door: string): string[] {
  return types[`cdk-mcp-lambda.${DOORS[door].struct}`].properties.map(({ name }: { name: string }) => name);
}

export function outcomeOf({ door, auth, domain, stage, streaming }: Cell): Outcome {
  const settings = settingsOf(door);
  const others = (name: string) => Object.keys(DOORS).filter((other) => settingsOf(other).includes(name)).map((other) => `\`${other}\``).join(', ');
  if (stage === 'named' && !settings.includes('stageName')) {
    return { kind: 'unwritable', message: `\`${door}\` has no \`stageName\`, expected ${others('stageName')}` };
  }
  if (streaming === 'yes' && !settings.includes('streaming')) {
    return { kind: 'unwritable', message: `\`${door}\` has no \`streaming\`, expected ${others('streaming')}` };
  }
  const app = new App({ treeMetadata: false, context: { 'aws:cdk:disable-asset-staging': true } });
  const stack = new Stack(app, 'Stack', { env: { region: 'eu-central-1', account: '123456789012' } });
  try {
    new McpLambdaServer(stack, 'Server', {
      code: McpServerCode.asset(code),
      auth: AUTH_COLUMNS[auth](stack),
      endpoint: DOORS[door].make({
        ...stage === 'named' && { stageName: 'prod' },
        ...settings.includes('streaming') && { streaming: streaming === 'yes' },
      }, stack),
      domain: domain === 'none' ? undefined : McpDomain.fromCertificate('mcp.example.com', importedCertificate()),
    });
  } catch (error) {
    return { kind: 'refused', message: (error as Error).message.replace(/ \(at [^)]*\)$/, '') };
  }
  const { template, messages } = app.synth().getStackArtifact(stack.artifactId); // `Annotations.fromStack` would synthesise once more
  Template.fromJSON(template); // throws on resources that wait for each other
  const warnings = messages.filter(({ level }) => level === SynthesisMessageLevel.WARNING).map(({ entry }) => String(entry.data));
  return { kind: 'works', warnings: warnings.filter((warning) => !OF_THE_AUTH.some((id) => warning.includes(`cdk-mcp-lambda:${id}]`))) };
}
