package main

import (
	"os"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-mcp-lambda/cdk-mcp-lambda-go/cdkmcplambda"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	NewToolsStack(app, "Tools", &ToolsStackProps{
		// The account and region of the CDK's command line: what is looked up there, such as a VPC, needs them.
		StackProps: awscdk.StackProps{Env: &awscdk.Environment{
			Account: fromEnv("CDK_DEFAULT_ACCOUNT"),
			Region:  fromEnv("CDK_DEFAULT_REGION"),
		}},
		ServerDirectory: "build",
	})

	// A server that everybody may call is an error, and not only a warning.
	awscdk.Aspects_Of(app).Add(cdkmcplambda.NewMcpRequireAuth(nil), nil)

	app.Synth(nil)
}

// fromEnv is the variable's value, or nil where there is none: an account with an empty name is none.
func fromEnv(name string) *string {
	if value := os.Getenv(name); value != "" {
		return &value
	}
	return nil
}
