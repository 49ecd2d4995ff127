const PERIOD_SECONDS = 60;
const WINDOW_MS = 3_600_000;

/**
 * The sum of what a function has counted in the last hour, such as its `Errors`; nothing where it has
 * counted none. By plain HTTP, since there is no client of CloudWatch among the dependencies. ministack
 * counts what is invoked through Lambda's own API, and not what comes through an API.
 */
export async function lambdaMetric(endpoint: string, functionName: string, metricName: string): Promise<number | undefined> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'GraniteServiceVersion20100801.GetMetricStatistics' },
    body: JSON.stringify({
      Namespace: 'AWS/Lambda',
      MetricName: metricName,
      Dimensions: [{ Name: 'FunctionName', Value: functionName }],
      StartTime: new Date(Date.now() - WINDOW_MS).toISOString(),
      EndTime: new Date(Date.now() + WINDOW_MS).toISOString(),
      Period: PERIOD_SECONDS,
      Statistics: ['Sum'],
    }),
  });
  const { Datapoints: points } = await response.json() as { Datapoints: { Sum: number }[] };
  return points.length === 0 ? undefined : points.reduce((sum, { Sum }) => sum + Sum, 0);
}
