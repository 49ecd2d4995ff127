import { sendOverHttp } from './http-client';
import { ServerName, SERVERS } from './request';
import { Target } from './target';
import { fitForMinistack } from '../cloud/assembly';
import { Installed, startCloud } from '../cloud/cloud';
import { deploy, StackOutputs } from '../cloud/deployment';

/** The app, deployed by the real CDK CLI to one ministack. Changes the assembly. */
export async function startMinistackTarget(assembly: string, installed: Installed): Promise<Target> {
  const cloud = await startCloud(installed);
  try {
    fitForMinistack(assembly, cloud.environment);
    const hosts = hostsOf(await deploy(assembly, cloud));
    return {
      stop: cloud.stop,
      send: async (request) => {
        const host = hosts[request.server];
        return { response: await sendOverHttp(request, { port: cloud.ministack.port, host }), host, sourceIp: '127.0.0.1' };
      },
    };
  } catch (error) {
    await cloud.stop();
    throw error;
  }
}

/** The hosts of all front doors, as the deploy has printed them. */
function hostsOf(outputs: StackOutputs): Record<ServerName, string> {
  return Object.fromEntries(SERVERS.map((server) => {
    const [name] = Object.keys(outputs).filter((output) => output.startsWith(`${server}McpEndpoint`));
    return [server, new URL(outputs[name]).host];
  })) as Record<ServerName, string>;
}
