from aws_cdk import App, Aspects
from cdk_mcp_lambda import McpRequireAuth

from tools.stack import ToolsStack

app = App()
ToolsStack(app, "Tools")

# A server that everybody may call is an error, and not only a warning.
Aspects.of(app).add(McpRequireAuth())

app.synth()
