/**
 * What CloudFormation asks AWS for to make, change and delete a resource of each type, by service: `handlers` in AWS's registry of
 * resource types, and for an HTTP API's access log what API Gateway documents. Left out is what belongs to features that no template of
 * the library has, such as users' policies, traffic that moves step by step, or replicas, and the deletion of what is retained.
 *
 * @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
 */
export const HANDLERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'AWS::ApiGateway::ApiKey': { apigateway: 'DELETE GET PATCH POST PUT' },
  'AWS::ApiGateway::Authorizer': { apigateway: 'DELETE GET PATCH POST' },
  'AWS::ApiGateway::Deployment': { apigateway: 'DELETE GET PATCH POST PUT' },
  'AWS::ApiGateway::GatewayResponse': { apigateway: 'DELETE GET PUT' },
  'AWS::ApiGateway::Method': { apigateway: 'DELETE GET PUT' },
  'AWS::ApiGateway::Resource': { apigateway: 'DELETE GET PATCH POST' },
  'AWS::ApiGateway::RestApi': { apigateway: 'DELETE GET PATCH POST PUT UpdateRestApiPolicy' },
  'AWS::ApiGateway::Stage': { apigateway: 'DELETE GET PATCH POST PUT' },
  'AWS::ApiGateway::UsagePlan': { apigateway: 'DELETE GET PATCH POST PUT' },
  'AWS::ApiGateway::UsagePlanKey': { apigateway: 'DELETE GET POST' },
  'AWS::ApiGatewayV2::Api': { apigateway: 'DELETE GET PATCH POST PUT' },
  'AWS::ApiGatewayV2::ApiMapping': { apigateway: 'DELETE GET PATCH POST PUT' },
  'AWS::ApiGatewayV2::Authorizer': { apigateway: 'DELETE GET PATCH POST PUT' },
  'AWS::ApiGatewayV2::DomainName': { apigateway: 'AddCertificateToDomain DELETE GET PATCH POST PUT RemoveCertificateFromDomain' },
  'AWS::ApiGatewayV2::Integration': { apigateway: 'DELETE GET PATCH POST PUT' },
  'AWS::ApiGatewayV2::Route': { apigateway: 'DELETE GET PATCH POST PUT' },
  'AWS::ApiGatewayV2::Stage': {
    apigateway: 'DELETE GET PATCH POST',
    logs: [
      'CreateLogDelivery DeleteLogDelivery DescribeLogGroups DescribeResourcePolicies GetLogDelivery ListLogDeliveries',
      'PutResourcePolicy UpdateLogDelivery',
    ].join(' '),
  },
  'AWS::ApplicationAutoScaling::ScalableTarget': {
    'application-autoscaling': [
      'DeleteScheduledAction DeregisterScalableTarget DescribeScalableTargets DescribeScheduledActions ListTagsForResource',
      'PutScheduledAction RegisterScalableTarget TagResource UntagResource',
    ].join(' '),
    'cloudwatch': 'DeleteAlarms DescribeAlarms PutMetricAlarm',
    'iam': 'CreateServiceLinkedRole PassRole',
    'lambda': 'DeleteProvisionedConcurrencyConfig GetProvisionedConcurrencyConfig PutProvisionedConcurrencyConfig',
  },
  'AWS::ApplicationAutoScaling::ScalingPolicy': {
    'application-autoscaling': 'DeleteScalingPolicy DescribeScalingPolicies PutScalingPolicy',
    'cloudwatch': 'GetMetricData',
  },
  'AWS::CertificateManager::Certificate': {
    acm: [
      'AddTagsToCertificate DeleteCertificate DescribeCertificate ListTagsForCertificate RemoveTagsFromCertificate',
      'RequestCertificate UpdateCertificateOptions',
    ].join(' '),
    route53: 'ChangeResourceRecordSets',
  },
  'AWS::CloudWatch::Alarm': { cloudwatch: 'DeleteAlarms DescribeAlarms ListTagsForResource PutMetricAlarm TagResource UntagResource' },
  'AWS::CloudWatch::Dashboard': { cloudwatch: 'DeleteDashboards GetDashboard ListTagsForResource PutDashboard TagResource UntagResource' },
  'AWS::Cognito::ManagedLoginBranding': {
    'cognito-idp': [
      'CreateManagedLoginBranding DeleteManagedLoginBranding DescribeManagedLoginBranding DescribeManagedLoginBrandingByClient',
      'UpdateManagedLoginBranding',
    ].join(' '),
  },
  'AWS::Cognito::UserPool': {
    'cognito-idp': [
      'CreateUserPool DescribeUserPool GetUserPoolMfaConfig ListTagsForResource SetUserPoolMfaConfig TagResource UntagResource',
      'UpdateUserPool',
    ].join(' '),
  },
  'AWS::Cognito::UserPoolClient': {
    'cognito-idp': 'CreateUserPoolClient DeleteUserPoolClient DescribeUserPoolClient ListUserPoolClientSecrets UpdateUserPoolClient',
  },
  'AWS::Cognito::UserPoolDomain': {
    'cognito-idp': 'CreateUserPoolDomain DeleteUserPoolDomain DescribeUserPoolDomain UpdateUserPoolDomain',
  },
  'AWS::Cognito::UserPoolResourceServer': {
    'cognito-idp': 'CreateResourceServer DeleteResourceServer DescribeResourceServer UpdateResourceServer',
  },
  'AWS::EC2::SecurityGroup': {
    ec2: [
      'AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress CreateSecurityGroup CreateTags DeleteSecurityGroup DeleteTags',
      'DescribeInstances DescribeSecurityGroups RevokeSecurityGroupEgress RevokeSecurityGroupIngress',
      'UpdateSecurityGroupRuleDescriptionsEgress UpdateSecurityGroupRuleDescriptionsIngress',
    ].join(' '),
  },
  'AWS::EC2::SecurityGroupEgress': {
    ec2: 'AuthorizeSecurityGroupEgress DescribeSecurityGroupRules RevokeSecurityGroupEgress UpdateSecurityGroupRuleDescriptionsEgress',
  },
  'AWS::EC2::SecurityGroupIngress': {
    ec2: [
      'AuthorizeSecurityGroupIngress DescribeSecurityGroupRules DescribeSecurityGroups RevokeSecurityGroupIngress',
      'UpdateSecurityGroupRuleDescriptionsIngress',
    ].join(' '),
  },
  'AWS::EC2::VPCEndpoint': {
    ec2: [
      'CreateTags CreateVpcEndpoint DeleteTags DeleteVpcEndpoints DescribeSecurityGroups DescribeSubnets DescribeVpcEndpoints',
      'DescribeVpcs ModifyVpcEndpoint',
    ].join(' '),
  },
  'AWS::IAM::Policy': { iam: 'DeleteRolePolicy GetRolePolicy PutRolePolicy' },
  'AWS::IAM::Role': {
    iam: [
      'CreateRole DeleteRole DeleteRolePolicy GetRole GetRolePolicy ListAttachedRolePolicies ListRolePolicies',
      'PutRolePermissionsBoundary PutRolePolicy TagRole UntagRole UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription',
    ].join(' '),
  },
  'AWS::Lambda::Alias': {
    lambda: [
      'CreateAlias DeleteAlias DeleteProvisionedConcurrencyConfig GetAlias GetProvisionedConcurrencyConfig',
      'PutProvisionedConcurrencyConfig UpdateAlias',
    ].join(' '),
  },
  'AWS::Lambda::Function': {
    ec2: 'DescribeNetworkInterfaces DescribeSecurityGroups DescribeSubnets DescribeVpcs',
    iam: 'PassRole',
    kms: 'CreateGrant Decrypt DescribeKey Encrypt GenerateDataKey',
    lambda: [
      'CreateFunction DeleteFunction DeleteFunctionCodeSigningConfig DeleteFunctionConcurrency GetCodeSigningConfig GetFunction',
      'GetFunctionCodeSigningConfig GetFunctionRecursionConfig GetFunctionScalingConfig GetLayerVersion',
      'GetRuntimeManagementConfig PublishVersion PutFunctionCodeSigningConfig PutFunctionConcurrency PutFunctionRecursionConfig',
      'PutFunctionScalingConfig PutRuntimeManagementConfig TagResource UntagResource UpdateFunctionCode',
      'UpdateFunctionConfiguration',
    ].join(' '),
    s3: 'GetObject GetObjectVersion',
  },
  'AWS::Lambda::LayerVersion': { lambda: 'DeleteLayerVersion GetLayerVersion PublishLayerVersion', s3: 'GetObject GetObjectVersion' },
  'AWS::Lambda::Permission': { lambda: 'AddPermission GetPolicy RemovePermission' },
  'AWS::Lambda::Url': { lambda: 'CreateFunctionUrlConfig DeleteFunctionUrlConfig GetFunctionUrlConfig UpdateFunctionUrlConfig' },
  'AWS::Lambda::Version': {
    lambda: [
      'DeleteFunction GetFunctionConfiguration GetFunctionScalingConfig GetProvisionedConcurrencyConfig',
      'GetRuntimeManagementConfig ListVersionsByFunction PublishVersion PutFunctionScalingConfig',
      'PutProvisionedConcurrencyConfig PutRuntimeManagementConfig',
    ].join(' '),
  },
  'AWS::Logs::LogGroup': {
    logs: [
      'CreateLogGroup DeleteRetentionPolicy DescribeIndexPolicies DescribeLogGroups DescribeResourcePolicies',
      'GetDataProtectionPolicy ListTagsForResource PutResourcePolicy PutRetentionPolicy TagResource UntagResource',
    ].join(' '),
  },
  'AWS::Logs::MetricFilter': { logs: 'DeleteMetricFilter DescribeMetricFilters PutMetricFilter' },
  'AWS::Route53::RecordSet': { route53: 'ChangeResourceRecordSets GetChange GetHostedZone ListHostedZones ListResourceRecordSets' },
  'AWS::SecretsManager::Secret': {
    secretsmanager: 'CreateSecret DeleteSecret DescribeSecret GetRandomPassword GetSecretValue TagResource UntagResource UpdateSecret',
  },
  'AWS::WAFv2::WebACL': { wafv2: 'CreateWebACL DeleteWebACL GetWebACL ListTagsForResource TagResource UntagResource UpdateWebACL' },
  'AWS::WAFv2::WebACLAssociation': { apigateway: 'SetWebACL', wafv2: 'AssociateWebACL DisassociateWebACL GetWebACL GetWebACLForResource' },
};
