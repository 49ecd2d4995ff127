import * as fs from 'node:fs';
import * as path from 'node:path';
import { REFUSALS } from './refusals';
import { projectWith, SMALLEST } from './toml-server';
import { problemLine } from '../../src/deploy-toml/problem';
import { readDeployToml } from '../../src/deploy-toml/read';
import { REFUSED, SectionName, SECTIONS } from '../../src/deploy-toml/schema';
import { directoryOf } from '../support';

/** Each problem as one line, with the file's name alone. */
function problems(text: string | Buffer, environment?: string): string[] {
  const file = path.join(directoryOf({ 'deploy.toml': text }), 'deploy.toml');
  return readDeployToml(file, { environment }).problems.map((problem) => problemLine({ ...problem, file: 'deploy.toml' }));
}

function values(text: string | Buffer, environment?: string): Record<string, unknown> {
  const result = readDeployToml(path.join(directoryOf({ 'deploy.toml': text }), 'deploy.toml'), { environment });
  expect(result.problems).toEqual([]);
  return result.toml!.values;
}

/** Permissions hold for everybody but root, as which tests may run. */
function asNobody<T>(action: () => T): T {
  const root = process.geteuid!() === 0;
  try {
    if (root) {
      process.seteuid!(65534);
    }
    return action();
  } finally {
    if (root) {
      process.seteuid!(0);
    }
  }
}

describe('a file that cannot be read', () => {
  const problemsOf = (file: string) => readDeployToml(file).problems.map(problemLine);

  test('is one that is not there', () => {
    expect(problemsOf('/nowhere/deploy.toml')).toEqual(['/nowhere/deploy.toml: there is no such file: "mcp-lambda deploy init" writes one']);
  });

  test('is a directory', () => {
    const directory = directoryOf({});
    expect(problemsOf(directory)).toEqual([`${directory}: it is a directory, and should be a file`]);
  });

  test('is in something that is no directory', () => {
    expect(problemsOf(path.join(projectWith(''), 'deploy.toml'))).toEqual([expect.stringContaining('a part of its path is no directory')]);
  });

  test('is larger than 128 KB', () => {
    const file = projectWith('');
    fs.truncateSync(file, 129 * 1024);
    expect(problemsOf(file)).toEqual([`${file}: it has 132096 bytes, and may have 131072`]);
  });

  test('is no file, such as a device', () => {
    expect(problemsOf('/dev/null')).toEqual(['/dev/null: it is no regular file']);
  });

  test('is one without permission', () => {
    const file = projectWith(SMALLEST);
    fs.chmodSync(file, 0);
    expect(asNobody(() => problemsOf(file))).toEqual([`${file}: it may not be read: its permissions, or those of its directory, forbid it`]);
  });

  test('has no UTF-8, and the line is named', () => {
    expect(problems(Buffer.from('[server]\nname = "t\xfcr"\n', 'latin1'))).toEqual(['deploy.toml:2: it is not UTF-8: save it in that encoding']);
  });

  test('is UTF-16', () => {
    expect(problems(Buffer.from('\ufeff[server]\n', 'utf16le'))).toEqual(['deploy.toml:1: it is not UTF-8: save it in that encoding']);
  });
});

describe('a file that some editor has written otherwise', () => {
  test.each([
    ['with a byte-order mark', `\ufeff${SMALLEST}`],
    ['with CRLF', SMALLEST.replaceAll('\n', '\r\n')],
    ['with a byte-order mark and CRLF', `\ufeff${SMALLEST.replaceAll('\n', '\r\n')}`],
    ['without a line end', SMALLEST.trimEnd()],
    ['with dotted keys', 'server.name = "tools"\nauth.enabled = false'],
    ['with inline tables', 'server = { name = "tools" }\nauth = { enabled = false }'],
    ['with quoted keys', '["server"]\n"name" = \'tools\'\n[auth]\n\'enabled\' = false'],
  ])('%s says the same', (_name, text) => {
    expect(values(text)).toEqual({ server: { name: 'tools' }, auth: { enabled: false } });
  });

  test('a line with CRLF is counted once', () => {
    expect(problems('[server]\r\nname = "tools"\r\nnmae = "x"\r\n')).toEqual(['deploy.toml:3: [server] nmae: there is no such key: did you mean name?']);
  });
});

test.each(REFUSALS)('%s is refused with its line', (_name, text, ...lines) => {
  expect(problems(text)).toEqual(lines);
});

describe('a table without a key', () => {
  const sections = Object.entries(SECTIONS).filter(([name, { kind }]) => kind !== 'rows' && !['server', 'auth', 'environment', 'metadata'].includes(name));

  test.each(sections)('is there, or is refused: [%s]', (name) => {
    const file = path.join(directoryOf({ 'deploy.toml': `${SMALLEST}[${name}]` }), 'deploy.toml');
    const { toml, problems: found } = readDeployToml(file);
    expect(toml?.values[name as SectionName] ?? found[0].key).toEqual(toml ? {} : expect.stringMatching(`^\\[${name}\\]`));
  });

  test('is there for its environment alone', () => {
    const text = `${SMALLEST}[env.staging.observability.alarms]`;
    expect(values(text, 'staging')).toHaveProperty(['observability.alarms'], {});
    expect(values(text)).not.toHaveProperty(['observability.alarms']);
  });
});

test('one meaning twice is one, if both say the same', () => {
  expect(values(`${SMALLEST}[lambda]\nmemory_size = 512\ntracing = "active"\n[observability]\nenable_xray = true\n[server.x]`.replace('[server.x]', '').replace('name =', 'memory_mb = 512\nname ='))).toMatchObject({
    server: { name: 'tools' }, lambda: { memory_size: 512, tracing: 'active' },
  });
});

test('every mistake is named at once, in the order of the lines', () => {
  expect(problems('[lambda]\nmemory_size = 1\nxyz = 1\ntimeout_seconds = 0\n[widgets]\n').map((line) => /^deploy.toml:(\d+)/.exec(line)![1])).toEqual(['2', '3', '4', '5']);
});

describe('what cargo pmcp knows and cannot be had here', () => {
  test.each(Object.entries(REFUSED))('%s is refused by name, with the reason', (name, why) => {
    const [last, ...before] = name.split('.').reverse();
    const text = before.length === 0 ? `[${name}]\nx = 1` : `[${before.reverse().join('.')}]\n${last} = "x"`;
    const label = before.length === 0 ? `deploy.toml:1: [${name}]` : `deploy.toml:2: [${name.slice(0, name.lastIndexOf('.'))}] ${last}`;
    expect(problems(text)).toEqual([`${label}: it cannot be had here: ${why}`]);
  });

  test('a list of tables is refused as well', () => {
    expect(problems('[[widgets]]\nbuild = ["npm", "run", "build"]\n[[widgets]]\nbuild = []')).toEqual([expect.stringMatching(/^deploy\.toml:1: \[widgets\]: it cannot be had here/)]);
  });
});

describe('an environment', () => {
  const TEXT = `${SMALLEST}[lambda]
memory_size = 256
timeout_seconds = 20
[lambda.environment]
AA = "1"
BB = "1"
[cors]
allow_origins = ["https://a.example"]
[env.staging.lambda]
memory_size = 512
[env.staging.lambda.environment]
BB = "2"
[env.staging.cors]
allow_origins = ["https://b.example", "https://c.example"]
[env.production]
server.timeout_seconds = 25
`;

  test('is laid over the tables key by key, and a list counts as a whole', () => {
    expect(values(TEXT, 'staging')).toMatchObject({
      'lambda': { memory_size: 512, timeout_seconds: 20 },
      'lambda.environment': { AA: '1', BB: '2' },
      'cors': { allow_origins: ['https://b.example', 'https://c.example'] },
    });
  });

  test('may use other words than the tables', () => {
    expect(values(TEXT, 'production')).toMatchObject({ lambda: { memory_size: 256, timeout_seconds: 25 } });
  });

  test('is refused for what it says together with the tables', () => {
    const text = `${SMALLEST}[logs]\nlevel = "debug"\n[env.staging.logs]\nformat = "text"`;
    expect(problems(text, 'staging')).toEqual([expect.stringMatching(/^deploy\.toml:6: \[logs\] level: it says nothing with format = "text": remove it, or write format = "json"$/)]);
    expect(problems(text)).toEqual([]);
  });

  test('changes nothing where it is not asked for', () => {
    expect(values(TEXT)).toMatchObject({ 'lambda': { memory_size: 256, timeout_seconds: 20 }, 'lambda.environment': { AA: '1', BB: '1' } });
  });

  test('that does not exist is an error that names those that do, and the nearest', () => {
    expect(problems(TEXT, 'stagging')).toEqual([
      'deploy.toml: [env.stagging]: there is no such environment: the file has staging, production; did you mean staging?',
    ]);
    expect(problems(SMALLEST, 'staging')).toEqual([
      'deploy.toml: [env.staging]: there is no such environment: the file has none, and one begins with a table such as [env.staging.lambda]',
    ]);
  });

  test('is checked, whichever is asked for', () => {
    expect(problems(`${SMALLEST}[env.staging.lambda]\nmemory_size = 1\nmemory = 2`)).toEqual([
      'deploy.toml:6: [env.staging.lambda] memory_size: got 1, expected a whole number of MB from 128 to 10240',
      'deploy.toml:7: [env.staging.lambda] memory: there is no such key: did you mean memory_size?',
    ]);
  });

  test('has a name that can be part of a stack\'s', () => {
    const words = 'expected tables such as [env.staging.lambda], where the name begins with a letter and has up to 32 letters, digits and hyphens';
    expect(problems(`${SMALLEST}[env."my env".lambda]\nmemory_size = 256`)).toEqual([`deploy.toml:5: [env] "my env": ${words}`]);
    expect(problems(`env = 3\n${SMALLEST}`)).toEqual(['deploy.toml:1: env: got a value, expected tables such as [env.staging.lambda]']);
  });

  test('whose name makes that of the function too long is refused', () => {
    expect(problems(`[server]\nname = "${'a'.repeat(60)}"\n[env.staging.auth]\nenabled = false`, 'staging')).toEqual([
      `deploy.toml:2: [server] name: got ${'a'.repeat(60)}-staging with the environment, expected 64 characters at most`,
    ]);
  });
});

test('names that users choose may be any that AWS takes', () => {
  expect(values(`${SMALLEST}[tags]\n__proto__ = "x"\nconstructor = "y"\n"aws-like tag" = "z"`)).toHaveProperty('tags', JSON.parse(
    '{ "__proto__": "x", "constructor": "y", "aws-like tag": "z" }'));
});
