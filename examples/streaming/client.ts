import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const USAGE = 'Usage: npm run call -- <MCP URL> [count to] [seconds a step]';

async function main(url: string, to: number, seconds: number): Promise<void> {
  const client = new Client({ name: 'streaming-example', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  const start = Date.now();
  const tell = (text: string) => console.log(`${((Date.now() - start) / 1000).toFixed(1).padStart(6)} s  ${text}`);
  const result = await client.callTool({ name: 'count', arguments: { to, seconds } }, {
    onprogress: ({ progress, total }) => tell(`${progress} of ${total}`),
    // A client gives up after a minute by itself, unless progress counts as a sign of life.
    timeout: 60_000,
    resetTimeoutOnProgress: true,
    maxTotalTimeout: 15 * 60_000,
  });
  tell(JSON.stringify(result.structuredContent));
  await client.close();
}

const [url = '', to = '40', seconds = '1'] = process.argv.slice(2);
if (!URL.canParse(url)) {
  console.error(USAGE);
  process.exitCode = 1;
} else {
  main(url, Number(to), Number(seconds)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
