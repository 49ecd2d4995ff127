import { apiGateway } from './account-resources';
import { type StackOutputs } from './deployment';
import type { DoorName } from './doors-app';
import { logLines } from './function-instances';
import { connectClient, fetchThrough, REVISIONS } from './mcp-client';
import type { Ministack } from '../tools/ministack';

/** A REST API as ministack describes it, with the names of a template in the configuration, where AWS has those of its API. */
export interface DescribedRestApi {
  readonly endpointConfiguration: { readonly Types: string[]; readonly VpcEndpointIds?: string[] };
  readonly policy?: string;
}

/** A usage plan, with the stages in it. */
export interface DescribedUsagePlan {
  readonly id: string;
  readonly apiStages: { readonly apiId: string; readonly stage: string }[];
  readonly quota: object;
  readonly throttle: object;
}

/** The deployed servers by the names of their doors. */
export class DoorsDeployment {
  constructor(private readonly aws: Ministack, private readonly outputs: StackOutputs) {}

  /** The URL that the deploy printed. */
  mcpUrl(door: DoorName): URL {
    const [name] = Object.keys(this.outputs).filter((output) => output.startsWith(`${door}McpEndpoint`));
    return new URL(this.outputs[name]);
  }

  /** The URL of the same path at the API's own host, which is the MCP URL where the API is not private. */
  ownUrl(door: DoorName): URL {
    const url = this.mcpUrl(door);
    url.host = url.host.replace(/-vpce-\w+/, '');
    return url;
  }

  apiId(door: DoorName): string {
    return this.ownUrl(door).host.split('.')[0];
  }

  /** What the official client gets from a tool, and in which revision. */
  async talk(door: DoorName, mode: typeof REVISIONS[number][1], headers: Record<string, string> = {}): Promise<unknown> {
    const client = await connectClient(this.mcpUrl(door), this.aws.port, mode, headers);
    try {
      const { structuredContent } = await client.callTool({ name: 'length', arguments: { text: 'three' } });
      return { revision: client.getNegotiatedProtocolVersion(), ...structuredContent as object };
    } finally {
      await client.close();
    }
  }

  /** A request of the method alone. */
  async send(door: DoorName, method: string, headers: Record<string, string> = {}): Promise<{ readonly status: number; readonly body: string }> {
    const response = await fetchThrough(this.aws.port)(this.ownUrl(door), { method, headers });
    return { status: response.status, body: await response.text() };
  }

  /** How often a server's function has been invoked. */
  async invocations(door: DoorName): Promise<number> {
    return (await logLines(this.aws.endpoint, this.outputs[`${door}Logs`])).filter((line) => line.startsWith('START ')).length;
  }

  async restApi(door: DoorName): Promise<DescribedRestApi> {
    return apiGateway(this.aws.endpoint, `/restapis/${this.apiId(door)}`);
  }

  /** The plan in which the API's stage is. */
  async usagePlan(door: DoorName): Promise<DescribedUsagePlan | undefined> {
    const { item } = await apiGateway<{ item: DescribedUsagePlan[] }>(this.aws.endpoint, '/usageplans');
    return item.find(({ apiStages }) => apiStages.some(({ apiId }) => apiId === this.apiId(door)));
  }

  /** The values of the plan's keys. */
  async apiKeys({ id }: DescribedUsagePlan): Promise<string[]> {
    const { item } = await apiGateway<{ item: { id: string }[] }>(this.aws.endpoint, `/usageplans/${id}/keys`);
    const keys = item.map(async (key) => (await apiGateway<{ value: string }>(this.aws.endpoint, `/apikeys/${key.id}?includeValue=true`)).value);
    return Promise.all(keys);
  }
}
