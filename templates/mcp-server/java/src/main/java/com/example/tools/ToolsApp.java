package com.example.tools;

import io.github.cdkmcplambda.McpRequireAuth;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

public final class ToolsApp {
  public static void main(final String[] args) {
    App app = new App();
    // The account and region of the CDK's command line: what is looked up there, such as a VPC, needs them.
    Environment env = Environment.builder()
        .account(System.getenv("CDK_DEFAULT_ACCOUNT"))
        .region(System.getenv("CDK_DEFAULT_REGION"))
        .build();
    new ToolsStack(app, "Tools", StackProps.builder().env(env).build());

    // A server that everybody may call is an error, and not only a warning.
    Aspects.of(app).add(new McpRequireAuth());

    app.synth();
  }

  private ToolsApp() {}
}
