"""The quickstart's stack in Python: `python app.py`, in a directory with the built server in `build/`."""

from aws_cdk import App, Stack
from cdk_mcp_lambda import McpAuth, McpEndpoint, McpLambdaServer, McpServerCode

app = App()
stack = Stack(app, "Quickstart")

server = McpLambdaServer(
    stack,
    "Server",
    code=McpServerCode.nodejs("build", entry="server.cjs"),
    endpoint=McpEndpoint.http_api(path="/mcp"),
    auth=McpAuth.none(),
    environment={"GREETING": "Hello from AWS Lambda"},
)

app.synth()
