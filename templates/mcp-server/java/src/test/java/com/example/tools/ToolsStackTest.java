package com.example.tools;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class ToolsStackTest {
  private static Template template;

  @BeforeAll
  static void synthesise() {
    // A test of the stack needs no packages of the server.
    App app = new App(AppProps.builder().context(Map.of("aws:cdk:bundling-stacks", List.of())).build());
    template = Template.fromStack(new ToolsStack(app, "Test", null));
  }

  @Test
  void nobodyCallsTheServerWithoutATokenOfTheLogin() {
    template.hasResourceProperties(
        "AWS::ApiGatewayV2::Route", Map.of("RouteKey", "POST /mcp", "AuthorizationType", "JWT"));
    template.resourceCountIs("AWS::Cognito::UserPool", 1);
  }

  @Test
  void theServerIsToldItsPublicUrl() {
    template.hasResourceProperties(
        "AWS::Lambda::Function",
        Map.of("Environment", Map.of("Variables", Match.objectLike(Map.of("MCP_PUBLIC_URL", Match.anyValue())))));
  }
}
