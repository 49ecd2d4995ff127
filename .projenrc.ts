import { awscdk, github, javascript, typescript } from 'projen';
import { publishWhatIsRead } from './projenrc/published';
import { cliZones, libraryZones } from './projenrc/rooms';

const NODE_FLOOR = '20.19.0';

/**
 * The oldest CDK that has all that is used here (response streaming on REST methods, both
 * permissions of public function URLs, property injectors, Node 24) and whose packages exist in
 * every language. 2.232.0 lacks type declarations (`HttpApi` has no base class there), and 2.232.1
 * has no Go module, as several later versions have none.
 */
const CDK_FLOOR = '2.232.2';

const TYPESCRIPT = '~6.0.3';
const AUTHOR = 'The cdk-mcp-lambda authors';
const HOMEPAGE = 'https://github.com/cdk-mcp-lambda/cdk-mcp-lambda';

const compilerOptions: javascript.TypeScriptCompilerOptions = {
  target: 'ES2022',
  lib: ['es2022'],
  module: 'node16',
  types: ['node'],
  skipLibCheck: true,
  noEmitOnError: true,
};

/** Where the linters look. */
const SHIPPED = ['src', 'cli/src'];
const DEVELOPED = ['test', 'cli/test', 'demo', 'scripts', 'examples', 'templates', 'projenrc', '.projenrc.ts'];

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-mcp-lambda',
  description: 'Run any MCP server that speaks HTTP on AWS Lambda, with the AWS CDK',
  author: AUTHOR,
  authorAddress: 'https://github.com/cdk-mcp-lambda',
  authorOrganization: true,
  repositoryUrl: `${HOMEPAGE}.git`,
  homepage: HOMEPAGE,
  license: 'Apache-2.0',
  copyrightOwner: AUTHOR,
  stability: 'experimental',
  keywords: ['aws', 'cdk', 'mcp', 'model-context-protocol', 'lambda', 'lambda-web-adapter', 'api-gateway'],
  defaultReleaseBranch: 'main',
  projenrcTs: true,
  projenVersion: '0.103.25',

  cdkVersion: CDK_FLOOR,
  constructsVersion: '10.4.3',
  jsiiVersion: '~6.0.16',
  typescriptVersion: TYPESCRIPT,
  minNodeVersion: NODE_FLOOR,
  packageManager: javascript.NodePackageManager.NPM,
  entrypoint: 'lib/bundle.js',
  entrypointTypes: 'lib/index.d.ts',

  publishToPypi: { distName: 'cdk-mcp-lambda', module: 'cdk_mcp_lambda' },
  publishToMaven: {
    javaPackage: 'io.github.cdkmcplambda',
    mavenGroupId: 'io.github.cdk-mcp-lambda',
    mavenArtifactId: 'cdk-mcp-lambda',
  },
  publishToNuget: { dotNetNamespace: 'CdkMcpLambda', packageId: 'CdkMcpLambda' },
  publishToGo: { moduleName: 'github.com/cdk-mcp-lambda/cdk-mcp-lambda-go' },
  // Both npm packages are published as they are packed and tried; see below.
  releaseToNpm: false,
  // The next major needs Node 22.
  bumpPackage: 'commit-and-tag-version@^12',
  clobber: false,

  devDeps: [
    '@aws-cdk/aws-service-spec@0.1.216', '@aws-cdk/cloudformation-diff@2.187.5', '@aws-cdk/integ-runner@2.197.10',
    '@aws-cdk/integ-tests-alpha@2.214.0-alpha.0', '@aws-sdk/client-secrets-manager@3.1163.0', '@aws-sdk/client-ssm@3.1169.0',
    '@modelcontextprotocol/client@2.4.0', 'aws-cdk@2.1148.1', 'aws-jwt-verify@5.2.1', 'aws4fetch@^1',
    'cdk-nag@2.37.55', 'esbuild@^0.28', 'fast-check@^4', 'oxlint@1.94.0', 'picocolors@^1', 'toml-eslint-parser@0.12.0', 'tsx@^4', 'undici@^7',
  ],
  sampleCode: false,
  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: {
    compilerOptions: { ...compilerOptions, types: ['jest', 'node'], rootDir: '.' },
    // The linter reads this one too, and so it knows what is shipped as well.
    include: [
      'src/**/*.ts', 'cli/src/**/*.ts', 'cli/templates/**/*.ts', 'templates/*/typescript/*/*.ts', 'test/**/*.ts', 'cli/test/**/*.ts',
      'demo/**/*.ts', 'examples/*/*.ts', 'examples/consumers/*/*.ts', 'scripts/**/*.ts', 'projenrc/**/*.ts', '.projenrc.ts',
    ],
    exclude: ['**/node_modules', '**/cdk.out'],
  },
  eslintOptions: {
    dirs: SHIPPED,
    devdirs: DEVELOPED,
    ignorePatterns: ['*.js', '*.d.ts', 'node_modules/', 'lib/', 'cdk.out/', 'build/', '!test/build/', 'dist/', '!.projenrc.ts', '!projenrc/**/*.ts'],
    commandOptions: { fix: false },
    projectService: false,
    tsconfigPath: './tsconfig.dev.json',
  },
  jestOptions: {
    jestVersion: '^30',
    junitReporting: false,
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      roots: ['<rootDir>/test', '<rootDir>/cli/test'],
      testMatch: ['**/*.test.ts'],
      collectCoverage: false,
      globalSetup: '<rootDir>/test/temporary-directory.ts',
      maxWorkers: 2,
      // Jest runs each file's tests in an AsyncLocalStorage of the file's own, and on Node.js 20 every promise visits all that there ever were in
      // a process: after a hundred files a request that takes milliseconds took a second. So a worker that has grown makes place for a new one.
      workerIdleMemoryLimit: '300MB',
      testTimeout: 20_000, // many start processes, and the machine may be busy
    },
  },
  gitignore: ['cdk.out/', '.DS_Store', '/examples/*/build/', '/examples/consumers/java/target/', '/dist/', '.jsii.tabl.json'],
  npmIgnoreOptions: { ignorePatterns: ['/cli/', '/examples/', '/demo/', '/docs/', '/scripts/', '/.ci/', '/tsconfig.dev.json', '/.npmrc', '/API.md', '*.tgz', '.jsii.tabl.json'] },
});

// Projen's default puts every source into its compiled file a second time, which doubles what each package in each language weighs.
for (const option of ['inlineSourceMap', 'inlineSources']) {
  project.tsconfig!.file.addOverride(`compilerOptions.${option}`, false);
}

// Type-checking is a task of its own, so that each test file compiles in milliseconds.
project.tsconfigDev.file.addOverride('compilerOptions.isolatedModules', true);
// jose is published as ES modules alone, and Jest loads none: it gets that package and every `import()` as CommonJS.
const transform = ['ts-jest', { tsconfig: { target: 'ES2022', module: 'commonjs', esModuleInterop: true, allowJs: true, isolatedModules: true } }];
project.jest!.config.transform = { '^.+\\.ts$': transform, '/node_modules/jose/.+\\.js$': transform };
project.jest!.config.transformIgnorePatterns = ['/node_modules/(?!jose/)'];

const cli = new typescript.TypeScriptProject({
  parent: project,
  outdir: 'cli',
  name: 'mcp-lambda',
  description: 'Deploy MCP servers to AWS Lambda, and serve the synthesised template on your own machine',
  authorName: AUTHOR,
  authorUrl: 'https://github.com/cdk-mcp-lambda',
  authorOrganization: true,
  repository: `${HOMEPAGE}.git`,
  repositoryDirectory: 'cli',
  homepage: HOMEPAGE,
  license: 'Apache-2.0',
  copyrightOwner: AUTHOR,
  keywords: ['mcp', 'model-context-protocol', 'lambda', 'cdk', 'cli'],
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: NODE_FLOOR,
  typescriptVersion: TYPESCRIPT,
  eslint: false,
  jest: false,
  release: false,
  sampleCode: false,
  disableTsconfigDev: true,
  tsconfig: { compilerOptions: { ...compilerOptions, declaration: false, inlineSourceMap: false, inlineSources: false } },
  bin: { 'mcp-lambda': 'bin/mcp-lambda' },
  entrypoint: 'lib/main.js',
  deps: [
    'cdk-mcp-lambda@file:..',
    // 1.41 and later depend on packages that are not in the registries yet.
    '@aws-cdk/toolkit-lib@1.40.1',
    // As the Toolkit Library asks for them, so that there is one copy of each.
    '@aws-sdk/client-cloudformation@^3',
    '@aws-sdk/client-cloudwatch-logs@^3',
    '@aws-sdk/client-cognito-identity-provider@^3',
    '@aws-sdk/client-lambda@^3',
    '@aws-sdk/client-secrets-manager@^3',
    '@aws-sdk/client-ssm@^3',
    '@aws-sdk/client-sts@^3',
    '@aws-sdk/credential-providers@^3',
    '@smithy/core@^3',
    '@smithy/shared-ini-file-loader@^4',
    '@smithy/signature-v4@^5',
    // The next majors are published for `import` alone.
    'agent-base@^7',
    // For the app of a project that has none of its own; npm would install both as peers of the library too.
    `aws-cdk-lib@^${CDK_FLOOR}`,
    'constructs@^10.4.3',
    // Bundles servers of Node.js for that app.
    'esbuild@^0.28',
    // The version that the Toolkit Library brings: 5 is published for `import` alone.
    'chokidar@^4',
    'commander@^14',
    'https-proxy-agent@^7',
    'jose@^6',
    'oidc-provider@^9',
    'picocolors@^1',
    'picomatch@^4',
    'proxy-from-env@^1',
  ],
  devDeps: ['@types/oidc-provider@^9', '@types/picomatch@^4', '@types/proxy-from-env@^1'],
});
cli.package.addField('types', undefined);
publishWhatIsRead(project.npmignore!);
cli.npmignore!.exclude('/.projen/', '/test/', '/src/', 'tsconfig*.json');
cli.npmignore!.include('/bin/', '/bootstraps/', '/lib/', '/templates/');

project.package.addField('workspaces', ['cli', 'examples/*']);
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
// The newest version lacks its platform binaries in the registry, and `npm ci` then fails.
project.package.addField('overrides', { 'unrs-resolver': '1.12.2' });

// Node 20 stays supported here as long as AWS Lambda's users have it; jsii warns at each start.
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

const compileCli = project.addTask('compile:cli', {
  description: 'Compile the command line',
  exec: 'tsc -p cli/tsconfig.json',
});
// Projects without a CDK app of their own run the very files that others get.
compileCli.exec('tsc -p cli/templates/cdk/tsconfig.json --noEmit false --rootDir cli/templates/cdk --outDir cli/lib/cdk-app');
const typecheck = project.addTask('typecheck', {
  description: 'Type-check everything that is not shipped',
  exec: 'tsc -p tsconfig.dev.json --noEmit',
});
project.compileTask.exec(
  'esbuild src/authorizer/handler/index.ts --bundle --platform=node --target=node24 --legal-comments=eof --outfile=lib/authorizer/bundle/index.js --log-level=warning',
  { name: 'bundle the handler that checks tokens for REST APIs, with the library that it uses' },
);
project.compileTask.exec(
  'esbuild src/deploy-toml/syntax.ts --bundle --platform=node --target=node20 --minify --legal-comments=eof --outfile=lib/deploy-toml/syntax.js --log-level=warning',
  { name: 'put the TOML parser into the one file that uses it, as the library brings no packages' },
);
project.compileTask.exec('tsx scripts/bundle.ts', { name: 'put all that is compiled into one file, which loads each part at its first use' });
project.compileTask.spawn(compileCli);

project.testTask.reset();
project.testTask.spawn(project.compileTask);
project.testTask.spawn(typecheck);
project.testTask.exec('jest --ci', { receiveArgs: true });
project.testTask.spawn(project.eslint!.eslintTask);
// ESLint's own rule takes a minute for what this one says in a second, with the whole way round.
project.testTask.spawn(project.addTask('lint:cycles', {
  description: 'Finds modules that import each other',
  exec: `oxlint --allow all --import-plugin --deny import/no-cycle ${[...SHIPPED, ...DEVELOPED].join(' ')}`,
}));

project.tasks.tryFind('docgen')!.exec('tsx scripts/readme-settings.ts');

const packageNpm = project.addTask('package:npm', {
  description: 'Pack the library into dist/js and the command line into dist/cli, as they are published',
  exec: 'tsx scripts/package.ts',
});
// What is published is what the tests have tried: projen's own way knows no command line, no translated examples and no registry's README.
project.packageTask.reset();
project.packageTask.spawn(packageNpm);
for (const name of ['package-all', 'package:js']) {
  project.removeTask(name);
}
for (const language of ['python', 'java', 'dotnet', 'go']) {
  project.tasks.tryFind(`package:${language}`)!.reset(`tsx scripts/package-languages.ts ${language}`);
}
project.release!.publisher.publishToNpm({
  npmProvenance: project.package.npmProvenance,
  prePublishSteps: [{ name: 'Put the command line beside the library', run: 'mv dist/cli/*.tgz dist/js/' }],
});
const packageAll = project.addTask('package:all', {
  description: 'Pack the library for every language, and the command line, into dist',
});
packageAll.spawn(project.compileTask);
packageAll.spawn(packageNpm);
packageAll.exec('tsx scripts/package-languages.ts', { receiveArgs: true });
project.addTask('declare:stable', {
  description: 'Declare this state stable: what breaks its API, or replaces what it has deployed, fails the tests from then on',
  exec: 'tsx scripts/declare-stable.ts',
});
const testPacked = project.addTask('test:packed', {
  description: 'Try the packed packages in an empty directory',
});
testPacked.spawn(project.compileTask);
testPacked.spawn(packageNpm);
testPacked.exec("jest --ci --testMatch '**/test/packed/*.e2e.ts'", { receiveArgs: true });
const testLanguages = project.addTask('test:languages', {
  description: 'Pack the library for other languages, and synthesise with the packages',
});
testLanguages.spawn(project.compileTask);
testLanguages.spawn(packageNpm);
testLanguages.exec("jest --ci --runInBand --testMatch '**/test/languages/*.e2e.ts'", { receiveArgs: true });

const testAcceptance = project.addTask('test:acceptance', {
  description: 'Ask the same of a server by itself and through each door of mcp-lambda dev',
});
testAcceptance.spawn(project.compileTask);
testAcceptance.exec("jest --ci --testMatch '**/test/acceptance/*.e2e.ts'", { receiveArgs: true });

const testDeploy = project.addTask('test:deploy', {
  description: 'Deploy the examples with the real CDK CLI and the real adapter, without AWS',
  env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
});
testDeploy.spawn(project.compileTask);
testDeploy.exec("jest --ci --runInBand --testMatch '**/test/deploy/**/*.e2e.ts'", { receiveArgs: true });

const testTranscripts = project.addTask('test:transcripts', {
  description: 'What a user reads of every deploy command, for projects that deploy init has set up with the packed packages',
  env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
});
testTranscripts.spawn(project.compileTask);
testTranscripts.spawn(packageNpm);
testTranscripts.exec("jest --ci --runInBand --testMatch '**/test/deploy/cloud/*.journey.ts'", { receiveArgs: true });

const testBuild = project.addTask('test:build', {
  description: 'Build servers with the real cargo-lambda and real wheels, for both processors',
});
testBuild.spawn(project.compileTask);
testBuild.exec("jest --ci --runInBand --testMatch '**/test/build/*.e2e.ts'", { receiveArgs: true });

const testLoad = project.addTask('test:load', {
  description: 'Let 50 clients call mcp-lambda dev for a minute while its instances are killed',
});
testLoad.spawn(project.compileTask);
testLoad.exec("jest --ci --testMatch '**/test/load/*.e2e.ts'", { receiveArgs: true });

// Code is no part of a snapshot; after projen's own line that takes all of `test` in.
project.gitignore.exclude('/test/integ/*.snapshot/asset.*', '/test/integ/*.snapshot/tree.json');
const testInteg = project.addTask('test:integ', {
  description: 'Hold the apps that can be deployed against the snapshots of what was deployed; with an AWS account, deploy them',
});
testInteg.spawn(project.compileTask);
testInteg.exec("integ-runner --directory test/integ --language typescript --app 'node --import tsx {filePath}' --max-workers 2 --no-update-workflow", {
  receiveArgs: true,
});

const testMatrix = project.addTask('test:matrix', {
  description: 'Run the tests with the oldest and the newest CDK, feature flags off and on, on this Node and the newest',
});
testMatrix.spawn(project.compileTask);
testMatrix.exec('tsx test/matrix/main.ts', { receiveArgs: true });

// Too long for every change, and what it finds comes from new versions of the CDK and of Node.js as much as from a change.
const matrix = project.github!.addWorkflow('matrix');
matrix.on({ schedule: [{ cron: '0 3 * * 1' }], workflowDispatch: {} });
matrix.addJob('matrix', {
  runsOn: ['ubuntu-latest'],
  permissions: { contents: github.workflows.JobPermission.READ },
  tools: { node: { version: NODE_FLOOR } },
  steps: [
    github.WorkflowSteps.checkout(),
    { name: 'Install dependencies', run: project.package.installCommand },
    { name: 'Run the tests with every version', run: project.runTaskCommand(testMatrix) },
  ],
});

// What nobody here needs: Jest's own options do more than the first two, and the others are dangerous, or done better by the tests.
for (const name of ['test:update', 'test:watch', 'watch', 'compat', 'eject']) {
  project.removeTask(name);
}

// Not through tsx's own command: npm passes signals to the first process alone.
project.package.setScript('demo', 'node --import tsx demo/main.ts');
project.package.setScript('start', 'node --import tsx demo/main.ts --stay');
project.package.setScript('bench', 'node --import tsx test/bench/main.ts');
project.package.setScript('measure:cold-start', 'node --import tsx test/bench/cold-starts.ts');

project.eslint!.allowDevDeps('src/authorizer/handler/*.ts'); // bundled
project.eslint!.allowDevDeps('src/deploy-toml/syntax.ts'); // bundled
project.eslint!.addRules({
  'import/no-restricted-paths': ['error', { zones: [...libraryZones(), ...cliZones()] }],
  'import/no-extraneous-dependencies': ['error', { packageDir: ['.', './cli'] }],
  'max-lines': ['error', { max: 400 }],
});
project.eslint!.addOverride({
  files: ['test/**', 'cli/test/**', 'demo/**', 'scripts/**', 'examples/**', 'templates/**'],
  rules: { 'import/no-extraneous-dependencies': 'off' },
});
// Node's own test runner waits for what `test` returns.
project.eslint!.addOverride({ files: ['templates/**/test/*.ts'], rules: { '@typescript-eslint/no-floating-promises': 'off' } });

// Examples that do not compile are errors of every tool that reads them.
project.tryFindObjectFile('package.json')!.addOverride('jsii.metadata.jsii.rosetta.strict', true);

project.synth();
