import os

from aws_cdk import App, Aspects, Environment
from cdk_mcp_lambda import McpRequireAuth

from tools.stack import ToolsStack

app = App()
ToolsStack(
    app,
    "Tools",
    # The account and region of the CDK's command line: what is looked up there, such as a VPC, needs them.
    env=Environment(account=os.getenv("CDK_DEFAULT_ACCOUNT"), region=os.getenv("CDK_DEFAULT_REGION")),
)

# A server that everybody may call is an error, and not only a warning.
Aspects.of(app).add(McpRequireAuth())

app.synth()
