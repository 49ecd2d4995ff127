import { stageOf, ServerCode, serverProps } from './app';
import { ParityRequest, ServerName, SERVERS } from './request';
import { Target } from './target';
import { returnPort, takePort } from '../../../cli/src/instances/ports';
import { directoryOf } from '../../support';
import { throughHttpApi } from '../harness/doors';
import { API_ID, executeApiDomain } from '../harness/event-facts';
import { LambdaHarness } from '../harness/lambda-harness';
import { PlainResponse } from '../harness/responses';
import { synthesised } from '../harness/synthesised';

/** The address that the harness gives to every client. */
const SOURCE_IP = '192.0.2.1';

interface RunningFunction {
  readonly harness: LambdaHarness;
  readonly port: number;
}

/** The real adapter behind the harness, which is a front door whose route has matched. */
export async function startAdapter(code: ServerCode, adapter: string): Promise<Target> {
  const running = new Map<ServerName, RunningFunction>();
  for (const name of SERVERS) {
    // One host for all: each function needs a port of its own.
    const port = await takePort();
    // The version that a first deploy publishes.
    const fn = { ...synthesised(serverProps(name, code, port), directoryOf({})), version: '1' };
    running.set(name, { port, harness: new LambdaHarness(fn, { adapter }) });
  }
  const host = executeApiDomain({ apiId: API_ID });
  return {
    send: async (request) => {
      const { harness } = running.get(request.server)!;
      const response = await throughHttpApi(harness, asGatewayReads(request), { stage: stageOf(request.server), route: request.route });
      return { response: asClientReads(response), host, sourceIp: SOURCE_IP };
    },
    stop: async () => {
      await Promise.all([...running.values()].map(async ({ harness }) => harness.end()));
      running.forEach(({ port }) => returnPort(port));
    },
  };
}

/**
 * What the harness leaves to its caller. An HTTP API decodes the path before it makes `rawPath` of it, but
 * not an encoded percent sign; and the bytes of a header must be text to stand in an event.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 * @see https://github.com/fastify/aws-lambda-fastify/issues/169 (an event of AWS's)
 */
function asGatewayReads({ path, headers = [], ...request }: ParityRequest): ParityRequest {
  return {
    ...request,
    path: path.replace(/(?:%(?!25)[\dA-Fa-f]{2})+/g, decodeURIComponent),
    headers: headers.map(([name, value]) => [name, Buffer.from(value, 'latin1').toString()]),
  };
}

/** And text is bytes again for the client, of which one is one character there. */
function asClientReads({ headers, ...response }: PlainResponse): PlainResponse {
  return { ...response, headers: headers.map(([name, value]) => [name, Buffer.from(value).toString('latin1')]) };
}
