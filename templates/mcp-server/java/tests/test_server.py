import asyncio

from server.server import mcp


def test_the_tool_adds() -> None:
    result = asyncio.run(mcp.call_tool("add", {"a": 20, "b": 22}))
    assert result.structured_content == {"sum": 42}
