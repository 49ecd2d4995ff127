// What `dev` does once it has read a template, as a program of its own: the tests end it in every way.
import { serve, ServeOptions } from '../../src/commands/serve';
import { watchForStop } from '../../src/commands/stop';
import { UserError } from '../../src/errors';
import { ServedServer } from '../../src/template/model';
import { createReporter } from '../../src/terminal/reporter';

const [server, options] = process.argv.slice(2).map((text) => JSON.parse(text) as unknown);

serve(server as ServedServer, options as ServeOptions, createReporter({ json: true }), watchForStop()).then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(error.message);
    process.exit(error.exitCode);
  },
);
