import { McpServer, ResourceTemplate } from '@modelcontextprotocol/server';
import * as z from 'zod';

/** A red pixel, and a WAV file without a sound. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
const WAV = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA=';

const IMAGE = { type: 'image', data: PNG, mimeType: 'image/png' } as const;
const text = (content: string) => ({ type: 'text', text: content } as const);
const embedded = (uri: string) => ({ type: 'resource', resource: { uri, mimeType: 'text/plain', text: 'An embedded resource.' } } as const);

type Embedded = ReturnType<typeof embedded>;
type Text = ReturnType<typeof text>;
interface Audio { readonly type: 'audio'; readonly data: string; readonly mimeType: string }

/** What the MCP project's conformance suite asks for by name, as far as a server without sessions has it. */
export function addConformanceParts(server: McpServer): void {
  const tool = (name: string, ...content: (Text | Embedded | typeof IMAGE | Audio)[]) =>
    server.registerTool(name, { description: `Gives ${name}` }, () => ({ content }));
  tool('test_simple_text', text('This is a simple text response for testing.'));
  tool('test_image_content', IMAGE);
  tool('test_audio_content', { type: 'audio', data: WAV, mimeType: 'audio/wav' });
  tool('test_embedded_resource', embedded('test://embedded-resource'));
  tool('test_multiple_content_types', text('Multiple content types test:'), IMAGE, embedded('test://mixed-content-resource'));
  server.registerTool('test_error_handling', { description: 'Fails' }, () => {
    throw new Error('This tool intentionally returns an error for testing');
  });
  server.registerTool('test_tool_with_progress', { description: 'Reports its progress' }, async ({ mcpReq: { _meta, notify } }) => {
    for (const progress of _meta?.progressToken === undefined ? [] : [0, 50, 100]) {
      await notify({ method: 'notifications/progress', params: { progressToken: _meta!.progressToken!, progress, total: 100 } });
    }
    return { content: [text('done')] };
  });

  server.registerResource('static-text', 'test://static-text', { mimeType: 'text/plain' }, ({ href }) => ({
    contents: [{ uri: href, mimeType: 'text/plain', text: 'This is the content of the static text resource.' }],
  }));
  server.registerResource('static-binary', 'test://static-binary', { mimeType: 'image/png' }, ({ href }) => ({
    contents: [{ uri: href, mimeType: 'image/png', blob: PNG }],
  }));
  const template = new ResourceTemplate('test://template/{id}/data', { list: undefined });
  server.registerResource('template', template, { mimeType: 'application/json' }, ({ href }, { id }) => ({
    contents: [{ uri: href, mimeType: 'application/json', text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${String(id)}` }) }],
  }));

  const says = (...content: (Text | Embedded | typeof IMAGE)[]) =>
    ({ messages: content.map((one) => ({ role: 'user' as const, content: one })) });
  server.registerPrompt('test_simple_prompt', { description: 'Text' }, () => says(text('This is a simple prompt for testing.')));
  const twoArguments = z.object({ arg1: z.string(), arg2: z.string() });
  server.registerPrompt('test_prompt_with_arguments', { description: 'Text with arguments', argsSchema: twoArguments },
    ({ arg1, arg2 }) => says(text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)));
  server.registerPrompt('test_prompt_with_embedded_resource', { description: 'Text and resource', argsSchema: z.object({ resourceUri: z.string() }) },
    ({ resourceUri }) => says(embedded(resourceUri), text('Please process the embedded resource above.')));
  server.registerPrompt('test_prompt_with_image', { description: 'Text and image' }, () => says(IMAGE, text('Please analyze the image above.')));
}
