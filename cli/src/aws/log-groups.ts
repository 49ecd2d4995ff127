import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { Account, clientConfig } from './account';
import { awsError } from './failure';

/** A line of a log group. */
export interface LogEvent {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly message: string;
}

/** Which lines of a log group. */
export interface LogQuery {
  readonly logGroup: string;
  /** Milliseconds since 1970, this one included. */
  readonly since: number;
  /** A filter pattern of CloudWatch. */
  readonly filter?: string;
}

/** Reads and removes the log groups of an account in one region. */
export class LogGroups {
  private opened?: Promise<CloudWatchLogsClient>;

  constructor(private readonly account: Account, private readonly region: string) {}

  /** The lines, the oldest first; none where the group does not exist. */
  async lines({ logGroup, since, filter }: LogQuery): Promise<LogEvent[]> {
    const { paginateFilterLogEvents } = await import('@aws-sdk/client-cloudwatch-logs');
    return this.asked(`Reading the log group ${logGroup}`, async (client) => {
      const lines: LogEvent[] = [];
      const query = { logGroupName: logGroup, startTime: since, ...filter !== undefined && { filterPattern: filter } };
      for await (const { events = [] } of paginateFilterLogEvents({ client }, query)) {
        lines.push(...events.map(({ eventId = '', timestamp = 0, message = '' }) => ({ id: eventId, time: timestamp, message: message.trimEnd() })));
      }
      return lines.sort((a, b) => a.time - b.time);
    }, []);
  }

  /** Those of the names that exist. */
  async existing(names: readonly string[]): Promise<string[]> {
    const found = await Promise.all(names.map(async (name) => (await this.isThere(name) ? [name] : [])));
    return found.flat();
  }

  /** Removes a group with all of its lines; false where there was none. */
  async remove(name: string): Promise<boolean> {
    const { DeleteLogGroupCommand } = await import('@aws-sdk/client-cloudwatch-logs');
    return this.asked(`Removing the log group ${name}`, async (client) => {
      await client.send(new DeleteLogGroupCommand({ logGroupName: name }));
      return true;
    }, false);
  }

  private async isThere(name: string): Promise<boolean> {
    const { DescribeLogGroupsCommand } = await import('@aws-sdk/client-cloudwatch-logs');
    return this.asked(`Looking for the log group ${name}`, async (client) => {
      // In the order of their names: if there is one of just this name, it is the first.
      const { logGroups = [] } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name, limit: 1 }));
      return logGroups[0]?.logGroupName === name;
    }, false);
  }

  private async asked<T>(doing: string, ask: (client: CloudWatchLogsClient) => Promise<T>, without: T): Promise<T> {
    this.opened ??= import('@aws-sdk/client-cloudwatch-logs').then(({ CloudWatchLogsClient: Client }) => new Client(clientConfig(this.account, this.region)));
    try {
      return await ask(await this.opened);
    } catch (error) {
      if (error instanceof Error && error.name === 'ResourceNotFoundException') return without;
      throw awsError(error, { doing, ...this.account.origin });
    }
  }
}
