import { Guardian } from './guardian';
import { InstanceSource } from './instance-source';
import { Instances } from './instances';
import { startInstance } from './start-instance';
import { newTally } from './tally';

/** Instances of an MCP server. */
export const serverInstances = (source: InstanceSource, guardian: Guardian, tally = newTally()): Instances =>
  new Instances(source, guardian, tally, async (start) => startInstance(source, start));
