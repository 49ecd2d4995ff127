import { Stack, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { Fact, factOf } from '../private/tokens';

/** Options of `WebAdapter.layer`. */
export interface WebAdapterLayerOptions {
  /**
   * The version of the layer that the adapter's maintainers publish. 30 holds the adapter 1.1.0.
   *
   * @see https://github.com/aws/aws-lambda-web-adapter/releases
   * @default 30
   */
  readonly version?: number;
}

/** What is known of the adapter before any resource exists. */
export interface AdapterFacts {
  readonly call: string;

  /** Unset where an own layer is used. */
  readonly version?: Fact<number>;
  readonly arn?: Fact<string>;
}

/** Owners of the layer outside of the commercial regions. */
const CHINA_ACCOUNTS: Record<string, string> = {
  'cn-north-1': '041581134020',
  'cn-northwest-1': '069767869989',
};

/**
 * The owner in the commercial regions, and the only partition in which it has the layer: a stack
 * that does not know its region gets this one.
 */
const COMMERCIAL_ACCOUNT = '753240598075';

/**
 * Where the Lambda Web Adapter comes from, which turns Lambda's invocations into HTTP requests to the
 * server and its responses back.
 *
 * @see https://github.com/aws/aws-lambda-web-adapter
 */
export class WebAdapter {
  /**
   * The public layer of the adapter's maintainers, in a version.
   *
   * @throws at synthesis, in a region that is known to have no such layer
   */
  public static layer(options: WebAdapterLayerOptions = {}): WebAdapter {
    return new WebAdapter(options.version ?? 30);
  }

  /**
   * A layer version by its ARN: an own copy of the adapter, for the function's architecture.
   *
   * @param layerVersionArn the ARN of the layer version, in the function's region
   */
  public static layerVersionArn(layerVersionArn: string): WebAdapter {
    return new WebAdapter(undefined, layerVersionArn);
  }

  private constructor(private readonly version?: number, private readonly arn?: string) {}

  /** @internal */
  public _describe(): AdapterFacts {
    return this.arn === undefined
      ? { call: 'WebAdapter.layer(…)', version: factOf(this.version!) }
      : { call: 'WebAdapter.layerVersionArn(…)', arn: factOf(this.arn) };
  }

  /** @internal */
  public _bind(scope: Construct, architecture: lambda.Architecture): lambda.ILayerVersion {
    return lambda.LayerVersion.fromLayerVersionArn(scope, 'WebAdapter', this.arn ?? this.publicArn(scope, architecture));
  }

  private publicArn(scope: Construct, architecture: lambda.Architecture): string {
    const { region } = Stack.of(scope);
    const china = Token.isUnresolved(region) ? undefined : CHINA_ACCOUNTS[region];
    const [partition, account] = china ? ['aws-cn', china] : ['aws', COMMERCIAL_ACCOUNT];
    const name = architecture.name === lambda.Architecture.ARM_64.name ? 'LambdaAdapterLayerArm64' : 'LambdaAdapterLayerX86';
    return `arn:${partition}:lambda:${region}:${account}:layer:${name}:${this.version}`;
  }
}
