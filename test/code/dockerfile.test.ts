import { readDockerfile } from '../../src/code/image/dockerfile';
import { ADAPTER_LINE } from '../../src/private/adapter-image';

test('stages have their names, whatever the case, and their numbers', () => {
  const content = 'ARG VERSION=3\nFROM --platform=$BUILDPLATFORM rust:1 AS Build\nRUN cargo build\nfrom scratch as final\nFROM debian\n';
  expect(readDockerfile(content).stages).toEqual(['build', 'final', '0', '1', '2']);
});

test('a file without a stage has none', () => {
  expect(readDockerfile('# FROM rust AS build\n').stages).toEqual([]);
});

test.each([
  ADAPTER_LINE,
  'COPY lambda-adapter /opt/extensions/',
  '  ADD https://example.com/adapter /opt/extensions/adapter',
  'FROM public.ecr.aws/awsguru/aws-lambda-adapter:1.1.0 AS adapter',
])('"%s" speaks of the adapter', (line) => {
  expect(readDockerfile(`FROM node:24\r\n${line}\r\nCMD ["node", "server.js"]\r\n`).namesAdapter).toBe(true);
});

test.each(['CMD ["node", "server.js"]', `# ${ADAPTER_LINE}`, `   #${ADAPTER_LINE}`])('"%s" does not', (line) => {
  expect(readDockerfile(`FROM node:24\n${line}\n`).namesAdapter).toBe(false);
});
