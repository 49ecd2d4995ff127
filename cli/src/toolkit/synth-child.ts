import './compile-cache';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { CdkAppMultiContext, Toolkit, ToolkitError } from '@aws-cdk/toolkit-lib';
import type { FromCdkAppOptions, IIoHost } from '@aws-cdk/toolkit-lib';
import { sdkConfig } from './sdk-config';
import type { AppCommand, SynthesisFailure, SynthesisReply, SynthesisRequest, SynthesisTarget } from './synthesis-messages';
import { openAccount } from '../aws/account';
import { fileProblem } from '../errors';

process.once('message', (request: SynthesisRequest) => {
  process.once('disconnect', () => abandon(request));
  void synthesise(request).then(reply, (error: unknown) => reply(failure(error, request))).then(() => process.exit());
});

async function synthesise(request: SynthesisRequest): Promise<SynthesisReply> {
  const { target } = request;
  const toolkit = new LinesToolkit(target && { sdkConfig: await sdkConfig(await openAccount(target)) });
  const source = await toolkit.fromCdkApp(request.command, {
    workingDirectory: request.directory,
    outdir: request.outdir,
    disposeOutdir: false,
    contextStore: new AppContext(request, target ? target.context : request.context),
    // The account of the current credentials is asked of AWS: serving locally must work without, and a deploy has asked.
    resolveDefaultEnvironment: false,
    // A look-up needs credentials and writes to the project's cdk.context.json.
    ...target ? forTarget(target) : { lookups: false },
  });
  const assembly = await source.produce();
  const { directory } = assembly.cloudAssembly;
  // Takes the Toolkit's lock files away; the assembly itself stays.
  await assembly.dispose();
  return { type: 'done', directory };
}

/** What the CDK reads for an app of this directory, and below it the feature flags of the app. */
class AppContext extends CdkAppMultiContext {
  constructor(private readonly app: AppCommand, given: AppCommand['context']) {
    super(app.directory, { ...given });
  }

  override async read(): ReturnType<CdkAppMultiContext['read']> {
    return { ...this.app.flags, ...await super.read() };
  }
}

/** The Toolkit Library reads which stacks are bundled by this name, and not by the one that its types have. */
const WITHOUT_BUNDLING: object = { bundlingStacks: [] };

function forTarget({ account, region, build }: SynthesisTarget): FromCdkAppOptions {
  return {
    lookups: true,
    env: { CDK_DEFAULT_ACCOUNT: account, ...region !== undefined && { CDK_DEFAULT_REGION: region } },
    synthOptions: build ? {} : WITHOUT_BUNDLING,
  };
}

const STREAMS: Readonly<Record<string, 'stdout' | 'stderr' | undefined>> = {
  CDK_ASSEMBLY_I1001: 'stdout',
  CDK_ASSEMBLY_E1002: 'stderr',
};

/** Passes on what the app prints; the Toolkit's own messages are for a deployment. */
const linesOfTheApp: IIoHost = {
  notify: async (message) => {
    const stream = STREAMS[message.code ?? ''];
    if (stream) {
      await reply({ type: 'line', stream, line: stripVTControlCharacters(message.message) });
    }
  },
  requestResponse: async (request) => request.defaultResponse,
};

/** A host that is given to the Toolkit gets its messages without the space around them, and a `^` would lose its place. */
class LinesToolkit extends Toolkit {
  override readonly ioHost = linesOfTheApp;
}

function failure(error: unknown, { outdir }: SynthesisRequest): SynthesisFailure {
  const message = error instanceof Error ? error.message : String(error);
  const code = fileCode(error);
  return { type: 'failed', reason: code === undefined ? reasonOf(error, outdir) : 'file', message, ...code !== undefined && { code } };
}

/** Of the Toolkit's own files, which lie in the assembly: its lock is the first that is written there. */
function fileCode(error: unknown): string | undefined {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return typeof code === 'string' && fileProblem(code) !== undefined ? code : undefined;
}

function reasonOf(error: unknown, outdir: string): SynthesisFailure['reason'] {
  if (ToolkitError.isContextLookupsDisabledError(error)) {
    return 'context';
  }
  if (ToolkitError.isLockError(error)) {
    return 'lock';
  }
  if (ToolkitError.isAssemblyError(error)) {
    return 'app';
  }
  return existsSync(join(outdir, 'manifest.json')) ? 'toolkit' : 'empty';
}

function reply(message: SynthesisReply): Promise<void> {
  return new Promise((sent) => process.send!(message, () => sent()));
}

/** The parent is gone: end the app, which is in this process's group, and leave nothing behind that is of this run alone. */
function abandon({ outdir, temporary }: SynthesisRequest): void {
  const group = process.platform === 'win32' ? undefined : 0;
  process.on('SIGTERM', () => undefined);
  if (group !== undefined) {
    process.kill(group, 'SIGTERM');
  }
  if (temporary) {
    // The app may still be writing while it ends.
    rmSync(outdir, { recursive: true, force: true, maxRetries: 5 });
  }
  process.kill(group ?? process.pid, 'SIGKILL');
}
