package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/assertions"
	"github.com/aws/jsii-runtime-go"
)

func TestStack(t *testing.T) {
	defer jsii.Close()

	// A test of the stack needs a file in the server's place, and no build of it.
	directory := t.TempDir()
	if err := os.WriteFile(filepath.Join(directory, "bootstrap"), []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	stack := NewToolsStack(awscdk.NewApp(nil), "Test", &ToolsStackProps{ServerDirectory: directory})
	template := assertions.Template_FromStack(stack, nil)

	// Nobody calls the server without a token of the login.
	template.HasResourceProperties(jsii.String("AWS::ApiGatewayV2::Route"), map[string]any{
		"RouteKey": "POST /mcp", "AuthorizationType": "JWT",
	})
	template.ResourceCountIs(jsii.String("AWS::Cognito::UserPool"), jsii.Number(1))

	// The server is told its public URL.
	template.HasResourceProperties(jsii.String("AWS::Lambda::Function"), map[string]any{
		"Environment": map[string]any{"Variables": assertions.Match_ObjectLike(&map[string]any{
			"MCP_PUBLIC_URL": assertions.Match_AnyValue(),
		})},
	})
}
