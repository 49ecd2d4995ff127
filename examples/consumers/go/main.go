// Every strategy of the library in Go: the stacks of ../typescript/app.ts, construct by construct.
package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigateway"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2authorizers"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapplicationautoscaling"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscertificatemanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscognito"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsroute53"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssecretsmanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsssm"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-mcp-lambda/cdk-mcp-lambda-go/cdkmcplambda"
)

func asset() cdkmcplambda.McpServerCode {
	return cdkmcplambda.McpServerCode_Asset(jsii.String("server"), nil)
}

func code(stack awscdk.Stack) {
	auth := cdkmcplambda.McpAuth_None()
	cdkmcplambda.NewMcpLambdaServer(stack, jsii.String("Asset"), &cdkmcplambda.McpLambdaServerProps{
		Code: cdkmcplambda.McpServerCode_Asset(jsii.String("server"), &cdkmcplambda.McpServerCodeOptions{
			Port:             jsii.Number(9000),
			ServerPath:       jsii.String("/"),
			ReadinessPath:    jsii.String("/health"),
			ReadinessTimeout: awscdk.Duration_Seconds(jsii.Number(5)),
		}),
		Auth:         auth,
		Architecture: awslambda.Architecture_X86_64(),
	})
	cdkmcplambda.NewMcpLambdaServer(stack, jsii.String("Nodejs"), &cdkmcplambda.McpLambdaServerProps{
		Code: cdkmcplambda.McpServerCode_Nodejs(jsii.String("server"), &cdkmcplambda.McpNodejsCodeOptions{
			Entry:   jsii.String("server.js"),
			Runtime: awslambda.Runtime_NODEJS_22_X(),
		}),
		Auth:    auth,
		Adapter: cdkmcplambda.WebAdapter_Layer(&cdkmcplambda.WebAdapterLayerOptions{Version: jsii.Number(29)}),
	})
	cdkmcplambda.NewMcpLambdaServer(stack, jsii.String("Python"), &cdkmcplambda.McpLambdaServerProps{
		Code: cdkmcplambda.McpServerCode_Python(jsii.String("server"), &cdkmcplambda.McpPythonCodeOptions{
			Entry:           jsii.String("server.py"),
			InstallPackages: jsii.Bool(false),
			Runtime:         awslambda.Runtime_PYTHON_3_13(),
		}),
		Auth:    auth,
		Adapter: cdkmcplambda.WebAdapter_LayerVersionArn(jsii.String("arn:aws:lambda:eu-central-1:123456789012:layer:adapter:1")),
	})
	cdkmcplambda.NewMcpLambdaServer(stack, jsii.String("OwnAdapter"), &cdkmcplambda.McpLambdaServerProps{
		Code:    asset(),
		Auth:    auth,
		Adapter: cdkmcplambda.WebAdapter_FromAsset(jsii.String("build/adapter")),
	})
	cdkmcplambda.NewMcpLambdaServer(stack, jsii.String("Image"), &cdkmcplambda.McpLambdaServerProps{
		Code: cdkmcplambda.McpServerCode_Image(jsii.String("image"), &cdkmcplambda.McpImageCodeOptions{
			Target:    jsii.String("server"),
			BuildArgs: &map[string]*string{"LEVEL": jsii.String("debug")},
			Cmd:       jsii.Strings("node", "server.js"),
		}),
		Auth: auth,
	})
	repository := awsecr.Repository_FromRepositoryName(stack, jsii.String("Repository"), jsii.String("tools"))
	cdkmcplambda.NewMcpLambdaServer(stack, jsii.String("ImageFromEcr"), &cdkmcplambda.McpLambdaServerProps{
		Code: cdkmcplambda.McpServerCode_ImageFromEcr(repository, &cdkmcplambda.McpEcrImageCodeOptions{TagOrDigest: jsii.String("1.2.3")}),
		Auth: auth,
	})
	fn := awslambda.NewFunction(stack, jsii.String("Function"), &awslambda.FunctionProps{
		Runtime: awslambda.Runtime_PROVIDED_AL2023(),
		Handler: jsii.String("bootstrap"),
		Code:    awslambda.Code_FromAsset(jsii.String("server"), nil),
		Layers: &[]awslambda.ILayerVersion{awslambda.LayerVersion_FromLayerVersionArn(
			stack, jsii.String("Adapter"), jsii.String("arn:aws:lambda:eu-central-1:123456789012:layer:adapter:1"))},
		Timeout: awscdk.Duration_Seconds(jsii.Number(30)),
	})
	cdkmcplambda.NewMcpLambdaServer(stack, jsii.String("Existing"), &cdkmcplambda.McpLambdaServerProps{
		Code: cdkmcplambda.McpServerCode_Existing(fn, &cdkmcplambda.McpServerCodeOptions{Port: jsii.Number(9000)}),
		Auth: auth,
	})
}

// Is not built here, as with `cdk list`: a build needs cargo-lambda.
func crate(stack awscdk.Stack) {
	stack.Node().SetContext(jsii.String("aws:cdk:bundling-stacks"), []string{})
	cdkmcplambda.NewMcpLambdaServer(stack, jsii.String("Cargo"), &cdkmcplambda.McpLambdaServerProps{
		Code: cdkmcplambda.McpServerCode_Cargo(jsii.String("crate"), &cdkmcplambda.McpCargoCodeOptions{
			Bin:      jsii.String("server"),
			Features: jsii.Strings("tools"),
		}),
		Auth: cdkmcplambda.McpAuth_None(),
	})
}

func deployToml(app awscdk.App) {
	config := cdkmcplambda.DeployConfig_FromFile(jsii.String("deploy.toml"), &cdkmcplambda.DeployConfigOptions{Env: jsii.String("staging")})
	stack := awscdk.NewStack(app, config.StackName(), &awscdk.StackProps{Env: config.Env(), Description: config.Description()})
	cdkmcplambda.McpLambdaServer_FromDeployToml(stack, jsii.String("Server"), jsii.String("deploy.toml"), &cdkmcplambda.McpDeployTomlOverrides{
		EnvironmentName: config.EnvironmentName(),
		MemorySize:      jsii.Number(1024),
	})
}

func auth(stack awscdk.Stack) {
	server := func(id string, auth cdkmcplambda.McpAuth) cdkmcplambda.McpLambdaServer {
		return cdkmcplambda.NewMcpLambdaServer(stack, jsii.String(id), &cdkmcplambda.McpLambdaServerProps{Code: asset(), Auth: auth})
	}
	server("None", cdkmcplambda.McpAuth_None())
	server("Cognito", cdkmcplambda.McpAuth_Cognito(&cdkmcplambda.McpCognitoOptions{
		Scopes: &[]awscognito.ResourceServerScope{
			awscognito.NewResourceServerScope(&awscognito.ResourceServerScopeProps{
				ScopeName:        jsii.String("read"),
				ScopeDescription: jsii.String("Read"),
			}),
		},
		CallbackUrls:       jsii.Strings("https://app.example.com/callback"),
		ClientRegistration: jsii.Bool(true),
		MachineClient:      jsii.Bool(true),
		DomainPrefix:       jsii.String("tools-login"),
		Mfa:                awscognito.Mfa_REQUIRED,
	}))
	pool := awscognito.UserPool_FromUserPoolId(stack, jsii.String("Pool"), jsii.String("eu-central-1_abcdefghi"))
	server("UserPool", cdkmcplambda.McpAuth_UserPool(pool, &cdkmcplambda.McpUserPoolOptions{
		UserPoolClients: &[]awscognito.IUserPoolClient{
			awscognito.UserPoolClient_FromUserPoolClientId(stack, jsii.String("Client"), jsii.String("client")),
		},
		DomainUrl: jsii.String("https://login.auth.eu-central-1.amazoncognito.com"),
		Scopes:    jsii.Strings("tools/use"),
	}))
	server("Jwt", cdkmcplambda.McpAuth_Jwt(&cdkmcplambda.McpJwtOptions{
		Issuer:   jsii.String("https://login.example.com"),
		Audience: jsii.Strings("client"),
		Scopes:   jsii.Strings("tools/use"),
	}))
	authorizer := awslambda.Function_FromFunctionArn(
		stack, jsii.String("Authorizer"), jsii.String("arn:aws:lambda:eu-central-1:123456789012:function:authorizer"))
	server("LambdaAuthorizer", cdkmcplambda.McpAuth_LambdaAuthorizer(authorizer, &cdkmcplambda.McpLambdaAuthorizerOptions{
		ResponseType:    awsapigatewayv2authorizers.HttpLambdaResponseType_IAM,
		IdentitySource:  jsii.Strings("$request.header.X-Key"),
		ResultsCacheTtl: awscdk.Duration_Minutes(jsii.Number(1)),
		Discovery: &cdkmcplambda.McpAuthDiscovery{
			AuthorizationServers: jsii.Strings("https://login.example.com"),
			Scopes:               jsii.Strings("tools/use"),
		},
	}))
	signed := server("Iam", cdkmcplambda.McpAuth_Iam())
	signed.GrantInvoke(awsiam.NewRole(stack, jsii.String("Caller"), &awsiam.RoleProps{AssumedBy: awsiam.NewAccountRootPrincipal()}))
	server("InServer", cdkmcplambda.McpAuth_InServer(&cdkmcplambda.McpInServerOptions{PublicPaths: jsii.Strings("/authorize", "/token")}))
}

func endpoint(stack awscdk.Stack) {
	server := func(id string, endpoint cdkmcplambda.McpEndpoint, timeout awscdk.Duration) {
		cdkmcplambda.NewMcpLambdaServer(stack, jsii.String(id), &cdkmcplambda.McpLambdaServerProps{
			Code:     asset(),
			Auth:     cdkmcplambda.McpAuth_None(),
			Endpoint: endpoint,
			Timeout:  timeout,
		})
	}
	server("HttpApi", cdkmcplambda.McpEndpoint_HttpApi(&cdkmcplambda.McpHttpApiOptions{
		Path:      jsii.String("/tools/mcp"),
		StageName: jsii.String("prod"),
		Cors: cdkmcplambda.McpCors_Allow(&cdkmcplambda.McpCorsOptions{
			AllowOrigins:     jsii.Strings("https://app.example.com"),
			AllowMethods:     &[]awsapigatewayv2.CorsHttpMethod{awsapigatewayv2.CorsHttpMethod_POST},
			AllowHeaders:     jsii.Strings("content-type"),
			ExposeHeaders:    jsii.Strings("mcp-session-id"),
			AllowCredentials: jsii.Bool(true),
			MaxAge:           awscdk.Duration_Hours(jsii.Number(1)),
		}),
		Throttle:  &awsapigatewayv2.ThrottleSettings{RateLimit: jsii.Number(50), BurstLimit: jsii.Number(100)},
		AccessLog: &cdkmcplambda.McpAccessLogOptions{Retention: awslogs.RetentionDays_ONE_WEEK},
	}), nil)
	server("RestApi", cdkmcplambda.McpEndpoint_RestApi(&cdkmcplambda.McpRestApiOptions{
		StageName: jsii.String("v1"),
		Cors:      cdkmcplambda.McpCors_Disabled(),
		Access:    cdkmcplambda.McpRestApiAccess_Regional(),
		WebAcl:    cdkmcplambda.McpWebAcl_Managed(&cdkmcplambda.McpWebAclOptions{RateLimit: jsii.Number(500)}),
		UsagePlan: &cdkmcplambda.McpUsagePlanOptions{
			ApiKeys: &[]awsapigateway.IApiKey{awsapigateway.NewApiKey(stack, jsii.String("Key"), nil)},
			Quota:   &awsapigateway.QuotaSettings{Limit: jsii.Number(1000), Period: awsapigateway.Period_DAY},
		},
	}), awscdk.Duration_Minutes(jsii.Number(5)))
	server("EdgeApi", cdkmcplambda.McpEndpoint_RestApi(&cdkmcplambda.McpRestApiOptions{
		Access:    cdkmcplambda.McpRestApiAccess_Edge(),
		Streaming: jsii.Bool(false),
	}), nil)
	vpcEndpoint := awsec2.InterfaceVpcEndpoint_FromInterfaceVpcEndpointAttributes(stack, jsii.String("VpcEndpoint"), &awsec2.InterfaceVpcEndpointAttributes{
		VpcEndpointId: jsii.String("vpce-0a1b2c3d"),
		Port:          jsii.Number(443),
	})
	server("PrivateApi", cdkmcplambda.McpEndpoint_RestApi(&cdkmcplambda.McpRestApiOptions{
		Access: cdkmcplambda.McpRestApiAccess_VpcEndpoints(&[]awsec2.IVpcEndpoint{vpcEndpoint}),
		WebAcl: cdkmcplambda.McpWebAcl_FromArn(jsii.String("arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/tools/0a1b2c3d")),
	}), nil)
	server("FunctionUrl", cdkmcplambda.McpEndpoint_FunctionUrl(&cdkmcplambda.McpFunctionUrlOptions{Streaming: jsii.Bool(false)}), nil)
	httpApi := awsapigatewayv2.NewHttpApi(stack, jsii.String("SharedHttpApi"), nil)
	server("OnHttpApi", cdkmcplambda.McpEndpoint_OnHttpApi(httpApi, &cdkmcplambda.McpOnHttpApiOptions{
		Path:   jsii.String("/team/mcp"),
		ApiUrl: jsii.String("https://api.example.com"),
	}), nil)
	restApi := awsapigateway.NewRestApi(stack, jsii.String("SharedRestApi"), nil)
	server("OnRestApi", cdkmcplambda.McpEndpoint_OnRestApi(restApi, &cdkmcplambda.McpOnRestApiOptions{
		Path:      jsii.String("/team/mcp"),
		Streaming: jsii.Bool(false),
	}), nil)
}

func domain(stack awscdk.Stack) {
	server := func(id string, domain cdkmcplambda.McpDomain) {
		cdkmcplambda.NewMcpLambdaServer(stack, jsii.String(id), &cdkmcplambda.McpLambdaServerProps{
			Code:   asset(),
			Auth:   cdkmcplambda.McpAuth_None(),
			Domain: domain,
		})
	}
	zone := awsroute53.HostedZone_FromHostedZoneAttributes(stack, jsii.String("Zone"), &awsroute53.HostedZoneAttributes{
		HostedZoneId: jsii.String("Z1"),
		ZoneName:     jsii.String("example.com"),
	})
	certificate := awscertificatemanager.Certificate_FromCertificateArn(
		stack, jsii.String("Certificate"), jsii.String("arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d"))
	server("HostedZone", cdkmcplambda.McpDomain_FromHostedZone(zone, jsii.String("mcp.example.com"), &cdkmcplambda.McpHostedZoneDomainOptions{
		BasePath:               jsii.String("tools"),
		DisableDefaultEndpoint: jsii.Bool(true),
	}))
	server("OwnCertificate", cdkmcplambda.McpDomain_FromCertificate(jsii.String("tools.example.org"), certificate, nil))
	name := awsapigatewayv2.NewDomainName(stack, jsii.String("Name"), &awsapigatewayv2.DomainNameProps{
		DomainName:  jsii.String("shared.example.org"),
		Certificate: certificate,
	})
	server("DomainName", cdkmcplambda.McpDomain_FromDomainName(name, &cdkmcplambda.McpDomainOptions{BasePath: jsii.String("team")}))
}

func secrets(stack awscdk.Stack) {
	key := awskms.Key_FromKeyArn(
		stack, jsii.String("Key"), jsii.String("arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"))
	vpc := awsec2.NewVpc(stack, jsii.String("Vpc"), &awsec2.VpcProps{MaxAzs: jsii.Number(2), NatGateways: jsii.Number(1)})
	parameter := awsssm.StringParameter_FromStringParameterName(stack, jsii.String("Parameter"), jsii.String("/tools/level"))
	databaseSecret := awssecretsmanager.Secret_FromSecretNameV2(stack, jsii.String("Database"), jsii.String("tools/database"))
	server := cdkmcplambda.NewMcpLambdaServer(stack, jsii.String("Server"), &cdkmcplambda.McpLambdaServerProps{
		Code:               asset(),
		Auth:               cdkmcplambda.McpAuth_None(),
		Vpc:                vpc,
		VpcSubnets:         &awsec2.SubnetSelection{SubnetType: awsec2.SubnetType_PRIVATE_WITH_EGRESS},
		InterfaceEndpoints: jsii.Bool(true),
		ParamsAndSecrets:   awslambda.ParamsAndSecretsLayerVersion_FromVersion(awslambda.ParamsAndSecretsVersions_V1_0_103, nil),
		Secrets: &map[string]cdkmcplambda.McpSecret{
			"PARAMETER": cdkmcplambda.McpSecret_FromParameter(parameter),
			"DATABASE":  cdkmcplambda.McpSecret_FromSecret(databaseSecret, &cdkmcplambda.McpSecretOptions{Field: jsii.String("password")}),
			"NAMED":     cdkmcplambda.McpSecret_FromSecretName(jsii.String("tools/named"), &cdkmcplambda.McpSecretNameOptions{EncryptionKey: key}),
			"GENERATED": cdkmcplambda.McpSecret_Generated(&cdkmcplambda.McpGeneratedSecretOptions{EncryptionKey: key}),
		},
	})
	database := awsec2.NewSecurityGroup(stack, jsii.String("DatabaseGroup"), &awsec2.SecurityGroupProps{Vpc: vpc})
	server.Connections().AllowTo(database, awsec2.Port_Tcp(jsii.Number(5432)), jsii.String("to the database"))
}

func scaling(stack awscdk.Stack) {
	nodejs := cdkmcplambda.McpServerCode_Nodejs(jsii.String("server"), &cdkmcplambda.McpNodejsCodeOptions{Entry: jsii.String("server.js")})
	day := map[string]*awsapplicationautoscaling.ScalingSchedule{"Day": {
		Schedule:    awsapplicationautoscaling.Schedule_Cron(&awsapplicationautoscaling.CronOptions{Hour: jsii.String("7"), Minute: jsii.String("0")}),
		MinCapacity: jsii.Number(2),
	}}
	cdkmcplambda.NewMcpLambdaServer(stack, jsii.String("Fixed"), &cdkmcplambda.McpLambdaServerProps{
		Code:                         nodejs,
		Auth:                         cdkmcplambda.McpAuth_None(),
		ProvisionedConcurrency:       cdkmcplambda.McpProvisionedConcurrency_Of(jsii.Number(2)),
		ReservedConcurrentExecutions: jsii.Number(10),
	})
	cdkmcplambda.NewMcpLambdaServer(stack, jsii.String("ByUtilization"), &cdkmcplambda.McpLambdaServerProps{
		Code: nodejs,
		Auth: cdkmcplambda.McpAuth_None(),
		ProvisionedConcurrency: cdkmcplambda.McpProvisionedConcurrency_ByUtilization(&cdkmcplambda.McpUtilizationScalingOptions{
			MinCapacity:       jsii.Number(1),
			MaxCapacity:       jsii.Number(5),
			UtilizationTarget: jsii.Number(0.6),
			Schedules:         &day,
		}),
	})
	cdkmcplambda.NewMcpLambdaServer(stack, jsii.String("BySchedule"), &cdkmcplambda.McpLambdaServerProps{
		Code: nodejs,
		Auth: cdkmcplambda.McpAuth_None(),
		ProvisionedConcurrency: cdkmcplambda.McpProvisionedConcurrency_BySchedule(&cdkmcplambda.McpScheduledScalingOptions{
			MaxCapacity: jsii.Number(5),
			Schedules:   &day,
		}),
	})
	cdkmcplambda.NewMcpLambdaServer(stack, jsii.String("SnapStart"), &cdkmcplambda.McpLambdaServerProps{
		Code: cdkmcplambda.McpServerCode_Python(jsii.String("server"), &cdkmcplambda.McpPythonCodeOptions{Entry: jsii.String("server.py")}),
		Auth: cdkmcplambda.McpAuth_None(),
		SnapStart: cdkmcplambda.McpSnapStart_OnPublishedVersions(&cdkmcplambda.McpSnapStartOptions{
			BeforeCheckpointPath: jsii.String("/checkpoint"),
			AfterRestorePath:     jsii.String("/restore"),
		}),
	})
}

func observability(stack awscdk.Stack) {
	server := cdkmcplambda.NewMcpLambdaServer(stack, jsii.String("Server"), &cdkmcplambda.McpLambdaServerProps{
		Code:    asset(),
		Auth:    cdkmcplambda.McpAuth_None(),
		Tracing: awslambda.Tracing_ACTIVE,
		Observability: &cdkmcplambda.McpObservabilityOptions{
			Alarms: &cdkmcplambda.McpAlarmOptions{
				Topics:          &[]awssns.ITopic{awssns.NewTopic(stack, jsii.String("Topic"), nil)},
				DurationPercent: jsii.Number(60),
				Disabled:        &[]cdkmcplambda.McpAlarm{cdkmcplambda.McpAlarm_INVOCATIONS},
			},
			Dashboard: jsii.Bool(true),
			ToolField: jsii.String("tool"),
		},
	})
	errors := server.MetricServerErrors(&awscloudwatch.MetricOptions{Period: awscdk.Duration_Minutes(jsii.Number(1))})
	errors.CreateAlarm(stack, jsii.String("Alarm"), &awscloudwatch.CreateAlarmOptions{
		Threshold:         jsii.Number(1),
		EvaluationPeriods: jsii.Number(1),
	})
}

func ownParts(stack awscdk.Stack) {
	server := cdkmcplambda.NewMcpLambdaServer(stack, jsii.String("Server"), &cdkmcplambda.McpLambdaServerProps{
		Code:                 asset(),
		Auth:                 cdkmcplambda.McpAuth_None(),
		FunctionName:         jsii.String("tools"),
		Description:          jsii.String("Tools for everybody"),
		AliasName:            jsii.String("current"),
		MemorySize:           jsii.Number(1024),
		Environment:          &map[string]*string{"LOG_LEVEL": jsii.String("debug")},
		EphemeralStorageSize: awscdk.Size_Mebibytes(jsii.Number(1024)),
		EnvironmentEncryption: awskms.Key_FromKeyArn(
			stack, jsii.String("Key"), jsii.String("arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab")),
		Role: awsiam.NewRole(stack, jsii.String("Role"), &awsiam.RoleProps{
			AssumedBy: awsiam.NewServicePrincipal(jsii.String("lambda.amazonaws.com"), nil),
		}),
		LogGroup: awslogs.NewLogGroup(stack, jsii.String("Logs"), &awslogs.LogGroupProps{Retention: awslogs.RetentionDays_ONE_YEAR}),
		Layers: &[]awslambda.ILayerVersion{awslambda.LayerVersion_FromLayerVersionArn(
			stack, jsii.String("Layer"), jsii.String("arn:aws:lambda:eu-central-1:123456789012:layer:tools:1"))},
	})
	awssns.NewTopic(stack, jsii.String("Topic"), nil).GrantPublish(server)
	other := cdkmcplambda.McpLambdaServer_FromMcpLambdaServerAttributes(stack, jsii.String("Other"), &cdkmcplambda.McpLambdaServerAttributes{
		Url:           jsii.String("https://mcp.example.com/mcp"),
		AliasArn:      jsii.String("arn:aws:lambda:eu-central-1:123456789012:function:other:live"),
		ExecuteApiArn: jsii.String("arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/*/*/mcp"),
	})
	other.GrantInvoke(server)
	otherErrors := other.MetricErrors(&awscloudwatch.MetricOptions{Period: awscdk.Duration_Minutes(jsii.Number(1))})
	otherErrors.CreateAlarm(stack, jsii.String("OtherErrors"), &awscloudwatch.CreateAlarmOptions{
		Threshold:         jsii.Number(1),
		EvaluationPeriods: jsii.Number(1),
	})
	awscdk.NewCfnOutput(stack, jsii.String("OtherUrl"), &awscdk.CfnOutputProps{Value: other.Url()})
}

func main() {
	defer jsii.Close()
	app := awscdk.NewApp(nil)
	stack := func(name string) awscdk.Stack {
		return awscdk.NewStack(app, jsii.String(name), &awscdk.StackProps{
			Env: &awscdk.Environment{Account: jsii.String("123456789012"), Region: jsii.String("eu-central-1")},
		})
	}
	code(stack("Code"))
	crate(stack("Crate"))
	auth(stack("Auth"))
	endpoint(stack("Endpoint"))
	domain(stack("Domain"))
	secrets(stack("Secrets"))
	scaling(stack("Scaling"))
	observability(stack("Observability"))
	ownParts(stack("OwnParts"))
	deployToml(app)
	app.Synth(nil)
}
