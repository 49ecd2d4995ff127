from fastmcp import FastMCP

mcp = FastMCP("tools")


@mcp.tool
def add(a: int, b: int) -> int:
    """Adds two numbers"""
    return a + b
