import { readArguments, USAGE } from './arguments';
import { DemoFailure, EXIT } from './failure';
import { jsonReport } from './json-report';
import { runDemo } from './run';
import { stay } from './stay';
import { textReport } from './text-report';

/** The demo: what happens is in `run.ts`. */
async function main(): Promise<number> {
  try {
    const options = readArguments(process.argv.slice(2));
    if (options.help) {
      console.log(USAGE);
      return EXIT.OK;
    }
    const report = (options.json ? jsonReport : textReport)(process.stdout, process.stderr);
    return await (options.stay ? stay : runDemo)(options, report);
  } catch (error) {
    if (!(error instanceof DemoFailure)) throw error;
    console.error(error.message);
    return error.exitCode;
  }
}

void main().then((code) => process.exit(code));
