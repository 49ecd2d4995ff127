"""Every strategy of the library in Python: the stacks of `../typescript/app.ts`, construct by construct."""

from aws_cdk import (
    App,
    CfnOutput,
    Duration,
    Environment,
    Size,
    Stack,
    aws_apigateway as apigateway,
    aws_apigatewayv2 as apigwv2,
    aws_apigatewayv2_authorizers as authorizers,
    aws_applicationautoscaling as autoscaling,
    aws_certificatemanager as acm,
    aws_cognito as cognito,
    aws_ec2 as ec2,
    aws_ecr as ecr,
    aws_iam as iam,
    aws_kms as kms,
    aws_lambda as lambda_,
    aws_logs as logs,
    aws_route53 as route53,
    aws_secretsmanager as secretsmanager,
    aws_sns as sns,
    aws_ssm as ssm,
)
from cdk_mcp_lambda import (
    DeployConfig,
    McpAccessLogOptions,
    McpAlarm,
    McpAlarmOptions,
    McpAuth,
    McpAuthDiscovery,
    McpCors,
    McpDomain,
    McpEndpoint,
    McpLambdaServer,
    McpObservabilityOptions,
    McpProvisionedConcurrency,
    McpRestApiAccess,
    McpSecret,
    McpServerCode,
    McpSnapStart,
    McpUsagePlanOptions,
    McpWebAcl,
    WebAdapter,
)

ENV = Environment(account="123456789012", region="eu-central-1")


def code(stack: Stack) -> None:
    auth = McpAuth.none()
    McpLambdaServer(
        stack,
        "Asset",
        code=McpServerCode.asset(
            "server", port=9000, server_path="/", readiness_path="/health", readiness_timeout=Duration.seconds(5)
        ),
        auth=auth,
        architecture=lambda_.Architecture.X86_64,
    )
    McpLambdaServer(
        stack,
        "Nodejs",
        code=McpServerCode.nodejs("server", entry="server.js", runtime=lambda_.Runtime.NODEJS_22_X),
        auth=auth,
        adapter=WebAdapter.layer(version=29),
    )
    McpLambdaServer(
        stack,
        "Python",
        code=McpServerCode.python(
            "server", entry="server.py", install_packages=False, runtime=lambda_.Runtime.PYTHON_3_13
        ),
        auth=auth,
        adapter=WebAdapter.layer_version_arn("arn:aws:lambda:eu-central-1:123456789012:layer:adapter:1"),
    )
    McpLambdaServer(
        stack, "OwnAdapter", code=McpServerCode.asset("server"), auth=auth, adapter=WebAdapter.from_asset("build/adapter")
    )
    McpLambdaServer(
        stack,
        "Image",
        code=McpServerCode.image("image", target="server", build_args={"LEVEL": "debug"}, cmd=["node", "server.js"]),
        auth=auth,
    )
    repository = ecr.Repository.from_repository_name(stack, "Repository", "tools")
    McpLambdaServer(
        stack, "ImageFromEcr", code=McpServerCode.image_from_ecr(repository, tag_or_digest="1.2.3"), auth=auth
    )
    fn = lambda_.Function(
        stack,
        "Function",
        runtime=lambda_.Runtime.PROVIDED_AL2023,
        handler="bootstrap",
        code=lambda_.Code.from_asset("server"),
        layers=[
            lambda_.LayerVersion.from_layer_version_arn(
                stack, "Adapter", "arn:aws:lambda:eu-central-1:123456789012:layer:adapter:1"
            )
        ],
        timeout=Duration.seconds(30),
    )
    McpLambdaServer(stack, "Existing", code=McpServerCode.existing(fn, port=9000), auth=auth)


def crate(stack: Stack) -> None:
    """Is not built here, as with `cdk list`: a build needs cargo-lambda."""
    stack.node.set_context("aws:cdk:bundling-stacks", [])
    McpLambdaServer(
        stack,
        "Cargo",
        code=McpServerCode.cargo("crate", bin="server", features=["tools"]),
        auth=McpAuth.none(),
    )


def deploy_toml(app: App) -> None:
    config = DeployConfig.from_file("deploy.toml", env="staging")
    stack = Stack(app, config.stack_name, env=config.env, description=config.description)
    McpLambdaServer.from_deploy_toml(
        stack, "Server", "deploy.toml", environment_name=config.environment_name, memory_size=1024
    )


def auth(stack: Stack) -> None:
    asset = McpServerCode.asset("server")
    McpLambdaServer(stack, "None", code=asset, auth=McpAuth.none())
    McpLambdaServer(
        stack,
        "Cognito",
        code=asset,
        auth=McpAuth.cognito(
            scopes=[cognito.ResourceServerScope(scope_name="read", scope_description="Read")],
            callback_urls=["https://app.example.com/callback"],
            client_registration=True,
            machine_client=True,
            domain_prefix="tools-login",
            mfa=cognito.Mfa.REQUIRED,
        ),
    )
    pool = cognito.UserPool.from_user_pool_id(stack, "Pool", "eu-central-1_abcdefghi")
    McpLambdaServer(
        stack,
        "UserPool",
        code=asset,
        auth=McpAuth.user_pool(
            pool,
            user_pool_clients=[cognito.UserPoolClient.from_user_pool_client_id(stack, "Client", "client")],
            domain_url="https://login.auth.eu-central-1.amazoncognito.com",
            scopes=["tools/use"],
        ),
    )
    McpLambdaServer(
        stack,
        "Jwt",
        code=asset,
        auth=McpAuth.jwt(issuer="https://login.example.com", audience=["client"], scopes=["tools/use"]),
    )
    authorizer = lambda_.Function.from_function_arn(
        stack, "Authorizer", "arn:aws:lambda:eu-central-1:123456789012:function:authorizer"
    )
    McpLambdaServer(
        stack,
        "LambdaAuthorizer",
        code=asset,
        auth=McpAuth.lambda_authorizer(
            authorizer,
            response_type=authorizers.HttpLambdaResponseType.IAM,
            identity_source=["$request.header.X-Key"],
            results_cache_ttl=Duration.minutes(1),
            discovery=McpAuthDiscovery(authorization_servers=["https://login.example.com"], scopes=["tools/use"]),
        ),
    )
    signed = McpLambdaServer(stack, "Iam", code=asset, auth=McpAuth.iam())
    signed.grant_invoke(iam.Role(stack, "Caller", assumed_by=iam.AccountRootPrincipal()))
    McpLambdaServer(stack, "InServer", code=asset, auth=McpAuth.in_server(public_paths=["/authorize", "/token"]))


def endpoint(stack: Stack) -> None:
    code = McpServerCode.asset("server")
    auth = McpAuth.none()
    McpLambdaServer(
        stack,
        "HttpApi",
        code=code,
        auth=auth,
        endpoint=McpEndpoint.http_api(
            path="/tools/mcp",
            stage_name="prod",
            cors=McpCors.allow(
                allow_origins=["https://app.example.com"],
                allow_methods=[apigwv2.CorsHttpMethod.POST],
                allow_headers=["content-type"],
                expose_headers=["mcp-session-id"],
                allow_credentials=True,
                max_age=Duration.hours(1),
            ),
            throttle=apigwv2.ThrottleSettings(rate_limit=50, burst_limit=100),
            access_log=McpAccessLogOptions(retention=logs.RetentionDays.ONE_WEEK),
        ),
    )
    McpLambdaServer(
        stack,
        "RestApi",
        code=code,
        auth=auth,
        timeout=Duration.minutes(5),
        endpoint=McpEndpoint.rest_api(
            stage_name="v1",
            cors=McpCors.disabled(),
            access=McpRestApiAccess.regional(),
            web_acl=McpWebAcl.managed(rate_limit=500),
            usage_plan=McpUsagePlanOptions(
                api_keys=[apigateway.ApiKey(stack, "Key")],
                quota=apigateway.QuotaSettings(limit=1000, period=apigateway.Period.DAY),
            ),
        ),
    )
    McpLambdaServer(
        stack,
        "EdgeApi",
        code=code,
        auth=auth,
        endpoint=McpEndpoint.rest_api(access=McpRestApiAccess.edge(), streaming=False),
    )
    vpc_endpoint = ec2.InterfaceVpcEndpoint.from_interface_vpc_endpoint_attributes(
        stack, "VpcEndpoint", vpc_endpoint_id="vpce-0a1b2c3d", port=443
    )
    McpLambdaServer(
        stack,
        "PrivateApi",
        code=code,
        auth=auth,
        endpoint=McpEndpoint.rest_api(
            access=McpRestApiAccess.vpc_endpoints([vpc_endpoint]),
            web_acl=McpWebAcl.from_arn("arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/tools/0a1b2c3d"),
        ),
    )
    McpLambdaServer(stack, "FunctionUrl", code=code, auth=auth, endpoint=McpEndpoint.function_url(streaming=False))
    http_api = apigwv2.HttpApi(stack, "SharedHttpApi")
    McpLambdaServer(
        stack,
        "OnHttpApi",
        code=code,
        auth=auth,
        endpoint=McpEndpoint.on_http_api(http_api, path="/team/mcp", api_url="https://api.example.com"),
    )
    rest_api = apigateway.RestApi(stack, "SharedRestApi")
    McpLambdaServer(
        stack,
        "OnRestApi",
        code=code,
        auth=auth,
        endpoint=McpEndpoint.on_rest_api(rest_api, path="/team/mcp", streaming=False),
    )


def domain(stack: Stack) -> None:
    code = McpServerCode.asset("server")
    auth = McpAuth.none()
    zone = route53.HostedZone.from_hosted_zone_attributes(
        stack, "Zone", hosted_zone_id="Z1", zone_name="example.com"
    )
    certificate = acm.Certificate.from_certificate_arn(
        stack, "Certificate", "arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d"
    )
    McpLambdaServer(
        stack,
        "HostedZone",
        code=code,
        auth=auth,
        domain=McpDomain.from_hosted_zone(
            zone, "mcp.example.com", base_path="tools", disable_default_endpoint=True
        ),
    )
    McpLambdaServer(
        stack,
        "OwnCertificate",
        code=code,
        auth=auth,
        domain=McpDomain.from_certificate("tools.example.org", certificate),
    )
    name = apigwv2.DomainName(stack, "Name", domain_name="shared.example.org", certificate=certificate)
    McpLambdaServer(
        stack, "DomainName", code=code, auth=auth, domain=McpDomain.from_domain_name(name, base_path="team")
    )


def secrets(stack: Stack) -> None:
    key = kms.Key.from_key_arn(stack, "Key", "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab")
    vpc = ec2.Vpc(stack, "Vpc", max_azs=2, nat_gateways=1)
    parameter = ssm.StringParameter.from_string_parameter_name(stack, "Parameter", "/tools/level")
    database_secret = secretsmanager.Secret.from_secret_name_v2(stack, "Database", "tools/database")
    server = McpLambdaServer(
        stack,
        "Server",
        code=McpServerCode.asset("server"),
        auth=McpAuth.none(),
        vpc=vpc,
        vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_WITH_EGRESS),
        interface_endpoints=True,
        params_and_secrets=lambda_.ParamsAndSecretsLayerVersion.from_version(
            lambda_.ParamsAndSecretsVersions.V1_0_103
        ),
        secrets={
            "PARAMETER": McpSecret.from_parameter(parameter),
            "DATABASE": McpSecret.from_secret(database_secret, field="password"),
            "NAMED": McpSecret.from_secret_name("tools/named", encryption_key=key),
            "GENERATED": McpSecret.generated(encryption_key=key),
        },
    )
    database = ec2.SecurityGroup(stack, "DatabaseGroup", vpc=vpc)
    server.connections.allow_to(database, ec2.Port.tcp(5432), "to the database")


def scaling(stack: Stack) -> None:
    code = McpServerCode.nodejs("server", entry="server.js")
    auth = McpAuth.none()
    day = autoscaling.ScalingSchedule(schedule=autoscaling.Schedule.cron(hour="7", minute="0"), min_capacity=2)
    McpLambdaServer(
        stack,
        "Fixed",
        code=code,
        auth=auth,
        provisioned_concurrency=McpProvisionedConcurrency.of(2),
        reserved_concurrent_executions=10,
    )
    McpLambdaServer(
        stack,
        "ByUtilization",
        code=code,
        auth=auth,
        provisioned_concurrency=McpProvisionedConcurrency.by_utilization(
            min_capacity=1, max_capacity=5, utilization_target=0.6, schedules={"Day": day}
        ),
    )
    McpLambdaServer(
        stack,
        "BySchedule",
        code=code,
        auth=auth,
        provisioned_concurrency=McpProvisionedConcurrency.by_schedule(max_capacity=5, schedules={"Day": day}),
    )
    McpLambdaServer(
        stack,
        "SnapStart",
        code=McpServerCode.python("server", entry="server.py"),
        auth=auth,
        snap_start=McpSnapStart.on_published_versions(
            before_checkpoint_path="/checkpoint", after_restore_path="/restore"
        ),
    )


def observability(stack: Stack) -> None:
    server = McpLambdaServer(
        stack,
        "Server",
        code=McpServerCode.asset("server"),
        auth=McpAuth.none(),
        tracing=lambda_.Tracing.ACTIVE,
        observability=McpObservabilityOptions(
            alarms=McpAlarmOptions(
                topics=[sns.Topic(stack, "Topic")], duration_percent=60, disabled=[McpAlarm.INVOCATIONS]
            ),
            dashboard=True,
            tool_field="tool",
        ),
    )
    server.metric_server_errors(period=Duration.minutes(1)).create_alarm(
        stack, "Alarm", threshold=1, evaluation_periods=1
    )


def own_parts(stack: Stack) -> None:
    server = McpLambdaServer(
        stack,
        "Server",
        code=McpServerCode.asset("server"),
        auth=McpAuth.none(),
        function_name="tools",
        description="Tools for everybody",
        alias_name="current",
        memory_size=1024,
        environment={"LOG_LEVEL": "debug"},
        ephemeral_storage_size=Size.mebibytes(1024),
        environment_encryption=kms.Key.from_key_arn(
            stack, "Key", "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
        ),
        role=iam.Role(stack, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com")),
        log_group=logs.LogGroup(stack, "Logs", retention=logs.RetentionDays.ONE_YEAR),
        layers=[
            lambda_.LayerVersion.from_layer_version_arn(
                stack, "Layer", "arn:aws:lambda:eu-central-1:123456789012:layer:tools:1"
            )
        ],
    )
    sns.Topic(stack, "Topic").grant_publish(server)
    other = McpLambdaServer.from_mcp_lambda_server_attributes(
        stack,
        "Other",
        url="https://mcp.example.com/mcp",
        alias_arn="arn:aws:lambda:eu-central-1:123456789012:function:other:live",
        execute_api_arn="arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/*/*/mcp",
    )
    other.grant_invoke(server)
    other.metric_errors(period=Duration.minutes(1)).create_alarm(
        stack, "OtherErrors", threshold=1, evaluation_periods=1
    )
    CfnOutput(stack, "OtherUrl", value=other.url)


app = App()
code(Stack(app, "Code", env=ENV))
crate(Stack(app, "Crate", env=ENV))
auth(Stack(app, "Auth", env=ENV))
endpoint(Stack(app, "Endpoint", env=ENV))
domain(Stack(app, "Domain", env=ENV))
secrets(Stack(app, "Secrets", env=ENV))
scaling(Stack(app, "Scaling", env=ENV))
observability(Stack(app, "Observability", env=ENV))
own_parts(Stack(app, "OwnParts", env=ENV))
deploy_toml(app)
app.synth()
