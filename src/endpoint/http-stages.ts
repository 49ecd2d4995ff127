import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { accessLogArn, accessLogGroup, HTTP_API_LINE, McpAccessLogOptions } from './access-log';

export const DEFAULT_STAGE = '$default';

/** The stages of an HTTP API that is the server's own. */
export interface HttpStagesProps {
  readonly httpApi: apigwv2.HttpApi;
  readonly stageName: string;

  /** What every stage has in common. */
  readonly options: Omit<apigwv2.HttpStageOptions, 'stageName'>;

  /** Set where there is a log from the beginning. */
  readonly accessLog?: McpAccessLogOptions;
}

/** One stage, and where the origin's root needs it `$default` beside it, with the same limits and the same log. */
export class HttpStages {
  /** The reference of the first one, not its name: a mapping is made after its stage. */
  readonly first: string;
  private readonly stages: apigwv2.CfnStage[] = [];
  private logGroup?: logs.ILogGroup;

  constructor(private readonly scope: Construct, readonly props: HttpStagesProps) {
    this.first = this.add(props.stageName).ref;
    if (props.accessLog) {
      this.accessLog();
    }
  }

  /** The one stage that stands at the root of the origin, if it is not there. */
  addRoot(): void {
    if (this.props.stageName !== DEFAULT_STAGE) {
      this.add(DEFAULT_STAGE);
    }
  }

  /** The log of all stages, also of those to come. */
  accessLog(): logs.ILogGroup {
    if (this.logGroup === undefined) {
      this.logGroup = accessLogGroup(this.scope, this.props.accessLog ?? {});
      this.stages.forEach((stage) => this.letWrite(stage));
    }
    return this.logGroup;
  }

  /**
   * `$default` has an id of its own: with one id for both, a named stage that comes with a `$default`
   * beside it would make a second one before the first is deleted.
   */
  private add(stageName: string): apigwv2.CfnStage {
    const added = this.props.httpApi.addStage(stageName === DEFAULT_STAGE ? 'Stage' : 'NamedStage', { ...this.props.options, stageName });
    const stage = added.node.defaultChild as apigwv2.CfnStage;
    this.stages.push(stage);
    this.letWrite(stage);
    return stage;
  }

  /** Has the stage write to the access log, where there is one. */
  private letWrite(stage: apigwv2.CfnStage): void {
    stage.accessLogSettings = this.logGroup && { destinationArn: accessLogArn(this.scope, this.logGroup), format: HTTP_API_LINE };
  }
}
