import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { inOrder } from '../private/maps';
import { Fact, factOf } from '../private/tokens';

/** Options of `McpProvisionedConcurrency.byUtilization`. */
export interface McpUtilizationScalingOptions {
  /**
   * How many instances are always ready, at least 1.
   *
   * @default 1
   */
  readonly minCapacity?: number;

  /** How many instances are made ready at most. */
  readonly maxCapacity: number;

  /**
   * The share of the instances that should be busy, from 0.1 to 0.9: with more, further ones are made
   * ready, with fewer, some end.
   *
   * @default 0.7
   */
  readonly utilizationTarget?: number;

  /**
   * Times at which other limits begin to hold, by a name of yours for each.
   *
   * @default {}
   */
  readonly schedules?: Record<string, appscaling.ScalingSchedule>;
}

/** Options of `McpProvisionedConcurrency.bySchedule`. */
export interface McpScheduledScalingOptions {
  /**
   * How many instances are ready at least, until the first schedule says otherwise: 0 or more.
   *
   * @default 0
   */
  readonly minCapacity?: number;

  /** How many instances are made ready at most. */
  readonly maxCapacity: number;

  /** When other limits begin to hold, by a name of yours for each. */
  readonly schedules: Record<string, appscaling.ScalingSchedule>;
}

/** What is known of it before any resource exists. */
export interface ProvisionedConcurrencyFacts {
  /** The call that the user wrote, for messages. */
  readonly call: string;
  readonly lowest: Fact<number>;
  readonly highest: Fact<number>;

  /** The least that `lowest` may be. */
  readonly floor: number;
  readonly utilizationTarget?: Fact<number>;
  readonly schedules: ReadonlyArray<{ readonly name: string; readonly lowest?: Fact<number>; readonly highest?: Fact<number> }>;
}

/** Limits between which the number of instances moves. */
interface Scaling {
  readonly factory: string;
  readonly minCapacity: number;
  readonly maxCapacity: number;

  /** The least that `minCapacity` may be. */
  readonly floor: number;
  readonly utilizationTarget?: number;
  readonly schedules: Record<string, appscaling.ScalingSchedule>;
}

/**
 * How many instances of a server are started before anybody calls.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
 */
export class McpProvisionedConcurrency {
  /**
   * Always the same number.
   *
   * @param instances at least 1
   * @throws at synthesis, where it is more than `reservedConcurrentExecutions`
   */
  public static of(instances: number): McpProvisionedConcurrency {
    return new McpProvisionedConcurrency(instances);
  }

  /**
   * As many as keep a share of them busy.
   *
   * @param options the limits and the share
   */
  public static byUtilization(options: McpUtilizationScalingOptions): McpProvisionedConcurrency {
    return new McpProvisionedConcurrency({
      factory: 'byUtilization',
      minCapacity: options.minCapacity ?? 1,
      maxCapacity: options.maxCapacity,
      floor: 1,
      utilizationTarget: options.utilizationTarget ?? 0.7,
      schedules: options.schedules ?? {},
    });
  }

  /**
   * Another number at other times, such as none at night.
   *
   * @param options the limits and the times
   */
  public static bySchedule(options: McpScheduledScalingOptions): McpProvisionedConcurrency {
    return new McpProvisionedConcurrency({
      factory: 'bySchedule',
      minCapacity: options.minCapacity ?? 0,
      maxCapacity: options.maxCapacity,
      floor: 0,
      schedules: options.schedules,
    });
  }

  private constructor(private readonly capacity: number | Scaling) {}

  /** @internal */
  public _describe(): ProvisionedConcurrencyFacts {
    const { capacity } = this;
    if (typeof capacity === 'number') {
      const instances = factOf(capacity);
      return { call: 'McpProvisionedConcurrency.of(…)', lowest: instances, highest: instances, floor: 1, schedules: [] };
    }
    return {
      call: `McpProvisionedConcurrency.${capacity.factory}({ … })`,
      lowest: factOf(capacity.minCapacity),
      highest: factOf(capacity.maxCapacity),
      floor: capacity.floor,
      utilizationTarget: capacity.utilizationTarget && factOf(capacity.utilizationTarget),
      schedules: Object.entries(capacity.schedules).map(([name, { minCapacity, maxCapacity }]) => ({
        name, lowest: minCapacity && factOf(minCapacity), highest: maxCapacity && factOf(maxCapacity),
      })),
    };
  }

  /** @internal */
  public _bind(alias: lambda.Alias): void {
    const { capacity } = this;
    if (typeof capacity === 'number') {
      // The alias itself takes no token for it.
      (alias.node.defaultChild as lambda.CfnAlias).provisionedConcurrencyConfig = { provisionedConcurrentExecutions: capacity };
      return;
    }
    const { minCapacity, maxCapacity, utilizationTarget, schedules } = capacity;
    const scaling = alias.addAutoScaling({ minCapacity, maxCapacity });
    if (utilizationTarget !== undefined) {
      scaling.scaleOnUtilization({ utilizationTarget });
    }
    for (const [name, schedule] of inOrder(schedules)) {
      scaling.scaleOnSchedule(name, schedule);
    }
  }
}
