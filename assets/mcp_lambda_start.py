"""Starts an MCP server, or an ASGI application, that a module holds: mcp_lambda_start.py server:mcp

Servers made with FastMCP or the official SDK are served without sessions and with JSON answers, as any
instance may answer any request. ASGI applications are served as they are.
"""

import importlib
import inspect
import os
import sys
from functools import reduce
from urllib.parse import urlsplit

PATH = os.environ.get("FASTMCP_STREAMABLE_HTTP_PATH", "/mcp")
SETTINGS = {"stateless_http": True, "json_response": True}


def hosts():
    """Those that the SDK is to answer to; by default it refuses all but localhost with a 421."""
    allowed = ["localhost:*", "127.0.0.1:*", "[::1]:*"]
    public_url = os.environ.get("MCP_PUBLIC_URL")
    return allowed + [urlsplit(public_url).netloc] if public_url else allowed


def transport_security():
    from mcp.server.transport_security import TransportSecuritySettings

    origins = [f"{scheme}://{host}" for scheme in ("http", "https") for host in hosts()]
    return TransportSecuritySettings(allowed_hosts=hosts(), allowed_origins=origins)


def application(server):
    """The ASGI application of the object that the module holds."""
    if hasattr(server, "http_app"):  # FastMCP
        return without_streams(server.http_app(path=PATH, **SETTINGS))
    if not hasattr(server, "streamable_http_app"):
        return server
    if "stateless_http" in inspect.signature(server.streamable_http_app).parameters:  # the SDK, from version 2 on
        app = server.streamable_http_app(streamable_http_path=PATH, transport_security=transport_security(), **SETTINGS)
        return without_streams(app)
    for name, value in {**SETTINGS, "streamable_http_path": PATH, "transport_security": transport_security()}.items():
        setattr(server.settings, name, value)
    return without_streams(server.streamable_http_app())


def without_streams(app):
    """A GET would open a stream that never ends, and keep the instance busy with it; clients take the 405 for what it is."""

    async def answer(scope, receive, send):
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"].rstrip("/") == PATH.rstrip("/"):
            await send({"type": "http.response.start", "status": 405, "headers": [(b"allow", b"POST"), (b"content-length", b"0")]})
            await send({"type": "http.response.body", "body": b""})
        else:
            await app(scope, receive, send)

    return answer


def main(entry):
    root = os.path.dirname(os.path.abspath(__file__))
    sys.path[:0] = [root, os.path.join(root, "src")]
    module, _, name = entry.partition(":")
    app = application(reduce(getattr, name.split("."), importlib.import_module(module)))
    try:
        import uvicorn
    except ModuleNotFoundError:
        sys.exit(f"{entry} is served by uvicorn, which is missing: add it to the server's dependencies")
    # The adapter runs beside this process and connects to the loopback address.
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ.get("PORT", "8080")), access_log=False)


if __name__ == "__main__":
    main(sys.argv[1])
