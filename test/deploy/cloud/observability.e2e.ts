import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { clientOptions } from './account';
import { accountResources } from './account-resources';
import { fitForMinistack } from './assembly';
import { type Cloud, describeDeployed, startCloud } from './cloud';
import { deploy, mcpUrlOf } from './deployment';
import { lambdaMetric } from './lambda-metrics';
import { fetchThrough } from './mcp-client';
import { stackResources } from './stack';
import { McpAuth, McpEndpoint, McpLambdaServer, McpServerCode } from '../../../src';
import { alarmOf, type Figures, stateAfter, valueOf } from '../../observability/alarm';
import { httpApiEventV2 } from '../harness/events';

jest.setTimeout(300_000);

const STACK = 'Watched';
const HEADERS = { 'content-type': 'application/json', 'accept': 'application/json, text/event-stream' };

/** Answers with the status that it is sent, and crashes on none. */
const SERVER = `
require('node:http').createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => body += chunk).on('end', () => {
    const { status = 200 } = body ? JSON.parse(body) : {};
    if (status === null) process.exit(3);
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  });
}).listen(process.env.PORT);`;

/** What the server is sent to answer well, to answer with an error of its own, and to crash. */
const WELL = { status: 200 };
const ERROR = { status: 500 };
const CRASH = { status: null };

/** A server with alarms and an access log; the template as it is synthesised, before anything is taken out. */
function synthesiseServer({ directory, environment }: Cloud): { assembly: string; template: Template } {
  const code = join(directory, 'server');
  mkdirSync(code);
  writeFileSync(join(code, 'server.cjs'), SERVER);
  const app = new App({ outdir: join(directory, 'cdk.out') });
  const stack = new Stack(app, STACK);
  new McpLambdaServer(stack, 'Server', {
    code: McpServerCode.nodejs(code, { entry: 'server.cjs' }),
    auth: McpAuth.none(),
    endpoint: McpEndpoint.httpApi({ stageName: 'prod' }),
    observability: { alarms: {} },
  });
  const template = Template.fromStack(stack);
  const assembly = app.synth().directory;
  fitForMinistack(assembly, environment);
  leaveOutAlarms(join(assembly, `${STACK}.template.json`));
  return { assembly, template };
}

/** ministack refuses alarms on an expression; the tests evaluate them. */
function leaveOutAlarms(file: string): void {
  const { Resources, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as { Resources: Record<string, { Type: string }> };
  const kept = Object.entries(Resources).filter(([, { Type }]) => Type !== 'AWS::CloudWatch::Alarm');
  writeFileSync(file, JSON.stringify({ ...rest, Resources: Object.fromEntries(kept) }));
}

describeDeployed('a server that is watched', (installed) => {
  let cloud: Cloud;
  let template: Template;
  let url: URL;
  let functionName: string;

  beforeAll(async () => {
    cloud = await startCloud(installed);
    const { assembly, ...synthesised } = synthesiseServer(cloud);
    template = synthesised.template;
    url = mcpUrlOf(await deploy(assembly, cloud));
    const resources = await stackResources(cloud.endpoint, STACK);
    functionName = [...resources.values()].filter(({ type }) => type === 'AWS::Lambda::Function')[0].physicalId;
  });

  afterAll(() => cloud?.stop());

  /** As a client. */
  async function throughTheDoor(body: object): Promise<number> {
    const response = await fetchThrough(cloud.ministack.port)(url, { method: 'POST', body: JSON.stringify(body), headers: HEADERS });
    await response.arrayBuffer();
    return response.status;
  }

  /** As the door invokes the live alias: the status of the answer, and none where the invocation failed. */
  async function invoked(body: object): Promise<number | undefined> {
    const event = httpApiEventV2({ method: 'POST', path: '/prod/mcp', headers: Object.entries(HEADERS), body: JSON.stringify(body) }, { stage: 'prod' });
    const { FunctionError, Payload } = await new LambdaClient(clientOptions(cloud.endpoint))
      .send(new InvokeCommand({ FunctionName: functionName, Qualifier: 'live', Payload: JSON.stringify(event) }));
    return FunctionError ? undefined : JSON.parse(Buffer.from(Payload!).toString()).statusCode;
  }

  /** What is counted where each of these is a request: at the door as its client sees it, and by Lambda. */
  async function figuresOf(requests: object[]): Promise<Figures> {
    const before = await lambdaMetric(cloud.endpoint, functionName, 'Errors') ?? 0;
    const statuses: number[] = [];
    for (const request of requests) {
      statuses.push(await throughTheDoor(request));
      await invoked(request);
    }
    return {
      'AWS/ApiGateway Count': statuses.length,
      'AWS/ApiGateway 5xx': statuses.filter((status) => status >= 500).length,
      'AWS/Lambda Errors': (await lambdaMetric(cloud.endpoint, functionName, 'Errors'))! - before,
    };
  }

  const times = (count: number, request: object) => Array.from({ length: count }, () => request);

  test('sends its 500 to the client, and Lambda calls that a success', async () => {
    expect(await throughTheDoor(ERROR)).toBe(500);
    expect(await invoked(ERROR)).toBe(500);
    expect(await lambdaMetric(cloud.endpoint, functionName, 'Invocations')).toBe(1);
    expect(await lambdaMetric(cloud.endpoint, functionName, 'Errors')).toBe(0);
  });

  test('is an alarm by errors that Lambda has not counted', async () => {
    const figures = await figuresOf([...times(8, WELL), ...times(2, ERROR)]);
    expect(figures).toEqual({ 'AWS/ApiGateway Count': 10, 'AWS/ApiGateway 5xx': 2, 'AWS/Lambda Errors': 0 });
    expect(stateAfter(alarmOf(template, 'Errors'), [figures])).toBe('ALARM');
  });

  test('is none while all is well', async () => {
    expect(stateAfter(alarmOf(template, 'Errors'), [await figuresOf(times(10, WELL))])).toBe('OK');
  });

  test('that crashes is counted by both, and one crash is one error', async () => {
    const figures = await figuresOf([...times(9, WELL), CRASH]);
    expect(figures).toEqual({ 'AWS/ApiGateway Count': 10, 'AWS/ApiGateway 5xx': 1, 'AWS/Lambda Errors': 1 });
    expect(valueOf(alarmOf(template, 'Errors'), figures)).toBe(10);
  });

  test('has an access log in which its stage writes, by the name that the deployment has made', async () => {
    const { items: [{ apiId }] } = await (await fetch(`${cloud.endpoint}/v2/apis`)).json() as { items: { apiId: string }[] };
    const { items: [stage] } = await (await fetch(`${cloud.endpoint}/v2/apis/${apiId}/stages`)).json() as {
      items: { accessLogSettings: { destinationArn: string } }[];
    };
    const name = stage.accessLogSettings.destinationArn.replace(/^arn:aws:logs:us-east-1:000000000000:log-group:/, '');
    expect(name).toMatch(/^\/aws\/vendedlogs\/Watched-Server-[0-9A-F]{8}\/[0-9a-f]{8}$/);
    expect(await accountResources(cloud.endpoint)).toContain(`AWS::Logs::LogGroup ${name}`);
  });
});
