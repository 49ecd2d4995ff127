package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-mcp-lambda/cdk-mcp-lambda-go/cdkmcplambda"
)

type ToolsStackProps struct {
	awscdk.StackProps

	// The directory with the server, which is built for Lambda as `bootstrap`.
	ServerDirectory string
}

// NewToolsStack makes the MCP server of `server/`, behind a login at Amazon Cognito.
func NewToolsStack(scope constructs.Construct, id string, props *ToolsStackProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, &props.StackProps)

	cdkmcplambda.NewMcpLambdaServer(stack, jsii.String("Server"), &cdkmcplambda.McpLambdaServerProps{
		Code:     cdkmcplambda.McpServerCode_Asset(&props.ServerDirectory, nil),
		Endpoint: cdkmcplambda.McpEndpoint_HttpApi(&cdkmcplambda.McpHttpApiOptions{Path: jsii.String("/mcp")}),
		Auth:     cdkmcplambda.McpAuth_Cognito(nil),
	})

	return stack
}
