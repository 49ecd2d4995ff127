import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { nameVersionIn } from '../../scripts/template-versions';

const TEMPLATES = path.join(__dirname, '../../templates/mcp-server');

let templates: string;

beforeEach(() => {
  templates = fs.mkdtempSync(path.join(os.tmpdir(), 'mcp-lambda-versions-'));
  fs.cpSync(TEMPLATES, templates, { recursive: true });
});

afterEach(() => fs.rmSync(templates, { recursive: true, force: true }));

const read = (file: string) => fs.readFileSync(path.join(templates, file), 'utf8');

/** What each language takes of the library. */
const taken = () => [
  JSON.parse(read('typescript/package.json')).dependencies['cdk-mcp-lambda'],
  /^cdk-mcp-lambda.*$/m.exec(read('python/requirements.txt'))![0],
  /<artifactId>cdk-mcp-lambda<\/artifactId>\n *<version>(.*)<\/version>/.exec(read('java/pom.xml'))![1],
  /^\tgithub\.com\/cdk-mcp-lambda\/cdk-mcp-lambda-go\/cdkmcplambda .*$/m.exec(read('go/go.mod'))![0].trim(),
];

const GO = 'github.com/cdk-mcp-lambda/cdk-mcp-lambda-go/cdkmcplambda';

test.each([
  ['0.3.1', 'before 1.0.0 a minor version may break', ['^0.3.1', 'cdk-mcp-lambda>=0.3.1,<0.4', '[0.3.1,0.4)', `${GO} v0.3.1`]],
  ['1.12.0', 'from then on a major version', ['^1.12.0', 'cdk-mcp-lambda>=1.12.0,<2', '[1.12.0,2)', `${GO} v1.12.0`]],
])('templates of version %s take it and what breaks nothing after it: %s', (version, _why, ranges) => {
  nameVersionIn(templates, version);
  expect(taken()).toEqual(ranges);
});

test('no other line changes, and a second time changes nothing', () => {
  nameVersionIn(templates, '0.3.1');
  const once = taken();
  nameVersionIn(templates, '0.3.1');
  expect(taken()).toEqual(once);
  nameVersionIn(templates, '0.0.0');
  for (const file of ['typescript/package.json', 'python/requirements.txt', 'java/pom.xml', 'go/go.mod']) {
    expect(read(file)).toBe(fs.readFileSync(path.join(TEMPLATES, file), 'utf8'));
  }
});

test('a version that no range is known for ends the packing, and so does a template that names none', () => {
  expect(() => nameVersionIn(templates, '1.0.0-rc.1')).toThrow('version of package.json: got 1.0.0-rc.1, expected three numbers such as 0.3.1');
  fs.writeFileSync(path.join(templates, 'go/go.mod'), 'module tools\n');
  expect(() => nameVersionIn(templates, '0.3.1')).toThrow(/go\.mod: there is no version of cdk-mcp-lambda in it/);
});
