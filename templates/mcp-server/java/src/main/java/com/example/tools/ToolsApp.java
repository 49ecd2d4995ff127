package com.example.tools;

import io.github.cdkmcplambda.McpRequireAuth;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;

public final class ToolsApp {
  public static void main(final String[] args) {
    App app = new App();
    new ToolsStack(app, "Tools");

    // A server that everybody may call is an error, and not only a warning.
    Aspects.of(app).add(new McpRequireAuth());

    app.synth();
  }

  private ToolsApp() {}
}
