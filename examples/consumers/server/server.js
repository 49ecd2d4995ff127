// Listens, and knows no MCP: these stacks are synthesised and compared, and never deployed.
require('node:http').createServer((_request, response) => response.end()).listen(process.env.PORT ?? 8080, '127.0.0.1');
