import * as fs from 'node:fs';
import * as path from 'node:path';
import { Token } from 'aws-cdk-lib';
import { EntryFacts } from '../bound-code';
import { entryState } from '../files';
import { ManagedRuntime, quote } from '../managed-runtime';

/** An object of a module, as ASGI servers name it: `server:mcp`. */
const MODULE_OBJECT = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/;

/** Packages of the directory are imported from it, and from `src` in it, where many projects keep them. */
const IMPORTED_FROM = ['', 'src'];

const LAUNCHER = 'mcp_lambda_start.py';
const LAUNCHER_FILE = path.join(__dirname, '..', '..', '..', 'assets', LAUNCHER);

/** How a Python server is started. */
export type PythonStart = Pick<ManagedRuntime, 'entry' | 'entryState' | 'start' | 'files' | 'defaultEnvironment'>;

/** A file is started as it is, and what a module holds by a launcher, which serves it. */
export function pythonStart(directory: string, entry: string, serverPath: string): PythonStart {
  // The packages lie beside the entry's directory too, and Python looks into that one alone.
  const packages = 'export PYTHONPATH="$LAMBDA_TASK_ROOT${PYTHONPATH:+:$PYTHONPATH}:/opt/python"';
  if (typeof entry === 'string' && !Token.isUnresolved(entry) && MODULE_OBJECT.test(entry)) {
    return {
      entry,
      entryState: moduleState(directory, entry.split(':')[0]),
      start: `${packages}\nexec python3 ${LAUNCHER} ${quote(entry)}`,
      files: { [LAUNCHER]: fs.readFileSync(LAUNCHER_FILE, 'utf8') },
      // FastMCP reads them also where the module itself makes an application of its server.
      defaultEnvironment: { FASTMCP_STATELESS_HTTP: 'true', FASTMCP_JSON_RESPONSE: 'true', FASTMCP_STREAMABLE_HTTP_PATH: serverPath },
    };
  }
  return {
    entry,
    entryState: entryState(directory, entry),
    start: `${packages}\nexec python3 ${quote(entry ?? '')}`,
    files: {},
    defaultEnvironment: {},
  };
}

function moduleState(directory: string, module: string): EntryFacts['state'] {
  const file = module.split('.').join(path.sep);
  const files = IMPORTED_FROM.flatMap((root) => [`${file}.py`, path.join(file, '__init__.py')].map((name) => path.join(directory, root, name)));
  return files.some((name) => fs.existsSync(name)) ? 'present' : 'missing';
}
