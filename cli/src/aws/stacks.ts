import type { CloudFormationClient, Output, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { Account, clientConfig } from './account';
import { awsError } from './failure';

/** An output of a deployed stack. */
export interface StackOutput {
  readonly name: string;
  readonly value: string;
  readonly description?: string;
}

/** A stack as CloudFormation has it. */
export interface DeployedStack {
  readonly name: string;
  readonly id: string;
  /** Such as `UPDATE_COMPLETE`. */
  readonly status: string;
  /** CloudFormation's words on the status, where it has some. */
  readonly reason?: string;
  readonly outputs: readonly StackOutput[];
}

/** A resource of a deployed stack. */
export interface StackResource {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
}

/** Reads the stacks of an account in one region. */
export class Stacks {
  private opened?: Promise<CloudFormationClient>;

  constructor(private readonly account: Account, private readonly region: string) {}

  /** The stack of that name; undefined where there is none. */
  async find(name: string): Promise<DeployedStack | undefined> {
    const { DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation');
    return this.asked(`Reading the stack ${name}`, async (client) => {
      const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: name })).catch(nothing);
      return stack && {
        name,
        id: stack.StackId ?? name,
        status: stack.StackStatus ?? '',
        reason: stack.StackStatusReason,
        outputs: (stack.Outputs ?? []).map(output),
      };
    });
  }

  /** The template that was deployed last, as text. */
  async template(name: string): Promise<string> {
    const { GetTemplateCommand } = await import('@aws-sdk/client-cloudformation');
    return this.asked(`Reading the template of ${name}`, async (client) => (
      (await client.send(new GetTemplateCommand({ StackName: name, TemplateStage: 'Original' }))).TemplateBody ?? '{}'));
  }

  /** All that the stack has made and not deleted. */
  async resources(name: string): Promise<StackResource[]> {
    const { paginateListStackResources } = await import('@aws-sdk/client-cloudformation');
    return this.asked(`Reading the resources of ${name}`, async (client) => {
      const found: StackResourceSummary[] = [];
      for await (const page of paginateListStackResources({ client }, { StackName: name })) {
        found.push(...page.StackResourceSummaries ?? []);
      }
      return found
        .filter(({ ResourceStatus, PhysicalResourceId }) => PhysicalResourceId !== undefined && ResourceStatus !== 'DELETE_COMPLETE')
        .map(({ LogicalResourceId = '', PhysicalResourceId = '', ResourceType = '' }) => (
          { logicalId: LogicalResourceId, physicalId: PhysicalResourceId, type: ResourceType }));
    });
  }

  private async asked<T>(doing: string, ask: (client: CloudFormationClient) => Promise<T>): Promise<T> {
    this.opened ??= import('@aws-sdk/client-cloudformation').then(({ CloudFormationClient: Client }) => new Client(clientConfig(this.account, this.region)));
    try {
      return await ask(await this.opened);
    } catch (error) {
      throw awsError(error, { doing, ...this.account.origin });
    }
  }
}

function output({ OutputKey = '', OutputValue = '', Description }: Output): StackOutput {
  return { name: OutputKey, value: OutputValue, description: Description };
}

/** CloudFormation has no error of its own for a stack that is not there. */
function nothing(error: unknown): { Stacks: never[] } {
  if (error instanceof Error && error.name === 'ValidationError' && /does not exist/.test(error.message)) return { Stacks: [] };
  throw error;
}
