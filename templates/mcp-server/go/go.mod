module tools

go 1.26.0

require (
	github.com/aws/aws-cdk-go/awscdk/v2 v2.258.0
	github.com/aws/jsii-runtime-go v1.142.0
	github.com/cdk-mcp-lambda/cdk-mcp-lambda-go/cdkmcplambda v0.0.0
	github.com/modelcontextprotocol/go-sdk v1.8.0
)
