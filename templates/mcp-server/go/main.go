package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-mcp-lambda/cdk-mcp-lambda-go/cdkmcplambda"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	NewToolsStack(app, "Tools", &ToolsStackProps{ServerDirectory: "build"})

	// A server that everybody may call is an error, and not only a warning.
	awscdk.Aspects_Of(app).Add(cdkmcplambda.NewMcpRequireAuth(nil), nil)

	app.Synth(nil)
}
