import { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { VpcEndpointPolicy } from './vpc-endpoint-policy';

/**
 * From where a REST API is reached.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-endpoint-types.html
 */
export class McpRestApiAccess {
  /** From the internet, straight to the stack's region. */
  public static regional(): McpRestApiAccess {
    return new McpRestApiAccess(apigateway.EndpointType.REGIONAL);
  }

  /**
   * From the internet, through AWS's edge locations. A streamed answer ends there after 30 seconds without
   * a byte, and no `domain` can lead to it: synthesis warns about the one and refuses the other.
   */
  public static edge(): McpRestApiAccess {
    return new McpRestApiAccess(apigateway.EndpointType.EDGE);
  }

  /**
   * Through these interface endpoints alone, with a resource policy that says so; the URL is the one of the
   * first endpoint, which needs no private DNS. No `domain` can lead to it.
   *
   * The policy allows nothing where the auth asks callers, so that the auth alone decides: callers of another
   * account, whom with `McpAuth.iam()` both sides must allow, need a statement of their own
   * (`server.restApi.addToResourcePolicy`), as do methods without an auth that you add to the API.
   *
   * @param vpcEndpoints interface endpoints for `execute-api`, one at least
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html
   * @throws at synthesis, without an endpoint
   */
  public static vpcEndpoints(vpcEndpoints: ec2.IVpcEndpoint[]): McpRestApiAccess {
    return new McpRestApiAccess(apigateway.EndpointType.PRIVATE, vpcEndpoints);
  }

  private constructor(private readonly endpointType: apigateway.EndpointType, private readonly endpoints: ec2.IVpcEndpoint[] = []) {}

  /** @internal */
  public _describe(): RestAccessFacts {
    const { endpointType } = this;
    return {
      edge: endpointType === apigateway.EndpointType.EDGE,
      vpcEndpoints: endpointType === apigateway.EndpointType.PRIVATE ? this.endpoints.length : undefined,
    };
  }

  /** @internal */
  public _configuration(): apigateway.EndpointConfiguration {
    return { types: [this.endpointType], vpcEndpoints: this.endpoints.length > 0 ? this.endpoints : undefined };
  }

  /**
   * Without a policy of its own a private API lets nobody in.
   *
   * @internal
   */
  public _policy(restApi: apigateway.RestApi, stageName: string): VpcEndpointPolicy | undefined {
    return this.endpoints.length > 0 ? new VpcEndpointPolicy(restApi, stageName, this.endpoints) : undefined;
  }

  /** @internal */
  public _host(scope: IConstruct, restApiId: string): string {
    const { region, urlSuffix } = Stack.of(scope);
    const [endpoint] = this.endpoints;
    return `${restApiId}${endpoint ? `-${endpoint.vpcEndpointId}` : ''}.execute-api.${region}.${urlSuffix}`;
  }
}

/** What is known of it before any resource exists. */
export interface RestAccessFacts {
  readonly edge: boolean;

  /** How many there are, where it is private. */
  readonly vpcEndpoints?: number;
}
