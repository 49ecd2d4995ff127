import { isDeepStrictEqual } from 'node:util';
import { Lazy } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';

/**
 * Keeps one layer behind all others, also behind those that are added later: of files that two layers have, those of
 * the later one stay. CDK itself sorts layers by their construct paths, where its feature flag
 * `@aws-cdk/aws-lambda:recognizeLayerVersion` is on.
 */
export function keepLast(fn: lambda.Function, layer: lambda.ILayerVersion): void {
  const resource = fn.node.defaultChild as lambda.CfnFunction;
  const { layers } = resource;
  resource.layers = Lazy.uncachedList({
    produce: (context) => {
      const all = context.resolve(layers) as string[];
      if (all.length === 1) return all; // the one itself, which need not be resolved a second time
      const last = context.resolve(layer.layerVersionArn);
      return [...all.filter((one) => !isDeepStrictEqual(one, last)), last];
    },
  });
}
