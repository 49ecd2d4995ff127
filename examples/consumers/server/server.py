"""Listens, and knows no MCP: these stacks are synthesised and compared, and never deployed."""

import os
from http.server import HTTPServer, SimpleHTTPRequestHandler

HTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8080"))), SimpleHTTPRequestHandler).serve_forever()
