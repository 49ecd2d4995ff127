// What `dev` does once it has read a template, as a program of its own: the tests end it in every way.
import { ProgramOptions } from './running-program';
import { serve } from '../../src/commands/serve';
import { watchForStop } from '../../src/commands/stop';
import { UserError } from '../../src/errors';
import { openPort } from '../../src/gateway/listen';
import { startGuardian } from '../../src/instances/guardian';
import { ServedServer } from '../../src/template/model';
import { createReporter } from '../../src/terminal/reporter';

const [server, options] = process.argv.slice(2).map((text) => JSON.parse(text) as unknown) as [ServedServer, ProgramOptions];

async function main(): Promise<number> {
  const stop = watchForStop();
  const listener = await openPort(options.port ?? 0);
  const guardian = startGuardian();
  try {
    return await serve({
      first: { server, remove: async () => {} },
      listener,
      guardian,
      cwd: process.cwd(),
      command: options.command,
      host: process.env,
      allowedHosts: [],
      allowedOrigins: [],
      outputShown: false,
      report: createReporter({ json: true }),
      stop,
    });
  } finally {
    await guardian.close();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(error.message);
    process.exit(error.exitCode);
  },
);
