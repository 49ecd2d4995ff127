"""The MCP server: the stack serves `mcp`, without sessions and with JSON answers."""

from mcp.server import MCPServer
from pydantic import BaseModel

mcp = MCPServer("tools", version="1.0.0", log_level="WARNING", subscriptions=False)


class Sum(BaseModel):
    sum: float


@mcp.tool()
def add(a: float, b: float) -> Sum:
    """Adds two numbers"""
    return Sum(sum=a + b)
