import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Guard } from '../auth/guard';

/** Guards that ask nobody: with them the resource policy alone decides. */
const ASKING_NOBODY: ReadonlyArray<Guard['kind']> = ['none', 'in-server'];
const EVERY_METHOD = 'execute-api:/*';

/**
 * The resource policy of a private API. A Deny keeps out whoever comes another way. An Allow is for methods that ask
 * nobody, which nobody may call without one, and for these alone: within an account it would be enough by itself, and
 * any AWS credentials would do where a method asks IAM, or any caller of whom an authorizer says nothing.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export class VpcEndpointPolicy {
  private allowed?: iam.PolicyStatement;

  /** @param stageName a literal: the stage's reference would depend on every method */
  constructor(private readonly restApi: apigateway.RestApi, private readonly stageName: string, endpoints: ec2.IVpcEndpoint[]) {
    restApi.addToResourcePolicy(statement(iam.Effect.DENY, EVERY_METHOD, {
      StringNotEquals: { 'aws:SourceVpce': endpoints.map(({ vpcEndpointId }) => vpcEndpointId) },
    }));
  }

  /** What the guard of the MCP path needs. Comes before methods of which `allow` is told. */
  admit(guard: Guard['kind']): void {
    if (ASKING_NOBODY.includes(guard)) {
      this.add(EVERY_METHOD);
    }
  }

  /** A method that asks nobody. */
  allow(method: string, { path }: apigateway.IResource): void {
    if (!this.allowed?.resources.includes(EVERY_METHOD)) {
      this.add(`execute-api:/${this.stageName}/${method}${path}`);
    }
  }

  private add(resource: string): void {
    if (this.allowed) {
      this.allowed.addResources(resource);
    } else {
      this.allowed = statement(iam.Effect.ALLOW, resource);
      this.restApi.addToResourcePolicy(this.allowed);
    }
  }
}

function statement(effect: iam.Effect, resource: string, conditions?: iam.Conditions): iam.PolicyStatement {
  return new iam.PolicyStatement({ effect, principals: [new iam.AnyPrincipal()], actions: ['execute-api:Invoke'], resources: [resource], conditions });
}
