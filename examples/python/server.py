"""An MCP server for AWS Lambda: no sessions, JSON answers, and both protocol eras at one URL."""

import os
from urllib.parse import urlsplit

import uvicorn
from mcp.server import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import BaseModel
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

# `subscriptions` would be streams without an end, which an HTTP API has no way to pass on.
server = MCPServer("python", version="1.0.0", log_level="WARNING", subscriptions=False)


class Sum(BaseModel):
    sum: float


class Counts(BaseModel):
    words: int
    characters: int


@server.tool()
def add(a: float, b: float) -> Sum:
    """Adds two numbers"""
    return Sum(sum=a + b)


@server.tool()
def word_count(text: str) -> Counts:
    """Counts the words and characters of a text"""
    return Counts(words=len(text.split()), characters=len(text))


@server.resource("instance://current", mime_type="application/json")
def instance() -> dict[str, object]:
    """The process that answers, and the greeting that app.ts has put into its environment"""
    return {"greeting": os.environ.get("GREETING"), "pid": os.getpid()}


def transport_security() -> TransportSecuritySettings:
    """The hosts that the server answers to, and the web pages that may call it.

    A server must refuse hosts that it does not know, or a web page could reach it under a name of
    its own (DNS rebinding). The Lambda Web Adapter passes on the public Host header, and
    MCP_PUBLIC_URL, which McpLambdaServer sets, says which one that is: without it each request
    would end in a 421. A client in a web page elsewhere needs its origin in here too.
    """
    hosts = ["localhost:*", "127.0.0.1:*", "[::1]:*"]
    if public_url := os.environ.get("MCP_PUBLIC_URL"):
        hosts.append(urlsplit(public_url).netloc)
    origins = [f"{scheme}://{host}" for scheme in ("http", "https") for host in hosts]
    return TransportSecuritySettings(allowed_hosts=hosts, allowed_origins=origins)


def no_stream(_: Request) -> Response:
    return Response(status_code=405, headers={"Allow": "POST"})


def http_app() -> Starlette:
    """The server as an HTTP application, at /mcp."""
    app = server.streamable_http_app(
        stateless_http=True,  # any instance can answer any request
        json_response=True,  # an HTTP API streams nothing
        transport_security=transport_security(),
    )
    # To a GET the SDK would open a stream that never ends, and keep the instance busy with it until
    # the function's timeout. Clients take the 405 for what it is: nothing to listen to.
    app.router.routes.insert(0, Route("/mcp", no_stream, methods=["GET"]))
    return app


if __name__ == "__main__":
    # The adapter runs beside this process and connects to the loopback address.
    uvicorn.run(http_app(), host="127.0.0.1", port=int(os.environ.get("PORT", "8080")), access_log=False)
