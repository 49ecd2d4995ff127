import * as fs from 'node:fs';
import * as path from 'node:path';
import { McpServerCodeOptions } from '../../code/listener';
import { McpServerCode } from '../../code/server-code';
import { DeployToml } from '../deploy-toml';
import { located } from '../located';

type Kind = NonNullable<NonNullable<DeployToml['values']['build']>['kind']>;

/** What lies in the directory of each kind. */
const SIGNS: ReadonlyArray<readonly [Kind, readonly string[]]> = [
  ['asset', ['bootstrap']],
  ['cargo', ['Cargo.toml']],
  ['nodejs', ['package.json']],
  ['python', ['pyproject.toml', 'uv.lock', 'requirements.txt']],
  ['image', ['Dockerfile']],
];

const ENTRIES = { nodejs: '"server.js"', python: '"server.py", or "server:mcp" for an object of a module' };

/** The server's code, of the kind that the file says, or that the directory shows. */
export function serverCode(toml: DeployToml): McpServerCode {
  const { build = {}, server = {} } = toml.values;
  const directory = path.resolve(toml.directory, build.dir ?? '.');
  const options: McpServerCodeOptions = { port: server.port, serverPath: server.path };
  const kind = build.kind ?? kindIn(directory, toml);
  switch (kind) {
    case 'asset': return McpServerCode.asset(directory, options);
    case 'cargo': {
      const { bin, features, no_default_features = false } = build;
      return McpServerCode.cargo(directory, { ...options, bin, features, defaultFeatures: !no_default_features });
    }
    case 'nodejs': {
      const entry = build.entry ?? entryMissing(toml, kind);
      return McpServerCode.nodejs(directory, { ...options, entry, bundle: build.bundle ?? /\.[cm]?tsx?$/.test(entry) });
    }
    case 'python': return McpServerCode.python(directory, { ...options, entry: build.entry ?? entryMissing(toml, kind) });
    case 'image': return McpServerCode.image(directory, { ...options, file: build.dockerfile, target: build.target });
  }
}

function kindIn(directory: string, toml: DeployToml): Kind {
  const found = likeliest(SIGNS.filter(([, names]) => names.some((name) => fs.existsSync(path.join(directory, name)))).map(([kind]) => kind));
  const [first, ...others] = found;
  if (first === undefined || others.length > 0) {
    throw located(toml, 'build', first === undefined ? 'dir' : 'kind', `got nothing, and in ${directory} there is ${
      first === undefined ? 'no bootstrap, Cargo.toml, package.json, pyproject.toml, uv.lock, requirements.txt or Dockerfile' : `what ${found.join(' and ')} have`
    }; expected ${first === undefined ? 'the directory of the server' : found.map((kind) => `"${kind}"`).join(' or ')}`);
  }
  return first;
}

/** A `bootstrap` is the result of a build, and says more than what was built; a Dockerfile beside sources is another way to deploy them. */
function likeliest(found: readonly Kind[]): readonly Kind[] {
  if (found.includes('asset')) {
    return ['asset'];
  }
  return found.length > 1 ? found.filter((kind) => kind !== 'image') : found;
}

function entryMissing(toml: DeployToml, kind: keyof typeof ENTRIES): never {
  throw located(toml, 'build', 'entry', `got nothing, expected what starts the server, such as ${ENTRIES[kind]}`);
}
