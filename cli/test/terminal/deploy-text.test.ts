import { Writable } from 'node:stream';
import { DeployEvent, ResourceEvent } from '../../src/terminal/deploy-events';
import { deployTextReporter } from '../../src/terminal/deploy-text';
import { StatusLine } from '../../src/terminal/status-line';

class Kept extends Writable {
  text = '';
  readonly columns = 40;

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

function told(events: readonly DeployEvent[], { live = false } = {}): { readonly out: string; readonly err: string } {
  const [out, err] = [new Kept(), new Kept()];
  const status = live ? new StatusLine(out as unknown as NodeJS.WriteStream) : undefined;
  const report = deployTextReporter({ out, err, colour: false, status });
  events.forEach(report);
  return { out: out.text, err: err.text };
}

const resource = (status: string, more: Partial<ResourceEvent> = {}): ResourceEvent => (
  { event: 'resource', logicalId: 'ServerFunction1', type: 'AWS::Lambda::Function', status, path: 'Server/Function/Resource', completed: 1, total: 4, ...more });

test('without a terminal each step is a line', () => {
  const { out } = told([{ event: 'synthesising' }, resource('CREATE_IN_PROGRESS'), resource('CREATE_COMPLETE', { completed: 2 })]);
  expect(out.split('\n')).toEqual([
    'synthesising…', '[1/4] CREATE_IN_PROGRESS AWS::Lambda::Function Server/Function', '[2/4] CREATE_COMPLETE AWS::Lambda::Function Server/Function', '',
  ]);
});

test('a terminal shows what goes on in one line, which is written over and not longer than the terminal', () => {
  const long = resource('CREATE_IN_PROGRESS', { path: 'Server/'.repeat(20) });
  const { out } = told([resource('CREATE_IN_PROGRESS'), resource('CREATE_COMPLETE', { completed: 2 }), long], { live: true });
  expect(out.split('\r\x1b[2K')).toEqual([
    '[1/4] making Server/Function…',
    `[2/4] CREATE_COMPLETE AWS::Lambda::Function Server/Function\n[1/4] making ${'Server/'.repeat(20)}`.slice(0, 60 + 39),
  ]);
});

test('a resource that failed says why', () => {
  expect(told([resource('CREATE_FAILED', { reason: 'live already exists' })]).out).toMatch(/CREATE_FAILED AWS::Lambda::Function Server\/Function: live already exists/);
});

test('changes have a sign each, and those that need a yes their table', () => {
  const { out } = told([{
    event: 'changes',
    stack: 'Demo',
    security: true,
    securityChanges: 'a table\nof two lines',
    changes: [
      { action: 'create', type: 'AWS::IAM::Role', logicalId: 'Role1', path: 'Demo/Role/Resource' },
      { action: 'replace', type: 'AWS::Lambda::Function', logicalId: 'F1' },
      { action: 'delete', type: 'AWS::SNS::Topic', logicalId: 'T1' },
    ],
  }]);
  expect(out.split('\n')).toEqual([
    '  + AWS::IAM::Role Demo/Role', '  ± AWS::Lambda::Function F1 (is made anew)', '  - AWS::SNS::Topic T1', '', 'a table', 'of two lines', '', '',
  ]);
});

test('what lets in more callers is named below the changes', () => {
  const route = { type: 'AWS::ApiGatewayV2::Route', logicalId: 'R1', path: 'Demo/Server/Routes/Post' };
  const opened = [{ ...route, what: 'asks nobody any more who is calling; it asked for JWT\u001b[2J' }];
  expect(told([{ event: 'changes', stack: 'Demo', security: true, changes: [{ action: 'update', ...route }], opened }]).out.split('\n')).toEqual([
    '  ~ AWS::ApiGatewayV2::Route Demo/Server/Routes/Post', '', 'These let in more callers than before:',
    '  ! AWS::ApiGatewayV2::Route Demo/Server/Routes/Post asks nobody any more who is calling; it asked for JWT', '',
  ]);
});

test('a version that is made anew is one line, and the alias says where it leads', () => {
  const version = { type: 'AWS::Lambda::Version', path: 'Demo/Function/CurrentVersion' };
  const alias = { action: 'update', type: 'AWS::Lambda::Alias', logicalId: 'A1', path: 'Demo/Alias' } as const;
  const changes = [{ action: 'delete', logicalId: 'V1', ...version }, { action: 'create', logicalId: 'V2', ...version }, alias] as const;
  expect(told([{ event: 'changes', stack: 'Demo', security: false, changes }]).out.split('\n')).toEqual([
    '  ± AWS::Lambda::Version Demo/Function/CurrentVersion (is made anew)', '  ~ AWS::Lambda::Alias Demo/Alias (leads to the new version)', '',
  ]);
  expect(told([{ event: 'changes', stack: 'Demo', security: false, changes: [alias] }]).out).toBe('  ~ AWS::Lambda::Alias Demo/Alias\n');
});

test('a server that does not answer is told on standard error, with its last lines', () => {
  const { out, err } = told([{ event: 'verification-failed', server: 'Server', url: 'https://a/mcp', reason: 'it answers 502', log: ['one\u001b[2J', 'two'], remedies: [] }]);
  expect(out).toBe('');
  expect(err).toBe('✗ Server is deployed and does not answer: it answers 502\n  https://a/mcp\n  The last lines of its log:\n  │ one\n  │ two\n');
});

test('what to do about what its lines say stands behind them', () => {
  const { err } = told([{ event: 'verification-failed', server: 'Server', url: 'https://a/mcp', reason: 'r', log: ['one'], remedies: ['Task timed out after: raise it', 'other: mend it'] }]);
  expect(err).toBe('✗ Server is deployed and does not answer: r\n  https://a/mcp\n  The last lines of its log:\n  │ one\n  What to do:\n  → Task timed out after: raise it\n  → other: mend it\n');
});

test('without lines there is a hint where to look', () => {
  expect(told([{ event: 'verification-failed', server: 'Server', url: 'https://a/mcp', reason: 'r', log: [], remedies: [] }]).err).toMatch(/mcp-lambda deploy logs --tail/);
});

test('a server that answers is told with what clients take', () => {
  const clientConfig = { mcpServers: { 'Demo-Server': { type: 'http', url: 'https://a/mcp' } } };
  const { out } = told([{ event: 'verified', server: 'Server', url: 'https://a/mcp', by: 'challenge', clientConfig, ms: 120 }]);
  expect(out).toMatch(/^✓ Server answers behind its login \(120 ms\): https:\/\/a\/mcp\n/);
  expect(out).toContain('  claude mcp add --transport http Demo-Server https://a/mcp\n');
});

test.each<[string, { profile?: string; profileFrom?: string }]>([
  ['of account 111122223333', {}],
  ['of account 111122223333 (profile work)', { profile: 'work' }],
  ['of account 111122223333 (profile work, by deploy.toml)', { profile: 'work', profileFrom: '/a/.pmcp/deploy.toml:6: [aws] profile' }],
])('the target says %s', (text, origin) => {
  expect(told([{ event: 'target', stack: 'Demo', account: '111122223333', ...origin, region: 'eu-west-1', servers: [] }]).out).toBe(`Demo → eu-west-1 ${text}\n`);
});

test('a server that nobody has seen answer is not told as one that does', () => {
  const { out } = told([{ event: 'verified', server: 'Server', url: 'https://a/mcp', by: 'nothing', clientConfig: { mcpServers: {} }, ms: 120 }]);
  expect(out).toMatch(/^\? Server is deployed, and was not seen to answer \(120 ms\): https:\/\/a\/mcp\n/);
});

test('an output that the app has put out again under a plain name stands there once', () => {
  const url = 'https://a/prod/mcp';
  const outputs = { OtherMcpEndpoint24D80610: `${url}2`, ServerMcpEndpoint24D80609: url, McpEndpoint: url, Endpoint: `${url}2`, TopicName: 'T', TopicAlias: 'T' };
  const { out } = told([{ event: 'deployed', stack: 'Demo', changed: true, ms: 1200, outputs }]);
  expect(out.split('\n')).toEqual([
    'Demo is deployed (1.2 s)', `  Endpoint = ${url}2`, `  McpEndpoint = ${url}`, '  TopicAlias = T', '  TopicName = T', '',
  ]);
});

test('what has an id that says nothing is shown with its name', () => {
  const pool = { type: 'AWS::Cognito::UserPool', name: 'eu-west-1_a1B2', title: 'tools-\x1b[31musers' };
  const { out } = told([
    { event: 'destruction', stack: 'Demo', account: '1', region: 'eu-west-1', removed: [pool], kept: [] },
    { event: 'removed', ...pool },
  ]);
  expect(out.split('\n').slice(1)).toEqual([
    expect.stringMatching(/^ {2}- AWS::Cognito::UserPool eu-west-1_a1B2 \(tools-[^\x1b]*users\)$/),
    expect.stringMatching(/^removed AWS::Cognito::UserPool eu-west-1_a1B2 \(tools-[^\x1b]*users\)$/),
    '',
  ]);
});

test('what goes and what stays is shown, and at the end what is left with the option that removes it', () => {
  const part = { type: 'AWS::Logs::LogGroup', name: '/aws/lambda/demo' };
  const { out } = told([
    { event: 'destruction', stack: 'Demo', account: '1', region: 'eu-west-1', removed: [{ type: 'AWS::SNS::Topic', name: 'T' }, { type: 'AWS::ApiGatewayV2::Route', name: 'a1b2', path: 'Demo/Server/Route/Resource' }], kept: [part] },
    { event: 'destroyed', stack: 'Demo', existed: true },
    { event: 'kept', ...part, option: '--clean' },
    { event: 'removed', ...part },
  ]);
  expect(out.split('\n')).toEqual([
    'Demo in eu-west-1 of account 1', '  - AWS::SNS::Topic T', '  - AWS::ApiGatewayV2::Route Demo/Server/Route', '  ○ AWS::Logs::LogGroup /aws/lambda/demo (stays)', 'Demo is gone',
    'kept    AWS::Logs::LogGroup /aws/lambda/demo (--clean removes it)', 'removed AWS::Logs::LogGroup /aws/lambda/demo', '',
  ]);
});

test('an error of the library with its trace is left to the failure, unless the app goes on', () => {
  const trace: DeployEvent = { event: 'app-output', line: 'McpLambdaError: memorySize', trace: true };
  expect(told([trace]).out).toBe('');
  expect(told([trace, { event: 'synthesised', ms: 1500 }]).out).toBe('app │ McpLambdaError: memorySize\nsynthesised in 1.5 s\n');
});

test('a warning ends in one id, which is that of the construct where a construct gives it', () => {
  const { out } = told([
    { event: 'notice', id: 'not-checked', message: 'The account does not say.' },
    { event: 'notice', id: 'construct', message: 'Everybody may call. [publicAccess]' },
  ]);
  expect(out.split('\n')).toEqual(['warning: The account does not say. [not-checked]', 'warning: Everybody may call. [publicAccess]', '']);
});
