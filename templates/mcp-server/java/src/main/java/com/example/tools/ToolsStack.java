package com.example.tools;

import io.github.cdkmcplambda.McpAuth;
import io.github.cdkmcplambda.McpEndpoint;
import io.github.cdkmcplambda.McpHttpApiOptions;
import io.github.cdkmcplambda.McpLambdaServer;
import io.github.cdkmcplambda.McpPythonCodeOptions;
import io.github.cdkmcplambda.McpServerCode;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** The MCP server of {@code server/}, behind a login at Amazon Cognito. */
public class ToolsStack extends Stack {
  public ToolsStack(final Construct scope, final String id, final StackProps props) {
    super(scope, id, props);

    McpLambdaServer.Builder.create(this, "Server")
        .code(McpServerCode.python("server", McpPythonCodeOptions.builder().entry("server:mcp").build()))
        .endpoint(McpEndpoint.httpApi(McpHttpApiOptions.builder().path("/mcp").build()))
        .auth(McpAuth.cognito())
        .build();
  }
}
