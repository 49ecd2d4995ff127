package example;

import io.github.cdkmcplambda.DeployConfig;
import io.github.cdkmcplambda.DeployConfigOptions;
import io.github.cdkmcplambda.McpAccessLogOptions;
import io.github.cdkmcplambda.McpAlarm;
import io.github.cdkmcplambda.McpAlarmOptions;
import io.github.cdkmcplambda.McpAuth;
import io.github.cdkmcplambda.McpAuthDiscovery;
import io.github.cdkmcplambda.McpCargoCodeOptions;
import io.github.cdkmcplambda.McpCognitoOptions;
import io.github.cdkmcplambda.McpCors;
import io.github.cdkmcplambda.McpCorsOptions;
import io.github.cdkmcplambda.McpDeployTomlOverrides;
import io.github.cdkmcplambda.McpDomain;
import io.github.cdkmcplambda.McpDomainOptions;
import io.github.cdkmcplambda.McpEcrImageCodeOptions;
import io.github.cdkmcplambda.McpEndpoint;
import io.github.cdkmcplambda.McpFunctionUrlOptions;
import io.github.cdkmcplambda.McpGeneratedSecretOptions;
import io.github.cdkmcplambda.McpHostedZoneDomainOptions;
import io.github.cdkmcplambda.McpHttpApiOptions;
import io.github.cdkmcplambda.McpImageCodeOptions;
import io.github.cdkmcplambda.McpInServerOptions;
import io.github.cdkmcplambda.McpJwtOptions;
import io.github.cdkmcplambda.McpLambdaAuthorizerOptions;
import io.github.cdkmcplambda.McpLambdaServer;
import io.github.cdkmcplambda.McpLambdaServerAttributes;
import io.github.cdkmcplambda.McpNodejsCodeOptions;
import io.github.cdkmcplambda.McpObservabilityOptions;
import io.github.cdkmcplambda.McpOnHttpApiOptions;
import io.github.cdkmcplambda.McpOnRestApiOptions;
import io.github.cdkmcplambda.McpProvisionedConcurrency;
import io.github.cdkmcplambda.McpPythonCodeOptions;
import io.github.cdkmcplambda.McpRestApiAccess;
import io.github.cdkmcplambda.McpRestApiOptions;
import io.github.cdkmcplambda.McpScheduledScalingOptions;
import io.github.cdkmcplambda.McpSecret;
import io.github.cdkmcplambda.McpSecretNameOptions;
import io.github.cdkmcplambda.McpSecretOptions;
import io.github.cdkmcplambda.McpServerCode;
import io.github.cdkmcplambda.McpServerCodeOptions;
import io.github.cdkmcplambda.McpSnapStart;
import io.github.cdkmcplambda.McpSnapStartOptions;
import io.github.cdkmcplambda.McpUsagePlanOptions;
import io.github.cdkmcplambda.McpUserPoolOptions;
import io.github.cdkmcplambda.McpUtilizationScalingOptions;
import io.github.cdkmcplambda.McpWebAcl;
import io.github.cdkmcplambda.McpWebAclOptions;
import io.github.cdkmcplambda.WebAdapter;
import io.github.cdkmcplambda.WebAdapterLayerOptions;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Size;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.apigateway.ApiKey;
import software.amazon.awscdk.services.apigateway.Period;
import software.amazon.awscdk.services.apigateway.QuotaSettings;
import software.amazon.awscdk.services.apigateway.RestApi;
import software.amazon.awscdk.services.apigatewayv2.CorsHttpMethod;
import software.amazon.awscdk.services.apigatewayv2.DomainName;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.apigatewayv2.ThrottleSettings;
import software.amazon.awscdk.aws_apigatewayv2_authorizers.HttpLambdaResponseType;
import software.amazon.awscdk.services.applicationautoscaling.CronOptions;
import software.amazon.awscdk.services.applicationautoscaling.ScalingSchedule;
import software.amazon.awscdk.services.applicationautoscaling.Schedule;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cognito.Mfa;
import software.amazon.awscdk.services.cognito.ResourceServerScope;
import software.amazon.awscdk.services.cognito.UserPool;
import software.amazon.awscdk.services.cognito.UserPoolClient;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpoint;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAttributes;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LayerVersion;
import software.amazon.awscdk.services.lambda.ParamsAndSecretsLayerVersion;
import software.amazon.awscdk.services.lambda.ParamsAndSecretsVersions;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.ssm.StringParameter;

/** Every strategy of the library in Java: the stacks of {@code ../typescript/app.ts}, construct by construct. */
public final class Consumer {
    private static McpLambdaServer.Builder server(Stack stack, String id) {
        return McpLambdaServer.Builder.create(stack, id).code(McpServerCode.asset("server")).auth(McpAuth.none());
    }

    private static void code(Stack stack) {
        server(stack, "Asset")
            .code(McpServerCode.asset("server", McpServerCodeOptions.builder()
                .port(9000)
                .serverPath("/")
                .readinessPath("/health")
                .readinessTimeout(Duration.seconds(5))
                .build()))
            .architecture(Architecture.X86_64)
            .build();
        server(stack, "Nodejs")
            .code(McpServerCode.nodejs("server", McpNodejsCodeOptions.builder().entry("server.js").runtime(Runtime.NODEJS_22_X).build()))
            .adapter(WebAdapter.layer(WebAdapterLayerOptions.builder().version(29).build()))
            .build();
        server(stack, "Python")
            .code(McpServerCode.python("server", McpPythonCodeOptions.builder()
                .entry("server.py")
                .installPackages(false)
                .runtime(Runtime.PYTHON_3_13)
                .build()))
            .adapter(WebAdapter.layerVersionArn("arn:aws:lambda:eu-central-1:123456789012:layer:adapter:1"))
            .build();
        server(stack, "OwnAdapter").adapter(WebAdapter.fromAsset("build/adapter")).build();
        server(stack, "Image")
            .code(McpServerCode.image("image", McpImageCodeOptions.builder()
                .target("server")
                .buildArgs(Map.of("LEVEL", "debug"))
                .cmd(List.of("node", "server.js"))
                .build()))
            .build();
        server(stack, "ImageFromEcr")
            .code(McpServerCode.imageFromEcr(Repository.fromRepositoryName(stack, "Repository", "tools"),
                McpEcrImageCodeOptions.builder().tagOrDigest("1.2.3").build()))
            .build();
        var function = Function.Builder.create(stack, "Function")
            .runtime(Runtime.PROVIDED_AL2023)
            .handler("bootstrap")
            .code(Code.fromAsset("server"))
            .layers(List.of(LayerVersion.fromLayerVersionArn(stack, "Adapter", "arn:aws:lambda:eu-central-1:123456789012:layer:adapter:1")))
            .timeout(Duration.seconds(30))
            .build();
        server(stack, "Existing").code(McpServerCode.existing(function, McpServerCodeOptions.builder().port(9000).build())).build();
    }

    /** Is not built here, as with {@code cdk list}: a build needs cargo-lambda. */
    private static void crate(Stack stack) {
        stack.getNode().setContext("aws:cdk:bundling-stacks", List.of());
        server(stack, "Cargo")
            .code(McpServerCode.cargo("crate", McpCargoCodeOptions.builder().bin("server").features(List.of("tools")).build()))
            .build();
    }

    private static void deployToml(App app) {
        var config = DeployConfig.fromFile("deploy.toml", DeployConfigOptions.builder().env("staging").build());
        var stack = new Stack(app, config.getStackName(), StackProps.builder()
            .env(config.getEnv())
            .description(config.getDescription())
            .build());
        McpLambdaServer.fromDeployToml(stack, "Server", "deploy.toml", McpDeployTomlOverrides.builder()
            .environmentName(config.getEnvironmentName())
            .memorySize(1024)
            .build());
    }

    private static void auth(Stack stack) {
        server(stack, "None").build();
        server(stack, "Cognito")
            .auth(McpAuth.cognito(McpCognitoOptions.builder()
                .scopes(List.of(ResourceServerScope.Builder.create().scopeName("read").scopeDescription("Read").build()))
                .callbackUrls(List.of("https://app.example.com/callback"))
                .clientRegistration(true)
                .machineClient(true)
                .domainPrefix("tools-login")
                .mfa(Mfa.REQUIRED)
                .build()))
            .build();
        server(stack, "UserPool")
            .auth(McpAuth.userPool(UserPool.fromUserPoolId(stack, "Pool", "eu-central-1_abcdefghi"), McpUserPoolOptions.builder()
                .userPoolClients(List.of(UserPoolClient.fromUserPoolClientId(stack, "Client", "client")))
                .domainUrl("https://login.auth.eu-central-1.amazoncognito.com")
                .scopes(List.of("tools/use"))
                .build()))
            .build();
        server(stack, "Jwt")
            .auth(McpAuth.jwt(McpJwtOptions.builder()
                .issuer("https://login.example.com")
                .audience(List.of("client"))
                .scopes(List.of("tools/use"))
                .build()))
            .build();
        var authorizer = Function.fromFunctionArn(stack, "Authorizer", "arn:aws:lambda:eu-central-1:123456789012:function:authorizer");
        server(stack, "LambdaAuthorizer")
            .auth(McpAuth.lambdaAuthorizer(authorizer, McpLambdaAuthorizerOptions.builder()
                .responseType(HttpLambdaResponseType.IAM)
                .identitySource(List.of("$request.header.X-Key"))
                .resultsCacheTtl(Duration.minutes(1))
                .discovery(McpAuthDiscovery.builder()
                    .authorizationServers(List.of("https://login.example.com"))
                    .scopes(List.of("tools/use"))
                    .build())
                .build()))
            .build();
        var signed = server(stack, "Iam").auth(McpAuth.iam()).build();
        signed.grantInvoke(Role.Builder.create(stack, "Caller").assumedBy(new AccountRootPrincipal()).build());
        server(stack, "InServer")
            .auth(McpAuth.inServer(McpInServerOptions.builder().publicPaths(List.of("/authorize", "/token")).build()))
            .build();
    }

    private static void endpoint(Stack stack) {
        server(stack, "HttpApi")
            .endpoint(McpEndpoint.httpApi(McpHttpApiOptions.builder()
                .path("/tools/mcp")
                .stageName("prod")
                .cors(McpCors.allow(McpCorsOptions.builder()
                    .allowOrigins(List.of("https://app.example.com"))
                    .allowMethods(List.of(CorsHttpMethod.POST))
                    .allowHeaders(List.of("content-type"))
                    .exposeHeaders(List.of("mcp-session-id"))
                    .allowCredentials(true)
                    .maxAge(Duration.hours(1))
                    .build()))
                .throttle(ThrottleSettings.builder().rateLimit(50).burstLimit(100).build())
                .accessLog(McpAccessLogOptions.builder().retention(RetentionDays.ONE_WEEK).build())
                .build()))
            .build();
        server(stack, "RestApi")
            .timeout(Duration.minutes(5))
            .endpoint(McpEndpoint.restApi(McpRestApiOptions.builder()
                .stageName("v1")
                .cors(McpCors.disabled())
                .access(McpRestApiAccess.regional())
                .webAcl(McpWebAcl.managed(McpWebAclOptions.builder().rateLimit(500).build()))
                .usagePlan(McpUsagePlanOptions.builder()
                    .apiKeys(List.of(new ApiKey(stack, "Key")))
                    .quota(QuotaSettings.builder().limit(1000).period(Period.DAY).build())
                    .build())
                .build()))
            .build();
        server(stack, "EdgeApi")
            .endpoint(McpEndpoint.restApi(McpRestApiOptions.builder().access(McpRestApiAccess.edge()).streaming(false).build()))
            .build();
        var vpcEndpoint = InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, "VpcEndpoint",
            InterfaceVpcEndpointAttributes.builder().vpcEndpointId("vpce-0a1b2c3d").port(443).build());
        server(stack, "PrivateApi")
            .endpoint(McpEndpoint.restApi(McpRestApiOptions.builder()
                .access(McpRestApiAccess.vpcEndpoints(List.of(vpcEndpoint)))
                .webAcl(McpWebAcl.fromArn("arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/tools/0a1b2c3d"))
                .build()))
            .build();
        server(stack, "FunctionUrl")
            .endpoint(McpEndpoint.functionUrl(McpFunctionUrlOptions.builder().streaming(false).build()))
            .build();
        server(stack, "OnHttpApi")
            .endpoint(McpEndpoint.onHttpApi(new HttpApi(stack, "SharedHttpApi"),
                McpOnHttpApiOptions.builder().path("/team/mcp").apiUrl("https://api.example.com").build()))
            .build();
        server(stack, "OnRestApi")
            .endpoint(McpEndpoint.onRestApi(new RestApi(stack, "SharedRestApi"),
                McpOnRestApiOptions.builder().path("/team/mcp").streaming(false).build()))
            .build();
    }

    private static void domain(Stack stack) {
        var zone = HostedZone.fromHostedZoneAttributes(stack, "Zone",
            HostedZoneAttributes.builder().hostedZoneId("Z1").zoneName("example.com").build());
        var certificate = Certificate.fromCertificateArn(stack, "Certificate", "arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d");
        server(stack, "HostedZone")
            .domain(McpDomain.fromHostedZone(zone, "mcp.example.com",
                McpHostedZoneDomainOptions.builder().basePath("tools").disableDefaultEndpoint(true).build()))
            .build();
        server(stack, "OwnCertificate").domain(McpDomain.fromCertificate("tools.example.org", certificate)).build();
        var name = DomainName.Builder.create(stack, "Name").domainName("shared.example.org").certificate(certificate).build();
        server(stack, "DomainName").domain(McpDomain.fromDomainName(name, McpDomainOptions.builder().basePath("team").build())).build();
    }

    private static void secrets(Stack stack) {
        var key = Key.fromKeyArn(stack, "Key", "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab");
        var vpc = Vpc.Builder.create(stack, "Vpc").maxAzs(2).natGateways(1).build();
        var parameter = StringParameter.fromStringParameterName(stack, "Parameter", "/tools/level");
        var databaseSecret = Secret.fromSecretNameV2(stack, "Database", "tools/database");
        var server = server(stack, "Server")
            .vpc(vpc)
            .vpcSubnets(SubnetSelection.builder().subnetType(SubnetType.PRIVATE_WITH_EGRESS).build())
            .interfaceEndpoints(true)
            .paramsAndSecrets(ParamsAndSecretsLayerVersion.fromVersion(ParamsAndSecretsVersions.V1_0_103))
            .secrets(Map.of(
                "PARAMETER", McpSecret.fromParameter(parameter),
                "DATABASE", McpSecret.fromSecret(databaseSecret, McpSecretOptions.builder().field("password").build()),
                "NAMED", McpSecret.fromSecretName("tools/named", McpSecretNameOptions.builder().encryptionKey(key).build()),
                "GENERATED", McpSecret.generated(McpGeneratedSecretOptions.builder().encryptionKey(key).build())))
            .build();
        var database = SecurityGroup.Builder.create(stack, "DatabaseGroup").vpc(vpc).build();
        server.getConnections().allowTo(database, Port.tcp(5432), "to the database");
    }

    private static void scaling(Stack stack) {
        var nodejs = McpServerCode.nodejs("server", McpNodejsCodeOptions.builder().entry("server.js").build());
        var day = ScalingSchedule.builder()
            .schedule(Schedule.cron(CronOptions.builder().hour("7").minute("0").build()))
            .minCapacity(2)
            .build();
        server(stack, "Fixed")
            .code(nodejs)
            .provisionedConcurrency(McpProvisionedConcurrency.of(2))
            .reservedConcurrentExecutions(10)
            .build();
        server(stack, "ByUtilization")
            .code(nodejs)
            .provisionedConcurrency(McpProvisionedConcurrency.byUtilization(McpUtilizationScalingOptions.builder()
                .minCapacity(1)
                .maxCapacity(5)
                .utilizationTarget(0.6)
                .schedules(Map.of("Day", day))
                .build()))
            .build();
        server(stack, "BySchedule")
            .code(nodejs)
            .provisionedConcurrency(McpProvisionedConcurrency.bySchedule(McpScheduledScalingOptions.builder()
                .maxCapacity(5)
                .schedules(Map.of("Day", day))
                .build()))
            .build();
        server(stack, "SnapStart")
            .code(McpServerCode.python("server", McpPythonCodeOptions.builder().entry("server.py").build()))
            .snapStart(McpSnapStart.onPublishedVersions(McpSnapStartOptions.builder()
                .beforeCheckpointPath("/checkpoint")
                .afterRestorePath("/restore")
                .build()))
            .build();
    }

    private static void observability(Stack stack) {
        var server = server(stack, "Server")
            .tracing(Tracing.ACTIVE)
            .observability(McpObservabilityOptions.builder()
                .alarms(McpAlarmOptions.builder()
                    .topics(List.of(new Topic(stack, "Topic")))
                    .durationPercent(60)
                    .disabled(List.of(McpAlarm.INVOCATIONS))
                    .build())
                .dashboard(true)
                .toolField("tool")
                .build())
            .build();
        server.metricServerErrors(MetricOptions.builder().period(Duration.minutes(1)).build())
            .createAlarm(stack, "Alarm", CreateAlarmOptions.builder().threshold(1).evaluationPeriods(1).build());
    }

    private static void ownParts(Stack stack) {
        var server = server(stack, "Server")
            .functionName("tools")
            .description("Tools for everybody")
            .aliasName("current")
            .memorySize(1024)
            .environment(Map.of("LOG_LEVEL", "debug"))
            .ephemeralStorageSize(Size.mebibytes(1024))
            .environmentEncryption(Key.fromKeyArn(stack, "Key",
                "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"))
            .role(Role.Builder.create(stack, "Role").assumedBy(new ServicePrincipal("lambda.amazonaws.com")).build())
            .logGroup(LogGroup.Builder.create(stack, "Logs").retention(RetentionDays.ONE_YEAR).build())
            .layers(List.of(LayerVersion.fromLayerVersionArn(stack, "Layer", "arn:aws:lambda:eu-central-1:123456789012:layer:tools:1")))
            .build();
        new Topic(stack, "Topic").grantPublish(server);
        var other = McpLambdaServer.fromMcpLambdaServerAttributes(stack, "Other", McpLambdaServerAttributes.builder()
            .url("https://mcp.example.com/mcp")
            .aliasArn("arn:aws:lambda:eu-central-1:123456789012:function:other:live")
            .executeApiArn("arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/*/*/mcp")
            .build());
        other.grantInvoke(server);
        other.metricErrors(MetricOptions.builder().period(Duration.minutes(1)).build())
            .createAlarm(stack, "OtherErrors", CreateAlarmOptions.builder().threshold(1).evaluationPeriods(1).build());
        CfnOutput.Builder.create(stack, "OtherUrl").value(other.getUrl()).build();
    }

    private static Stack stack(App app, String name) {
        var env = Environment.builder().account("123456789012").region("eu-central-1").build();
        return new Stack(app, name, StackProps.builder().env(env).build());
    }

    public static void main(String[] arguments) {
        var app = new App();
        code(stack(app, "Code"));
        crate(stack(app, "Crate"));
        auth(stack(app, "Auth"));
        endpoint(stack(app, "Endpoint"));
        domain(stack(app, "Domain"));
        secrets(stack(app, "Secrets"));
        scaling(stack(app, "Scaling"));
        observability(stack(app, "Observability"));
        ownParts(stack(app, "OwnParts"));
        deployToml(app);
        app.synth();
    }
}
