import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { DeployedServer } from './plan';
import { returnPort, takePort } from '../../../cli/src/instances/ports';
import { McpAuth, McpEndpoint, McpServerCode } from '../../../src';
import { throughHttpApi } from '../../deploy/harness/doors';
import { LambdaFunction } from '../../deploy/harness/lambda-function';
import { LambdaHarness } from '../../deploy/harness/lambda-harness';
import { synthesised } from '../../deploy/harness/synthesised';
import { LOCAL_ARCHITECTURE } from '../../deploy/tools/examples';
import { expectAnswer, httpRequest, ToolCall } from '../load/mcp-call';

/** The construct's function, as the harness runs it. */
export interface SynthesisedFunction {
  readonly facts: LambdaFunction;
  /** Of the server itself: other functions on this machine must have others. */
  readonly port: number;
  /** Gives the port back. */
  release(): void;
}

export async function synthesisedFunction({ code, outdir }: DeployedServer): Promise<SynthesisedFunction> {
  const port = await takePort();
  const facts = synthesised({
    code: serverCode(code, port),
    auth: McpAuth.none(),
    endpoint: McpEndpoint.httpApi(),
    architecture: Architecture.custom(LOCAL_ARCHITECTURE.ARCHITECTURE),
  }, outdir);
  return { facts, port, release: () => returnPort(port) };
}

function serverCode({ kind, directory }: DeployedServer['code'], port: number): McpServerCode {
  switch (kind) {
    case 'nodejs': return McpServerCode.nodejs(directory, { entry: 'server.cjs', port });
    case 'python': return McpServerCode.python(directory, { entry: 'server.py', port });
    case 'executable': return McpServerCode.asset(directory, { serverPath: '/', port });
  }
}

/** A call through an HTTP API, the adapter and the server; returns the milliseconds to the end of its answer. */
export async function callThrough(harness: LambdaHarness, toolCall: ToolCall): Promise<number> {
  const { headers, body } = httpRequest(toolCall);
  const started = performance.now();
  const answer = await throughHttpApi(harness, { method: 'POST', path: '/mcp', headers: Object.entries(headers), body });
  const ms = performance.now() - started;
  expectAnswer('the function behind the adapter', answer.status, answer.body.toString());
  return ms;
}
