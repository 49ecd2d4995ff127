import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations, Stack, Stage } from 'aws-cdk-lib';
import { UserError } from '../../../src/errors';
import { NEWEST_SCHEMA } from '../../../src/template/assembly/assembly';
import { readServers } from '../../../src/template/read-servers';
import { PlainServer, synth } from '../support';

const oneServer = () => synth((app) => new PlainServer(new Stack(app, 'One'), 'Server'));

/** Sets a value in a JSON file of the assembly; undefined takes it away. */
function edit(assembly: string, file: string, path: readonly string[], value: unknown): void {
  const content: unknown = JSON.parse(readFileSync(join(assembly, file), 'utf8'));
  const parents = path.slice(0, -1);
  const place = parents.reduce((node, name) => node[name] as Node, content as Node);
  place[path[path.length - 1]] = value;
  writeFileSync(join(assembly, file), JSON.stringify(content));
}

interface Node {
  [name: string]: unknown;
}

test('the newest schema is the one of the CDK Toolkit Library that synthesises', () => {
  const toolkit = require.resolve('@aws-cdk/toolkit-lib');
  const version = require.resolve('@aws-cdk/cloud-assembly-schema/schema/version.json', { paths: [toolkit] });
  expect(NEWEST_SCHEMA).toBe((JSON.parse(readFileSync(version, 'utf8')) as { revision: number }).revision);
});

test('a newer manifest is refused with what to do', () => {
  const assembly = oneServer();
  edit(assembly, 'manifest.json', ['version'], '99.0.0');
  expect(() => readServers(assembly)).toThrow(/manifest\.json has version 99\.0\.0; .*update mcp-lambda/);
});

test('a newer manifest of a stage of the app is refused and named', () => {
  const assembly = synth((app) => new PlainServer(new Stack(new Stage(app, 'Prod'), 'One'), 'Server'));
  edit(assembly, join('assembly-Prod', 'manifest.json'), ['version'], `${NEWEST_SCHEMA + 1}.0.0`);
  expect(() => readServers(assembly)).toThrow(`${join(assembly, 'assembly-Prod', 'manifest.json')} has version ${NEWEST_SCHEMA + 1}.0.0; `
    + `this version of mcp-lambda reads up to ${NEWEST_SCHEMA}. The app uses a newer AWS CDK: update mcp-lambda.`);
});

test('the newest manifest that is known is read, also with changes of its own', () => {
  const assembly = oneServer();
  edit(assembly, 'manifest.json', ['version'], `${NEWEST_SCHEMA}.9.9`);
  expect(readServers(assembly).servers).toHaveLength(1);
});

test('a file that is no manifest is refused', () => {
  const assembly = oneServer();
  writeFileSync(join(assembly, 'manifest.json'), '[]');
  expect(() => readServers(assembly)).toThrow(UserError);
});

test('a directory without a manifest is refused', () => {
  expect(() => readServers(__dirname)).toThrow('no manifest.json');
});

test('an assembly that names itself as a stage is refused', () => {
  const assembly = oneServer();
  edit(assembly, 'manifest.json', ['artifacts', 'Loop'], { type: 'cdk:cloud-assembly', properties: { directoryName: '.' } });
  expect(() => readServers(assembly)).toThrow('the nested assembly "." is not below it');
});

test('a template that is missing is named', () => {
  const assembly = oneServer();
  rmSync(join(assembly, 'One.template.json'));
  expect(() => readServers(assembly)).toThrow(`synthesise again (\`cdk synth\`).\n  ${join(assembly, 'One.template.json')} does not exist`);
});

test('an asset that is missing makes a server that cannot be served, and says so', () => {
  const assembly = oneServer();
  const [{ function: { codeDirectory } }] = readServers(assembly).servers;
  rmSync(codeDirectory!, { recursive: true });
  expect(readServers(assembly).refused).toMatchObject([{ name: 'Server', reason: `its asset ${codeDirectory} does not exist`, incomplete: true }]);
});

test('the path in the template\'s metadata helps where the asset manifest does not list the key', () => {
  const assembly = oneServer();
  edit(assembly, 'One.assets.json', ['files'], {});
  expect(readServers(assembly).servers).toHaveLength(1);
});

test('code that is no asset makes a server that cannot be served', () => {
  const assembly = oneServer();
  const [{ function: { logicalId } }] = readServers(assembly).servers;
  edit(assembly, 'One.template.json', ['Resources', logicalId, 'Properties', 'Code'], { S3Bucket: 'theirs', S3Key: 'their.zip' });
  edit(assembly, 'One.template.json', ['Resources', logicalId, 'Metadata'], undefined);
  expect(readServers(assembly).refused).toMatchObject([{ reason: expect.stringContaining('no asset of this app (S3 key their.zip)') }]);
});

test('a resource whose condition does not hold is not made', () => {
  const assembly = oneServer();
  const [{ door }] = readServers(assembly).servers;
  edit(assembly, 'One.template.json', ['Conditions'], { Never: { 'Fn::Equals': ['a', 'b'] } });
  edit(assembly, 'One.template.json', ['Resources', door.logicalId, 'Condition'], 'Never');
  expect(readServers(assembly).servers).toEqual([]);
});

describe('what constructs said', () => {
  test('is passed on as warnings', () => {
    const { warnings } = readServers(synth((app) => Annotations.of(new Stack(app, 'One')).addWarningV2('mine:open', 'It is open')));
    expect(warnings).toEqual([{ stack: 'One', constructPath: 'One', message: 'One: It is open [ack: mine:open]' }]);
  });

  test('is read from a file of its own too, where newer versions of the CDK keep it', () => {
    const assembly = synth((app) => Annotations.of(new Stack(app, 'One')).addWarningV2('mine:open', 'It is open'));
    const { artifacts: { One: { metadata } } } = JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8')) as { artifacts: { One: { metadata?: object } } };
    if (metadata !== undefined) { // of a version that keeps it in the manifest
      writeFileSync(join(assembly, 'One.metadata.json'), JSON.stringify(metadata));
      edit(assembly, 'manifest.json', ['artifacts', 'One', 'metadata'], undefined);
      edit(assembly, 'manifest.json', ['artifacts', 'One', 'additionalMetadataFile'], 'One.metadata.json');
    }
    expect(readServers(assembly).warnings).toHaveLength(1);
  });

  test('is passed on whatever it is', () => {
    const assembly = oneServer();
    edit(assembly, 'manifest.json', ['artifacts', 'One', 'metadata'], { '/One': [{ type: 'aws:cdk:warning', data: { open: true } }, { type: 'aws:cdk:warning' }] });
    expect(readServers(assembly).warnings.map(({ message }) => message)).toEqual(['One: {"open":true}', 'One: null']);
  });

  test('as an error refuses the stack, as a deployment does', () => {
    const assembly = synth((app) => Annotations.of(new PlainServer(new Stack(app, 'One'), 'Server')).addError('It cannot be'));
    expect(() => readServers(assembly)).toThrow('The stack One has errors with which `cdk deploy` refuses it:\n  One/Server: It cannot be');
  });
});
