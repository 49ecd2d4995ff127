from pathlib import Path

from aws_cdk import Stack
from cdk_mcp_lambda import McpAuth, McpEndpoint, McpLambdaServer, McpServerCode
from constructs import Construct

SERVER = Path(__file__).parent.parent / "server"


class ToolsStack(Stack):
    """The MCP server of `server/`, behind a login at Amazon Cognito."""

    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)

        McpLambdaServer(
            self,
            "Server",
            code=McpServerCode.python(str(SERVER), entry="server:mcp"),
            endpoint=McpEndpoint.http_api(path="/mcp"),
            auth=McpAuth.cognito(),
        )
