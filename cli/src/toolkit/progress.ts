import type { StackActivity } from '@aws-cdk/toolkit-lib';
import type { ResourceEvent } from '../terminal/deploy-events';

/**
 * Counts what is done of a deployment. CloudFormation tells no number; the Toolkit Library makes a total of the change set, with one more
 * for the stack and another for its clean-up, and counts down whatever is done a second time: in a rollback, where no total is
 * known, and where the old one of a resource that was made anew is removed, which is no step back.
 */
export class Progress {
  private readonly done = new Set<string>();
  private rollingBack = false;
  private stack?: string;

  /** @param unlisted how many more changes there are than the change set lists */
  constructor(private readonly unlisted: number) {}

  /** Takes the next event of the deployment; the first one is about its stack. What happens in nested stacks does not count. */
  next({ event, progress }: StackActivity): Pick<ResourceEvent, 'completed' | 'total'> {
    const { ResourceStatus: status = '', LogicalResourceId: id = '', PhysicalResourceId, StackId } = event;
    this.stack ??= StackId;
    if (StackId === this.stack) {
      if (PhysicalResourceId === StackId && /ROLLBACK/.test(status)) this.rollingBack = true;
      const cleanUp = /_COMPLETE_CLEANUP_IN_PROGRESS$/.test(status);
      if (!this.rollingBack && (cleanUp || /_COMPLETE$/.test(status))) this.done.add(cleanUp ? `${id} clean-up` : id);
    }
    const completed = this.done.size;
    const total = progress.total === undefined || this.rollingBack ? undefined : Math.max(progress.total + this.unlisted, completed);
    return { completed, ...total !== undefined && { total } };
  }
}
