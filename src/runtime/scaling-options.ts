import { McpProvisionedConcurrency } from './provisioned-concurrency';
import { McpSnapStart } from './snap-start';

/** How many instances of a server there are, and how they start. */
export interface McpScalingOptions {
  /**
   * How many instances there may be at once, which are then kept free for this function alone. Requests
   * beyond are throttled. 0 switches the server off.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   * @default - as many as the account has left
   */
  readonly reservedConcurrentExecutions?: number;

  /**
   * Instances of the live alias that are started before anybody calls. They cost money while they wait.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
   * @default - none: instances start with requests
   */
  readonly provisionedConcurrency?: McpProvisionedConcurrency;

  /**
   * Whether instances start from a snapshot of one that has been started, for the runtimes that have it:
   * Python from 3.12 on, Java from 11 on and .NET from 8 on. Not together with `provisionedConcurrency`,
   * nor with more than 512 MB of `ephemeralStorageSize`.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html
   * @default - instances start afresh
   */
  readonly snapStart?: McpSnapStart;
}
