import { CloudFormationClient, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CognitoIdentityProviderClient, ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { DescribeVpcEndpointsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ECRClient, DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { IAMClient, ListPoliciesCommand, ListRolePoliciesCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { LambdaClient, ListAliasesCommand, ListFunctionsCommand, ListFunctionUrlConfigsCommand, ListVersionsByFunctionCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { clientOptions, rootAuthorization } from './account';

/**
 * All resources of the account, of every type that the library or `cdk bootstrap` makes, as sorted
 * lines such as `AWS::IAM::Role Quickstart-ServerRole…`. The account is small: each list is one page.
 */
export async function accountResources(endpoint: string): Promise<string[]> {
  const kinds = [
    stacks, functions, roles, httpApis, restApis, webAcls, vpcEndpoints, logGroups, buckets, parameters, repositories, userPools, secrets,
  ];
  return (await Promise.all(kinds.map((list) => list(endpoint)))).flat().sort();
}

async function stacks(endpoint: string): Promise<string[]> {
  const { StackSummaries = [] } = await new CloudFormationClient(clientOptions(endpoint)).send(new ListStacksCommand({}));
  // A deleted stack stays in the list for 90 days.
  return StackSummaries.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE').map(({ StackName }) => `AWS::CloudFormation::Stack ${StackName}`);
}

async function functions(endpoint: string): Promise<string[]> {
  const client = new LambdaClient(clientOptions(endpoint));
  const { Functions = [] } = await client.send(new ListFunctionsCommand({}));
  const lists = Functions.map(async ({ FunctionName }) => {
    const { Versions = [] } = await client.send(new ListVersionsByFunctionCommand({ FunctionName }));
    const { Aliases = [] } = await client.send(new ListAliasesCommand({ FunctionName }));
    const { FunctionUrlConfigs = [] } = await client.send(new ListFunctionUrlConfigsCommand({ FunctionName }));
    return [
      `AWS::Lambda::Function ${FunctionName}`,
      ...FunctionUrlConfigs.map(({ FunctionUrl }) => `AWS::Lambda::Url ${FunctionUrl}`),
      ...Versions.map(({ Version }) => `AWS::Lambda::Version ${FunctionName}:${Version}`),
      ...Aliases.map(({ Name }) => `AWS::Lambda::Alias ${FunctionName}:${Name}`),
    ];
  });
  return (await Promise.all(lists)).flat();
}

async function roles(endpoint: string): Promise<string[]> {
  const client = new IAMClient(clientOptions(endpoint));
  const { Roles = [] } = await client.send(new ListRolesCommand({}));
  const lists = Roles.map(async ({ RoleName }) => {
    const { PolicyNames = [] } = await client.send(new ListRolePoliciesCommand({ RoleName }));
    return [`AWS::IAM::Role ${RoleName}`, ...PolicyNames.map((name) => `AWS::IAM::Policy ${RoleName}/${name}`)];
  });
  const { Policies = [] } = await client.send(new ListPoliciesCommand({ Scope: 'Local' }));
  return [...(await Promise.all(lists)).flat(), ...Policies.map(({ PolicyName }) => `AWS::IAM::ManagedPolicy ${PolicyName}`)];
}

/** Routes and stages go with their API. */
async function httpApis(endpoint: string): Promise<string[]> {
  const { items } = await apiGateway<{ items: { apiId: string; name: string }[] }>(endpoint, '/v2/apis');
  return items.map(({ apiId, name }) => `AWS::ApiGatewayV2::Api ${name} ${apiId}`);
}

/** What goes with its API is not listed, and so are the keys of a plan, which go with it. */
async function restApis(endpoint: string): Promise<string[]> {
  const lists = Object.entries({ RestApi: '/restapis', ApiKey: '/apikeys', UsagePlan: '/usageplans' }).map(async ([kind, path]) => {
    const { item } = await apiGateway<{ item: { id: string; name: string }[] }>(endpoint, path);
    return item.map(({ id, name }) => `AWS::ApiGateway::${kind} ${name} ${id}`);
  });
  return (await Promise.all(lists)).flat();
}

async function webAcls(endpoint: string): Promise<string[]> {
  const { WebACLs } = await waf<{ WebACLs: { Name: string }[] }>(endpoint, 'ListWebACLs', { Scope: 'REGIONAL' });
  return WebACLs.map(({ Name }) => `AWS::WAFv2::WebACL ${Name}`);
}

async function vpcEndpoints(endpoint: string): Promise<string[]> {
  const { VpcEndpoints = [] } = await new EC2Client(clientOptions(endpoint)).send(new DescribeVpcEndpointsCommand({}));
  return VpcEndpoints.map(({ VpcEndpointId }) => `AWS::EC2::VPCEndpoint ${VpcEndpointId}`);
}

/** Reads from the API of API Gateway, by plain HTTP, since there is no client of it among the dependencies. */
export async function apiGateway<T>(endpoint: string, path: string): Promise<T> {
  const response = await fetch(`${endpoint}${path}`, { headers: { authorization: rootAuthorization('apigateway') } });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return await response.json() as T;
}

/** Calls the API of WAF, by plain HTTP for the same reason. */
export async function waf<T>(endpoint: string, action: string, input: object): Promise<T> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSWAF_20190729.${action}`, 'authorization': rootAuthorization('wafv2') },
    body: JSON.stringify(input),
  });
  if (!response.ok) throw new Error(`${action}: ${response.status} ${await response.text()}`);
  return await response.json() as T;
}

async function logGroups(endpoint: string): Promise<string[]> {
  const { logGroups: groups = [] } = await new CloudWatchLogsClient(clientOptions(endpoint)).send(new DescribeLogGroupsCommand({}));
  return groups.map(({ logGroupName }) => `AWS::Logs::LogGroup ${logGroupName}`);
}

async function buckets(endpoint: string): Promise<string[]> {
  const { Buckets = [] } = await new S3Client(clientOptions(endpoint)).send(new ListBucketsCommand({}));
  return Buckets.map(({ Name }) => `AWS::S3::Bucket ${Name}`);
}

async function parameters(endpoint: string): Promise<string[]> {
  const { Parameters = [] } = await new SSMClient(clientOptions(endpoint)).send(new DescribeParametersCommand({}));
  return Parameters.map(({ Name }) => `AWS::SSM::Parameter ${Name}`);
}

async function repositories(endpoint: string): Promise<string[]> {
  const { repositories: found = [] } = await new ECRClient(clientOptions(endpoint)).send(new DescribeRepositoriesCommand({}));
  return found.map(({ repositoryName }) => `AWS::ECR::Repository ${repositoryName}`);
}

async function userPools(endpoint: string): Promise<string[]> {
  const { UserPools = [] } = await new CognitoIdentityProviderClient(clientOptions(endpoint)).send(new ListUserPoolsCommand({ MaxResults: 60 }));
  return UserPools.map(({ Id }) => `AWS::Cognito::UserPool ${Id}`);
}

/** Without those whose deletion is scheduled. */
async function secrets(endpoint: string): Promise<string[]> {
  const { SecretList = [] } = await new SecretsManagerClient(clientOptions(endpoint)).send(new ListSecretsCommand({}));
  return SecretList.map(({ Name }) => `AWS::SecretsManager::Secret ${Name}`);
}
