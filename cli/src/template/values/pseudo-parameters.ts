import { NO_VALUE } from './resolved';
import type { Resolving } from './resolved';

/** Where a stack is said to be deployed. */
export interface StackPlace {
  readonly name: string;
  readonly region: string;
  readonly account: string;
}

/** CloudFormation's own parameters, as a deployment of this stack would see them. */
export function pseudoParameters({ name, region, account }: StackPlace): ReadonlyMap<string, Resolving> {
  return new Map<string, Resolving>([
    ['AWS::AccountId', account],
    ['AWS::NoValue', NO_VALUE],
    ['AWS::NotificationARNs', []],
    ['AWS::Partition', 'aws'],
    ['AWS::Region', region],
    ['AWS::StackId', `arn:aws:cloudformation:${region}:${account}:stack/${name}/local`],
    ['AWS::StackName', name],
    ['AWS::URLSuffix', 'amazonaws.com'],
  ]);
}
