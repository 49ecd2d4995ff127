import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** What is read and changed of a synthesised template. */
interface Template {
  readonly Resources: Record<string, { readonly Type: string; Properties?: Record<string, unknown> }>;
}

/** What is read of the manifest of a stack's assets. */
interface AssetManifest {
  readonly files: Record<string, { readonly source: { readonly path: string; readonly packaging: string } }>;
}

/** What is read of the manifest of a cloud assembly. */
interface AssemblyManifest {
  readonly artifacts: Record<string, { readonly type: string; readonly properties?: { readonly templateFile?: string; readonly file?: string } }>;
}

/** This machine's, as functions run on it. */
const ARCHITECTURE = process.arch === 'arm64' ? 'arm64' : 'x86_64';

/** The parts of an integration's URI that stream, and those that buffer. */
const BUFFERED = [['/2021-11-15/functions/', '/2015-03-31/functions/'], ['/response-streaming-invocations', '/invocations']] as const;

/** The executables of the environment: the bundled test environment and the adapter that it starts. */
export interface ExecutionEnvironment {
  readonly program: string;
  readonly adapter: string;
}

/** Bundles the test environment into a directory, since functions cannot load TypeScript. */
export function bundleEnvironment(directory: string, adapter: string): ExecutionEnvironment {
  const program = join(directory, 'environment.cjs');
  buildSync({
    entryPoints: [join(__dirname, 'environment', 'main.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  return { program, adapter };
}

/**
 * Makes a synthesised cloud assembly fit for ministack, which runs no layers, and Node and Python by
 * handlers of its own. Of each function with a layer, which is the adapter's, change:
 *
 * - the runtime, which becomes `provided.al2023`, the one that starts a program of the code,
 * - the architecture, which becomes this machine's,
 * - the layers, which go: the adapter is on this machine,
 * - `bootstrap` in the code, which starts the test environment; one that was there is kept beside it
 *   as `bootstrap.server`.
 *
 * and of each method of a REST API that streams, as ministack knows no stream to an API, the URI of its
 * integration, which becomes the one that buffers: the test environment makes one answer of the stream.
 *
 * All else is deployed as it was synthesised, names of assets and the function's handler included. So
 * are functions without the adapter, to which a `bootstrap` means nothing.
 */
export function fitForMinistack(assembly: string, environment: ExecutionEnvironment): void {
  const manifest = readJson<AssemblyManifest>(join(assembly, 'manifest.json'));
  for (const { type, properties } of Object.values(manifest.artifacts)) {
    if (type === 'aws:cloudformation:stack' && properties?.templateFile) {
      fitTemplate(join(assembly, properties.templateFile));
    }
    if (type === 'cdk:asset-manifest' && properties?.file) {
      const { files } = readJson<AssetManifest>(join(assembly, properties.file));
      const directories = Object.values(files).filter(({ source }) => source.packaging === 'zip').map(({ source }) => source.path);
      directories.forEach((directory) => addBootstrap(join(assembly, directory), environment));
    }
  }
}

function fitTemplate(file: string): void {
  const template = readJson<Template>(file);
  for (const resource of Object.values(template.Resources)) {
    const { Layers: layers, ...properties } = resource.Properties ?? {};
    if (resource.Type === 'AWS::Lambda::Function' && layers) {
      resource.Properties = { ...properties, Runtime: 'provided.al2023', Architectures: [ARCHITECTURE] };
    }
    if (resource.Type === 'AWS::ApiGateway::Method') {
      resource.Properties = JSON.parse(BUFFERED.reduce((text, [from, to]) => text.replace(from, to), JSON.stringify(resource.Properties)));
    }
  }
  writeFileSync(file, JSON.stringify(template, undefined, 1));
}

function addBootstrap(directory: string, { program, adapter }: ExecutionEnvironment): void {
  const bootstrap = join(directory, 'bootstrap');
  const start = `#!/bin/sh\nexec '${process.execPath}' '${program}' '${adapter}'\n`;
  // Synthesis takes an asset that it has made before, and so with what is added here.
  if (existsSync(bootstrap) && readFileSync(bootstrap, 'utf8') !== start) {
    renameSync(bootstrap, `${bootstrap}.server`);
  }
  writeFileSync(bootstrap, start);
  chmodSync(bootstrap, 0o755);
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
