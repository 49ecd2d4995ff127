import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { DoorMetrics } from '../endpoint/door';

/** What Lambda counts, and how. @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
const STATISTICS: Readonly<Record<string, string>> = {
  Invocations: 'Sum',
  Errors: 'Sum',
  Throttles: 'Sum',
  Duration: 'Average',
  PostRuntimeExtensionsDuration: 'Average',
  ConcurrentExecutions: 'Maximum',
  ProvisionedConcurrentExecutions: 'Maximum',
  ProvisionedConcurrencyInvocations: 'Sum',
  ProvisionedConcurrencySpilloverInvocations: 'Sum',
  ProvisionedConcurrencyUtilization: 'Maximum',
};

/** The figures of a server, by AWS's own names: those of its door, and those of its live alias. */
export class ServerMetrics {
  constructor(private readonly live: lambda.Alias, private readonly door: DoorMetrics) {}

  /** The door's where it has one of that name, else the alias's. */
  metric(name: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    const { namespace, dimensions, statistics } = this.door;
    if (Object.hasOwn(statistics, name)) {
      return new cloudwatch.Metric({
        namespace, metricName: name, dimensionsMap: dimensions, statistic: statistics[name], ...options,
      }).attachTo(this.live);
    }
    return this.live.metric(name, { statistic: STATISTICS[name], ...options });
  }

  requests(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(this.door.requests, options);
  }

  clientErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(this.door.clientErrors, options);
  }

  serverErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(this.door.serverErrors, options);
  }

  latency(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(this.door.latency, options);
  }

  /** Of the whole function: its limit counts every version, whoever invokes it. */
  concurrentExecutions(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.live.lambda.metric('ConcurrentExecutions', { statistic: STATISTICS.ConcurrentExecutions, ...options });
  }
}
