import type { AdapterFacts } from '../model';
import type { Resource } from '../resources/resources';
import { numberOf, own, textOf, textsOf } from '../values/json';

const DEFAULT_PORT = 8080;

/** The part of the ARN that all published versions of the adapter's layers share, in every partition. */
const ADAPTER_LAYER = 'LambdaAdapterLayer';

/** Whether a function runs the Lambda Web Adapter: from its layer, or from its image or package. */
export function runsAdapter(lambda: Resource): boolean {
  return own(own(lambda.properties.Environment, 'Variables'), 'AWS_LWA_PORT') !== undefined
    || textsOf(lambda.properties.Layers).some(isAdapterLayer);
}

/** Whether the adapter of a function passes on answers while the server makes them. */
export function adapterStreams(lambda: Resource): boolean {
  return invokeMode(own(own(lambda.properties.Environment, 'Variables'), 'AWS_LWA_INVOKE_MODE')) === 'response_stream';
}

/** Whether a layer is one that the adapter's authors publish. */
export function isAdapterLayer(arn: string): boolean {
  return arn.includes(ADAPTER_LAYER);
}

/** The adapter's settings, with its own defaults. */
export function readAdapter(environment: Readonly<Record<string, string>>): AdapterFacts {
  return {
    port: numberOf(environment.AWS_LWA_PORT) ?? numberOf(environment.PORT) ?? DEFAULT_PORT,
    readinessPath: textOf(environment.AWS_LWA_READINESS_CHECK_PATH) ?? '/',
    readinessTimeoutSeconds: numberOf(environment.AWS_LWA_READINESS_CHECK_TIMEOUT_SECONDS),
    removeBasePath: textOf(environment.AWS_LWA_REMOVE_BASE_PATH),
    invokeMode: invokeMode(environment.AWS_LWA_INVOKE_MODE),
  };
}

function invokeMode(value: unknown): AdapterFacts['invokeMode'] {
  return textOf(value)?.toLowerCase() === 'response_stream' ? 'response_stream' : 'buffered';
}
