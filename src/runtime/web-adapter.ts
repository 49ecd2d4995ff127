import { Stack, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { AdapterAssetFacts, describeAdapterAsset } from './adapter-asset';
import { show } from '../private/errors';
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

  /** Whether nobody has chosen that version. */
  readonly versionByDefault?: boolean;
  readonly arn?: Fact<string>;

  /** Set where a copy in the user's own files is uploaded. */
  readonly asset?: AdapterAssetFacts;
}

/** Exactly one of version, ARN and asset is set. */
interface Source {
  readonly version?: number;
  readonly byDefault?: boolean;
  readonly arn?: string;
  readonly asset?: string;
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
   * The public layer of the adapter's maintainers, in a version. In China its versions may have other numbers:
   * the default one is warned about there.
   *
   * @throws at synthesis, in a region that is known to have no such layer
   */
  public static layer(options: WebAdapterLayerOptions = {}): WebAdapter {
    return new WebAdapter({ version: options.version ?? 30, byDefault: options.version === undefined });
  }

  /**
   * A layer version by its ARN: an own copy of the adapter, for the function's architecture.
   *
   * @param layerVersionArn the ARN of the layer version, in the function's region
   */
  public static layerVersionArn(layerVersionArn: string): WebAdapter {
    return new WebAdapter({ arn: layerVersionArn });
  }

  /**
   * An own copy of the adapter, uploaded with the stack as a layer of its own: where nobody may use the
   * layers of other accounts, or a region has none. It is the adapter's published layer as it is downloaded
   * (`aws lambda get-layer-version`): the program as `extensions/lambda-adapter`, and beside it the script
   * `bootstrap`, which starts servers in managed runtimes.
   *
   * @param directoryOrZip the unpacked layer or its `.zip`, relative to the process's working directory or absolute
   * @throws at synthesis, where something is missing in it, not executable, or made for another architecture
   */
  public static fromAsset(directoryOrZip: string): WebAdapter {
    return new WebAdapter({ asset: directoryOrZip });
  }

  private constructor(private readonly source: Source) {}

  /** @internal */
  public _describe(): AdapterFacts {
    const { version, byDefault, arn, asset } = this.source;
    if (asset !== undefined) {
      return { call: `WebAdapter.fromAsset(${show(asset)})`, asset: describeAdapterAsset(asset) };
    }
    return arn === undefined
      ? { call: 'WebAdapter.layer(…)', version: factOf(version!), versionByDefault: byDefault }
      : { call: 'WebAdapter.layerVersionArn(…)', arn: factOf(arn) };
  }

  /** @internal */
  public _bind(scope: Construct, architecture: lambda.Architecture): lambda.ILayerVersion {
    const { version, arn, asset } = this.source;
    return asset === undefined
      ? lambda.LayerVersion.fromLayerVersionArn(scope, 'WebAdapter', arn ?? publicArn(scope, architecture, version!))
      : new lambda.LayerVersion(scope, 'WebAdapter', {
        code: lambda.Code.fromAsset(asset),
        compatibleArchitectures: [architecture],
        description: 'Lambda Web Adapter',
        license: 'Apache-2.0',
      });
  }
}

function publicArn(scope: Construct, architecture: lambda.Architecture, version: number): string {
  const { region } = Stack.of(scope);
  const china = Token.isUnresolved(region) ? undefined : CHINA_ACCOUNTS[region];
  const [partition, account] = china ? ['aws-cn', china] : ['aws', COMMERCIAL_ACCOUNT];
  const name = architecture.name === lambda.Architecture.ARM_64.name ? 'LambdaAdapterLayerArm64' : 'LambdaAdapterLayerX86';
  return `arn:${partition}:lambda:${region}:${account}:layer:${name}:${version}`;
}
