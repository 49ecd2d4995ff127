import { Size, SizeRoundingBehavior } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { McpFunctionOptions } from './function-options';
import { Fact, factOf, UNKNOWN } from '../private/tokens';
import { McpSecretsOptions } from '../secrets/options';

/** What is known of a function's own parts before any resource exists; each is unset where it is not given. */
export interface FunctionFacts {
  readonly functionName?: Fact<string>;
  readonly description?: Fact<string>;
  readonly ephemeralStorageMb?: Fact<number>;
  readonly layers: readonly LayerFacts[];

  /** Whether the extension for secrets is a layer besides. */
  readonly secretsExtension: boolean;

  /** Whether there is a log group, and a code signing configuration, of the user's. */
  readonly logGroup: boolean;
  readonly codeSigning: boolean;
}

/** A further layer. */
export interface LayerFacts {
  /** Its ARN, or that it is made in the same deployment. */
  readonly arn: Fact<string>;

  /** The runtimes that it says it is made for; unset where it does not say. */
  readonly runtimes?: string[];
}

export function describeFunction(options: McpFunctionOptions & Pick<McpSecretsOptions, 'paramsAndSecrets'>): FunctionFacts {
  const { functionName, description, ephemeralStorageSize } = options;
  return {
    functionName: functionName === undefined ? undefined : factOf(functionName),
    description: description === undefined ? undefined : factOf(description),
    ephemeralStorageMb: ephemeralStorageSize && megabytesOf(ephemeralStorageSize),
    layers: (options.layers ?? []).map(describeLayer),
    secretsExtension: options.paramsAndSecrets !== undefined,
    logGroup: options.logGroup !== undefined,
    codeSigning: options.codeSigningConfig !== undefined,
  };
}

/** With fractions, so that a rule can refuse them. */
function megabytesOf(size: Size): Fact<number> {
  return size.isUnresolved() ? UNKNOWN : size.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
}

function describeLayer(layer: lambda.ILayerVersion): LayerFacts {
  return {
    arn: factOf(layer.layerVersionArn),
    runtimes: layer.compatibleRuntimes?.map(({ name }) => name),
  };
}
