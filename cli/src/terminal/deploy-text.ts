import { createColors } from 'picocolors';
import { ChangesEvent, DeployEvent, DeployReport, DestructionEvent, ResourceChange, ResourceEvent, StackPart, TargetEvent, VerificationFailedEvent, VerifiedEvent } from './deploy-events';
import { jsonText } from './json-text';
import { noticeLine } from './notice-line';
import { outputLines } from './output-lines';
import { printable, printableLines } from './printable';
import { remedyLines } from './remedy-lines';
import { StatusLine } from './status-line';
import { seconds } from './units';

/** Where the text of a deploy goes and how it looks. */
export interface DeployTextOptions {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream;
  readonly colour: boolean;
  /** Shows what is going on in one line that is written over. */
  readonly status?: StatusLine;
}

type Colours = ReturnType<typeof createColors>;

const SIGNS: Readonly<Record<ResourceChange['action'], string>> = { create: '+', update: '~', replace: '±', delete: '-', keep: '○', import: '←' };

/** The events of a deploy as text for people. */
export function deployTextReporter({ out, err, colour, status }: DeployTextOptions): DeployReport {
  const lines = new DeployLines(createColors(colour), status !== undefined);
  return (event) => {
    status?.clear();
    const text = lines.of(event);
    if (text !== undefined) (event.event === 'verification-failed' ? err : out).write(`${text}\n`);
    status?.show(lines.status(event));
  };
}

class DeployLines {
  /** What belongs to an error of the library, which is told by itself if the app fails. */
  private readonly traces: string[] = [];

  constructor(private readonly colours: Colours, private readonly live: boolean) {}

  of(event: DeployEvent): string | undefined {
    const { bold, cyan, dim, green, yellow } = this.colours;
    switch (event.event) {
      case 'synthesising': return this.live ? undefined : dim('synthesising…');
      case 'app-output': return this.appOutput(event);
      case 'synthesised': return [...this.traces.splice(0), dim(`synthesised in ${seconds(event.ms)}`)].join('\n');
      case 'notice': return noticeLine(event, this.colours);
      case 'target': return `${bold(printable(event.stack))} → ${cyan(event.region)} ${dim(`of account ${event.account}${byProfile(event)}`)}`;
      case 'changes': return this.changes(event);
      case 'asset': return this.live ? undefined : dim(`${event.state} ${printable(event.asset)}…`);
      case 'resource': return this.resource(event);
      case 'deployed': return this.deployed(event);
      case 'verified': return this.verified(event);
      case 'verification-failed': return this.failed(event);
      case 'destruction': return this.destruction(event);
      case 'removed': return `${green('removed')} ${part(event)}`;
      case 'kept': return `${yellow('kept')}    ${part(event)}${event.option === undefined ? '' : dim(` (${event.option} removes it)`)}`;
      case 'destroyed': return event.existed ? green(`${printable(event.stack)} is gone`) : `There is no stack ${printable(event.stack)}: nothing to remove.`;
    }
  }

  /** What goes on now, as far as it takes its time. */
  status(event: DeployEvent): string | undefined {
    switch (event.event) {
      case 'synthesising': return 'synthesising…';
      case 'asset': return event.state === 'published' ? undefined : `${event.state} ${printable(event.asset)}…`;
      case 'resource': return /_IN_PROGRESS$/.test(event.status) ? `${counted(event)}${verb(event)} ${name(event)}…` : undefined;
      default: return undefined;
    }
  }

  private appOutput({ line, trace }: { readonly line: string; readonly trace?: boolean }): string | undefined {
    const text = `${this.colours.dim('app │')} ${printable(line)}`;
    if (!trace) return text;
    this.traces.push(text);
    return undefined;
  }

  private changes({ changes, opened = [], securityChanges }: ChangesEvent): string {
    const { cyan, dim, green, red, yellow } = this.colours;
    const colour = { create: green, update: yellow, replace: red, delete: red, keep: dim, import: cyan };
    const shown = withPairs(changes);
    return [
      ...shown.map((change) => {
        const what = change.action === 'replace' ? red(' (is made anew)') : movesAlias(change, shown) ? dim(' (leads to the new version)') : '';
        return `  ${colour[change.action](SIGNS[change.action])} ${change.type} ${dim(name(change))}${what}`;
      }),
      ...opened.length === 0 ? [] : ['', red('These let in more callers than before:'), ...opened.map((one) => `  ${red('!')} ${one.type} ${name(one)} ${printable(one.what)}`)],
      ...securityChanges === undefined ? [] : ['', printableLines(securityChanges), ''],
    ].join('\n');
  }

  /** A terminal shows beginnings in its status line. */
  private resource(event: ResourceEvent): string | undefined {
    const { dim, green, red } = this.colours;
    const failed = /_FAILED$|ROLLBACK/.test(event.status);
    const what = `${event.type} ${name(event)}`;
    if (/_IN_PROGRESS$/.test(event.status) && (this.live || !failed)) return this.live ? undefined : dim(`${counted(event)}${event.status} ${what}`);
    const reason = failed && event.reason !== undefined ? `: ${printable(event.reason)}` : '';
    return `${dim(counted(event))}${(failed ? red : green)(event.status)} ${what}${reason}`;
  }

  private deployed({ stack, changed, hotswapped, ms, outputs }: Extract<DeployEvent, { event: 'deployed' }>): string {
    const how = hotswapped ? 'has the new code' : changed ? 'is deployed' : 'was up to date';
    return [
      this.colours.green(`${printable(stack)} ${how} ${this.colours.dim(`(${seconds(ms)})`)}`),
      ...outputLines(Object.entries(outputs).map(([output, value]) => ({ name: output, value })), this.colours),
    ].join('\n');
  }

  private verified({ server, url, by, clientConfig, ms }: VerifiedEvent): string {
    const { bold, cyan, dim, green, yellow } = this.colours;
    const [mark, how] = {
      call: [green('✓'), 'answers'],
      challenge: [green('✓'), 'answers behind its login'],
      invocation: [green('✓'), 'answers where it is invoked directly'],
      nothing: [yellow('?'), 'is deployed, and was not seen to answer'],
    }[by];
    return [
      `${mark} ${bold(printable(server))} ${how} ${dim(`(${seconds(ms)})`)}: ${cyan(printable(url))}`,
      ...clientConfigLines(clientConfig, url, dim),
    ].join('\n');
  }

  private failed({ server, url, reason, log, remedies }: VerificationFailedEvent): string {
    const { bold, dim, red } = this.colours;
    return [
      `${red('✗')} ${bold(printable(server))} is deployed and does not answer: ${printable(reason)}`,
      `  ${dim(printable(url))}`,
      ...log.length === 0 ? [`  ${dim('Its log has no lines of this call: mcp-lambda deploy logs --tail')}`] : [`  ${dim('The last lines of its log:')}`, ...log.map((line) => `  ${dim('│')} ${printable(line)}`)],
      ...remedyLines(remedies, this.colours).map((line) => `  ${line}`),
    ].join('\n');
  }

  private destruction({ stack, account, region, removed, kept }: DestructionEvent): string {
    const { bold, cyan, dim, red, yellow } = this.colours;
    return [
      `${bold(printable(stack))} ${dim('in')} ${cyan(region)} ${dim(`of account ${account}`)}`,
      ...removed.map((each) => `  ${red('-')} ${each.type} ${name({ path: each.path, logicalId: each.name })}${titled(each)}`),
      ...kept.map((each) => `  ${yellow('○')} ${part(each)} ${dim('(stays)')}`),
    ].join('\n');
  }
}

/** What to paste into a client. */
export function clientConfigLines(config: object, url: string, dim: Colours['dim']): string[] {
  const [server] = Object.keys((config as { mcpServers: object }).mcpServers);
  return [
    '',
    `  ${dim('Client configuration:')}`,
    ...jsonText(config, 2).split('\n').map((line) => `  ${line}`),
    '',
    `  ${dim('Claude Code:')}`,
    `  claude mcp add --transport http ${server} ${printable(url)}`,
    '',
  ];
}

/** One that goes and one that comes in its place, which CloudFormation knows by another id, are one that is made anew. */
function withPairs(changes: readonly ResourceChange[]): readonly ResourceChange[] {
  const has = (action: ResourceChange['action'], { path, type }: ResourceChange) =>
    path !== undefined && changes.some((other) => other.action === action && other.path === path && other.type === type);
  return changes
    .filter((change) => !(change.action === 'delete' && has('create', change)))
    .map((change) => (change.action === 'create' && has('delete', change) ? { ...change, action: 'replace' } : change));
}

function movesAlias({ action, type }: ResourceChange, among: readonly ResourceChange[]): boolean {
  return action === 'update' && type === 'AWS::Lambda::Alias' && among.some((other) => other.type === 'AWS::Lambda::Version' && ['create', 'replace'].includes(other.action));
}

const byProfile = ({ profile, profileFrom }: TargetEvent) =>
  (profile === undefined ? '' : ` (profile ${printable(profile)}${profileFrom === undefined ? '' : ', by deploy.toml'})`);
const counted = ({ completed, total }: ResourceEvent) => (total === undefined ? '' : `[${completed}/${total}] `);
const name = ({ path, logicalId }: { readonly path?: string; readonly logicalId: string }) => printable(path?.replace(/\/Resource$/, '') ?? logicalId);
const part = (each: StackPart) => `${each.type} ${printable(each.name)}${titled(each)}`;
const titled = ({ title }: StackPart) => (title === undefined ? '' : ` (${printable(title)})`);

function verb({ status }: ResourceEvent): string {
  if (/ROLLBACK/.test(status)) return 'putting back';
  return status.startsWith('CREATE') ? 'making' : status.startsWith('DELETE') ? 'removing' : 'changing';
}
