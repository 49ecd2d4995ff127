import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BaseCredentials, DiffMethod, IIoHost, StackSelectionStrategy, Toolkit } from '@aws-cdk/toolkit-lib';
import { readStacks } from '../../src/template/assembly/assembly';
import type { ChangesEvent, DeployEvent } from '../../src/terminal/deploy-events';
import { FindOpenings } from '../../src/toolkit/changes';
import { listenToToolkit } from '../../src/toolkit/toolkit-messages';

const SILENT: IIoHost = { notify: async () => undefined, requestResponse: async ({ defaultResponse }) => defaultResponse };

/** What is told before the deploy of a stack over the resources that are there, by the names that the Toolkit itself gives to stacks. */
export async function toldChanges(assembly: string, path: string, resources: object, findOpenings: FindOpenings): Promise<ChangesEvent> {
  const deployed = join(assembly, 'deployed.json');
  writeFileSync(deployed, JSON.stringify({ Resources: resources }));
  const toolkit = new Toolkit({ ioHost: SILENT, sdkConfig: { baseCredentials: BaseCredentials.none() } });
  const templateDiffs = await toolkit.diff(await toolkit.fromAssemblyDirectory(assembly), {
    stacks: { strategy: StackSelectionStrategy.PATTERN_MUST_MATCH_SINGLE, patterns: [path] },
    method: DiffMethod.LocalFile(deployed),
  });

  const told: DeployEvent[] = [];
  const { host } = listenToToolkit({ report: (event) => told.push(event), approve: async () => true, stacks: readStacks(assembly), findOpenings });
  await host.requestResponse({
    code: 'CDK_TOOLKIT_I5060', data: { permissionChangeType: 'none', templateDiffs }, message: '', defaultResponse: true,
  } as unknown as Parameters<IIoHost['requestResponse']>[0]);
  return told.at(-1) as ChangesEvent;
}
