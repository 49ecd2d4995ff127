import { failures, Row, TemplateJson, without } from './row';
import { ROWS } from './rows';
import { McpAuth, McpDomain, McpEndpoint, McpLambdaServerProps, McpProvisionedConcurrency, McpServerCode, McpSnapStart } from '../../src';
import { directoryOf, hostedZone, templateWith } from '../support';

/** The servers that rows are about. */
const SERVERS: Record<string, () => Partial<McpLambdaServerProps>> = {
  'full': () => ({
    functionName: 'tools',
    environment: { GREETING: 'hello' },
    auth: McpAuth.cognito(),
    endpoint: McpEndpoint.httpApi({ stageName: 'prod' }),
    domain: McpDomain.fromHostedZone(hostedZone(), 'mcp.example.com'),
    reservedConcurrentExecutions: 50,
    provisionedConcurrency: McpProvisionedConcurrency.of(5),
  }),
  'two stages': () => ({ auth: McpAuth.cognito(), endpoint: McpEndpoint.httpApi({ stageName: 'prod' }) }),
  'snapshot': () => ({
    code: McpServerCode.python(directoryOf({ 'server.py': '' }), { entry: 'server.py' }),
    snapStart: McpSnapStart.onPublishedVersions({ beforeCheckpointPath: '/before', afterRestorePath: '/after' }),
  }),
};

const templates = Object.fromEntries(Object.entries(SERVERS).map(([name, props]) => [name, templateWith(props()).toJSON() as TemplateJson]));

const title = ({ number, name }: Row) => `row ${number}: ${name}`;

test.each(ROWS.map((row) => [title(row), row] as const))('%s', (_title, row) => {
  expect(row.assertions.length).toBeGreaterThan(0);
  expect(failures(row, templates[row.server])).toEqual([]);
});

const removals = ROWS.flatMap((row) => row.assertions.map((assertion) => [`${assertion[0]}.${assertion[1]}`, row, assertion] as const));

test.each(removals)('without %s exactly its row fails', (_path, row, assertion) => {
  const template = without(assertion, templates[row.server]);
  const failing = ROWS.filter(({ server }) => server === row.server).filter((one) => failures(one, template).length > 0);
  expect(failing.map(title)).toEqual([title(row)]);
});

test('a resource that is gone fails its rows', () => {
  const left = Object.entries(templates.full.Resources).filter(([id]) => !id.startsWith('ServerAlias'));
  const template = { ...templates.full, Resources: Object.fromEntries(left) };
  const failing = ROWS.filter((row) => row.server === 'full' && failures(row, template).length > 0);
  expect(failing.map(({ number }) => number)).toEqual([17]);
});
