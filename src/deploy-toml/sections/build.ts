import { key, Only, onlyWith, table } from '../section';
import { choice, flag, list, text } from '../values';

const FILE = text('a path without a line break', /^[^\0\r\n]+$/);

/** Without `kind` what lies in the directory says which it is. */
const of = (...values: string[]): Only => ({ key: 'kind', values });

export const BUILD = table('Where the server\'s code is, and how it is built.', {
  kind: key(choice(['cargo', 'nodejs', 'python', 'image', 'asset']), 'code',
    'A Rust crate, a Node.js or a Python server, a Dockerfile, or a directory with a `bootstrap` that is built already',
    'by what lies in `dir`: `bootstrap`, `Cargo.toml`, `package.json`, or `pyproject.toml`, `uv.lock` or `requirements.txt`; a `Dockerfile` where there is none of these', '"cargo"'),
  dir: key(FILE, 'code.directory', 'The directory, relative to the project\'s', 'the project\'s own directory', '"."'),
  bin: onlyWith(of('cargo'), key(text('the name of a binary', /^[A-Za-z0-9_][A-Za-z0-9_-]*$/), 'code.bin', 'Which binary of a crate', 'the only one, or the one of `default-run`', '"server"')),
  entry: onlyWith(of('nodejs', 'python'), key(FILE, 'code.entry', 'What starts a Node.js or Python server: `server.js`, `server.py`, or `server:mcp`', 'must be given for these', '"server.py"')),
  bundle: onlyWith(of('nodejs'), key(flag, 'code.bundle', 'Whether a Node.js server becomes one file, by the project\'s esbuild', 'true where `entry` is TypeScript', 'true')),
  features: onlyWith(of('cargo'), key(list(text('a feature of the crate', /^[\w+./-]+$/)), 'code.features', 'Features of a crate to build with', '[]')),
  no_default_features: onlyWith(of('cargo'), key(flag, 'code.defaultFeatures', 'Whether a crate is built without its default features', 'false')),
  dockerfile: onlyWith(of('image'), key(FILE, 'code.file', 'The Dockerfile of an image, relative to `dir`; a line of it copies the Lambda Web Adapter into the image', '"Dockerfile"')),
  target: onlyWith(of('image'), key(text('the name or the number of a stage', /^[A-Za-z0-9][A-Za-z0-9_.-]*$/), 'code.target', 'Which stage of the Dockerfile becomes the image', 'the last one', '"runtime"')),
});

