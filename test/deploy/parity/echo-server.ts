/**
 * The text of a server that reports what it was sent, as JSON: a body over 1 kB by its digest. A header
 * tells it to answer something else.
 */
export const ECHO_SERVER = `
const { createHash } = require('node:crypto');

require('node:http').createServer({ maxHeaderSize: 65536 }, async (request, response) => {
  const bytes = Buffer.concat(await request.toArray());
  const told = request.headers['x-answer'];
  if (told !== undefined) {
    const { status = 200, headers = [], body = '', letters } = JSON.parse(told);
    response.writeHead(status, headers.flat());
    response.end(letters === undefined ? Buffer.from(body, 'base64') : 'x'.repeat(letters));
    return;
  }
  const headers = {};
  request.rawHeaders.forEach((name, index, all) => {
    if (index % 2 === 0) (headers[name.toLowerCase()] ??= []).push(all[index + 1]);
  });
  const body = bytes.length <= 1024
    ? bytes.toString('base64')
    : { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ method: request.method, url: request.url, headers, body }));
}).listen(process.env.PORT, '127.0.0.1');
`;
