import * as fs from 'node:fs';
import * as path from 'node:path';
import { projectWith, SMALLEST } from './toml-server';
import { problemLine } from '../../src/deploy-toml/problem';
import { readDeployToml } from '../../src/deploy-toml/read';
import { REFUSED } from '../../src/deploy-toml/schema';
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

/** What each text is refused with. Lines count from 1; a problem of the whole file has none. */
const REFUSALS: ReadonlyArray<readonly [name: string, text: string, ...lines: string[]]> = [
  ['an empty file', '', 'deploy.toml: [server] name: got nothing, expected the name of the server, from which stack and function have theirs'],
  ['text in place of a number', '[lambda]\nmemory_size = "256"', 'deploy.toml:2: [lambda] memory_size: got "256", expected a whole number of MB from 128 to 10240'],
  ['a number that is not whole', '[lambda]\nmemory_size = 256.5', 'deploy.toml:2: [lambda] memory_size: got 256.5, expected a whole number of MB from 128 to 10240'],
  ['a number below the range', '[lambda]\nmemory_size = 64', 'deploy.toml:2: [lambda] memory_size: got 64, expected a whole number of MB from 128 to 10240'],
  ['a time-out above the range', '[lambda]\ntimeout_seconds = 901', 'deploy.toml:2: [lambda] timeout_seconds: got 901, expected a whole number of seconds from 1 to 900'],
  ['a number that is none', '[lambda]\nmemory_size = nan', 'deploy.toml:2: [lambda] memory_size: got nan, expected a whole number of MB from 128 to 10240'],
  ['a number beyond all', '[lambda]\nmemory_size = 99999999999999999999', 'deploy.toml:2: [lambda] memory_size: got 99999999999999999999, expected a whole number of MB from 128 to 10240'],
  ['text in place of a truth', '[auth]\nenabled = "true"', 'deploy.toml:2: [auth] enabled: got "true", expected true or false'],
  ['zero', '[lambda]\nmemory_size = 0', 'deploy.toml:2: [lambda] memory_size: got 0, expected a whole number of MB from 128 to 10240'],
  ['a number as it was written', '[lambda]\nmemory_size = 0x0_F', 'deploy.toml:2: [lambda] memory_size: got 0x0_F, expected a whole number of MB from 128 to 10240'],
  ['a date', '[tags]\nsince = 2026-01-01', 'deploy.toml:2: [tags] since: got the date 2026-01-01, expected up to 256 letters, digits, spaces and _.:/=+@-'],
  ['an account that has lost its zeros', '[aws]\naccount_id = 12345678901', 'deploy.toml:2: [aws] account_id: got 12345678901, expected 12 digits in quotes'],
  ['a word that is none of the possible', '[lambda]\narchitecture = "arm"', 'deploy.toml:2: [lambda] architecture: got "arm", expected "arm64" or "x86_64"'],
  ['another target', '[target]\ntype = "google-cloud-run"', 'deploy.toml:2: [target] type: got "google-cloud-run", expected "aws-lambda": this deploys to AWS Lambda alone'],
  ['an unknown key', '[lambda]\nmemory = 256', 'deploy.toml:2: [lambda] memory: there is no such key: did you mean memory_size?'],
  ['a key with a letter too many', '[lambda]\ntimeouts_seconds = 3', 'deploy.toml:2: [lambda] timeouts_seconds: there is no such key: did you mean timeout_seconds?'],
  ['a key in another table', '[server]\nprovisioned_concurrency = 3', 'deploy.toml:2: [server] provisioned_concurrency: there is no such key: did you mean [lambda] provisioned_concurrency?'],
  ['an unknown key that is like no other', '[lambda]\nxyzzy = 1', 'deploy.toml:2: [lambda] xyzzy: there is no such key'],
  ['an unknown table', '[lamda]\nmemory_size = 256', 'deploy.toml:1: [lamda]: there is no such table: did you mean [lambda]?'],
  ['an unknown table in another', '[auth.jtw]\nissuer = "x"', 'deploy.toml:1: [auth.jtw]: there is no such table: did you mean [auth.jwt]?'],
  ['a value in place of a table', 'lambda = 3', 'deploy.toml:1: lambda: got 3, expected a table'],
  ['a table in place of a value', '[server.name]\nx = 1', 'deploy.toml:1: [server] name: got a table, expected a letter, and up to 63 letters, digits and hyphens behind it'],
  ['one table in place of several', '[iam.tables]\nname = "items"', 'deploy.toml:1: [[iam.tables]]: got a table, expected tables, each with "[[iam.tables]]" before it'],
  ['several tables in place of one', '[[lambda]]\nmemory_size = 256', 'deploy.toml:1: lambda: got [a table], expected a table'],
  ['a row without what it needs', '[[iam.buckets]]\nname = "files"', 'deploy.toml:1: [[iam.buckets]] actions: got nothing, expected a list, 1 at least, each "read" or "write" or "readwrite"'],
  ['an unknown key in a row', '[[iam.buckets]]\nname = "files"\nactions = ["read"]\n\n[[iam.buckets]]\nname = "other"\nactions = ["read"]\naction = 1',
    'deploy.toml:8: [[iam.buckets]] action: there is no such key: did you mean actions?'],
  ['a key twice', '[server]\nname = "a"\nname = "b"', 'deploy.toml:3: Defining a key multiple times is invalid (column 1)'],
  ['a table twice', '[server]\nname = "a"\n[server]\nport = 9000', 'deploy.toml:3: Defining a key multiple times is invalid (column 2)'],
  ['__proto__ as a table', '[__proto__]\nx = 1', 'deploy.toml:1: [__proto__]: there is no such table'],
  ['__proto__ as a key', '[lambda]\n__proto__ = 1', 'deploy.toml:2: [lambda] __proto__: there is no such key'],
  ['__proto__ as a name', '[lambda.environment]\n__proto__ = "x"',
    'deploy.toml:2: [lambda.environment] "__proto__": got this name, expected a letter, and one or more letters, digits and underscores behind it'],
  ['constructor as a table', '[constructor]\nx = 1', 'deploy.toml:1: [constructor]: there is no such table'],
  ['hasOwnProperty as a key', 'server.hasOwnProperty = 1', 'deploy.toml:1: [server] hasOwnProperty: there is no such key'],
  ['a text that does not end', '[server]\nname = "tools', 'deploy.toml:2: Unterminated string constant (column 14)'],
  ['no TOML at all', '{"server": {"name": "tools"}}', 'deploy.toml:1: Unexpected token (column 1)'],
  ['a value that is missing', '[server]\nname =', 'deploy.toml:2: Unspecified values are invalid (column 7)'],
  ['lists in lists', `x = ${'['.repeat(50_000)}`, 'deploy.toml:1: Unspecified values are invalid (column 50005)'],
  ['a name with a line break', '["a\\nb"]\nx = 1', 'deploy.toml:1: ["a\\nb"]: there is no such table'],
  ['everything allowed', `${SMALLEST}[[iam.statements]]\neffect = "Allow"\nactions = ["*"]\nresources = ["*"]`,
    'deploy.toml:5: [[iam.statements]]: got a statement that allows everything, expected the actions and resources that the server needs'],
  ['a firewall before an HTTP API', `${SMALLEST}[waf]\nweb_acl_arn = "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/a/b"`,
    'deploy.toml:6: [waf] web_acl_arn: an HTTP API takes no firewall: write type = "rest" in [api_gateway]'],
  ['a login that is none', '[server]\nname = "tools"\n[auth]\nenabled = true\nprovider = "none"',
    'deploy.toml:5: [auth] provider: got "none" with enabled = true: write who logs callers in, or enabled = false for a server that everybody may call'],
  ['a custom login without more', '[server]\nname = "tools"\n[auth]\nenabled = true\nprovider = "custom"',
    'deploy.toml:5: [auth] provider: got "custom" alone, expected [auth.jwt] with issuer and scopes, or [auth.lambda_authorizer] with function_arn'],
  ['two custom logins', '[server]\nname = "tools"\n[auth]\nprovider = "custom"\n[auth.jwt]\nissuer = "https://a.example"\nscopes = []\n[auth.lambda_authorizer]\nfunction_arn = "arn:aws:lambda:eu-central-1:123456789012:function:a"',
    'deploy.toml:9: [auth.lambda_authorizer] function_arn: it stands beside [auth.jwt]: keep one of them'],
  ['a login that lacks everything', '[server]\nname = "tools"\n[auth]\nprovider = "custom"\n[auth.jwt]\naudience = ["a"]',
    'deploy.toml: [auth.jwt] issuer: got nothing, expected the URL of the issuer, exactly as in the tokens',
    'deploy.toml: [auth.jwt] scopes: got nothing, expected the scopes of which a token needs one, or [] for none'],
  ['settings of another login', '[server]\nname = "tools"\n[auth]\nenabled = true\n[auth.jwt]\nissuer = "https://a.example"',
    'deploy.toml:6: [auth.jwt] issuer: it says nothing for provider = "cognito": remove it, or write provider = "custom"'],
  ['an OpenID provider that is not named', '[server]\nname = "tools"\n[auth]\nprovider = "oidc"',
    'deploy.toml: [auth.oidc] issuer: got nothing, expected the URL of the issuer, exactly as in the tokens',
    'deploy.toml: [auth.oidc] client_id: got nothing, expected the client whose tokens are let in'],
  ['Google, whose tokens are none', '[auth.oidc]\nprovider_type = "google"',
    'deploy.toml:2: [auth.oidc] provider_type: got "google", expected "auth0" or "okta" or "entra" or "generic": the access tokens of Google are no JWTs, which API Gateway could check'],
  ['a pool that lacks its client', '[server]\nname = "tools"\n[auth]\nenabled = true\n[auth.cognito]\nuser_pool_id = "eu-central-1_A"\nmfa = "off"',
    'deploy.toml: [auth.cognito] client_id: got nothing, expected it beside user_pool_id, as a pool of yours stays as it is',
    'deploy.toml: [auth.cognito] domain: got nothing, expected it beside user_pool_id, as a pool of yours stays as it is',
    'deploy.toml: [auth.scopes.custom] NAME: got nothing, expected the scopes of the pool, with user_pool_id: a token needs one of them',
    'deploy.toml:7: [auth.cognito] mfa: it cannot be set with user_pool_id: a pool of yours stays as it is'],
  ['a client without a pool', '[server]\nname = "tools"\n[auth]\nenabled = true\nclient_id = "abc"',
    'deploy.toml:5: [auth] client_id: got a client without its pool, expected user_pool_id beside it'],
  ['a provider at which users log in', '[auth.cognito]\nsocial_providers = ["Google"]',
    'deploy.toml:2: [auth.cognito] social_providers: got ["Google"], expected []: a provider needs a client secret, which does not belong here: give a pool of yours that has it, with user_pool_id'],
  ['a domain without zone and certificate', `${SMALLEST}[domain]\nname = "mcp.example.com"`,
    'deploy.toml: [domain] hosted_zone: got nothing, expected hosted_zone, in which records and certificate are made, or certificate_arn'],
  ['a zone without its name', `${SMALLEST}[domain]\nhosted_zone_id = "Z1"\ncertificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/a"`,
    'deploy.toml: [domain] name: got nothing, expected the whole name, "mcp.example.com"',
    'deploy.toml:6: [domain] hosted_zone_id: got an id alone, expected hosted_zone, the name of the zone, beside it'],
  ['settings of another kind of code', `${SMALLEST}[build]\nkind = "cargo"\nentry = "server.js"`,
    'deploy.toml:7: [build] entry: it says nothing for kind = "cargo": it is for nodejs and python'],
  ['a check that no deploy makes', '[post_deploy_tests]\nchecks = ["connectivity", "conformance"]',
    expect.stringMatching(/^deploy\.toml:2: \[post_deploy_tests\] checks: got .*"conformance".*: whether the server keeps to all of the protocol is not checked by a deploy$/) as string],
  ['a Dockerfile of other code', `${SMALLEST}[build]\nkind = "cargo"\ndockerfile = "Dockerfile"`,
    'deploy.toml:7: [build] dockerfile: it says nothing for kind = "cargo": it is for image'],
  ['two thresholds of one alarm', `${SMALLEST}[observability.alarms]\nerrors_percent = 1\nerror_threshold = 10`,
    'deploy.toml:7: [observability.alarms] error_threshold: it stands beside errors_percent, which is about the same alarm: keep one of them'],
  ['one meaning twice, and not the same', '[server]\nname = "tools"\nmemory_mb = 512\n[lambda]\nmemory_size = 256',
    'deploy.toml:5: [lambda] memory_size: it says otherwise than [server] memory_mb in line 3, which means the same: keep one of them'],
  ['one meaning in other words, and not the same', '[lambda]\ntracing = "disabled"\n[observability]\nenable_xray = true',
    'deploy.toml:4: [observability] enable_xray: it says otherwise than [lambda] tracing in line 2, which means the same: keep one of them'],
  ['one variable twice, and not the same', '[lambda.environment]\nAA = "1"\nBB = "2"\n[environment]\nBB = "3"',
    'deploy.toml:5: [environment] BB: it says otherwise than [lambda.environment] BB in line 3, which means the same: keep one of them'],
];

test.each(REFUSALS)('%s is refused with its line', (_name, text, ...lines) => {
  expect(problems(text)).toEqual(lines);
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
