import * as fs from 'node:fs';
import * as path from 'node:path';
import { Fn } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { RuleCases } from './rule-case';
import { McpLambdaServerProps, McpNodejsCodeOptions, McpServerCode } from '../../src';
import { elfFile } from '../code/elf-file';
import { directoryOf, elf, imageDirectory } from '../support';

const ARM64_LOADER = '/lib/ld-linux-aarch64.so.1';

/** Files as they are uploaded. */
export const CODE_RULE_CASES: Record<string, () => RuleCases> = {
  codeDirectoryMissing: () => {
    const file = `${directoryOf({ file: 'x' })}/file`;
    return {
      fails: [
        { props: { code: McpServerCode.asset('no/such/directory') }, says: ['McpServerCode.asset("no/such/directory")', 'missing', 'build the server first'] },
        { props: { code: McpServerCode.asset(file) }, says: ['not a directory'] },
        { props: { code: McpServerCode.nodejs('no/such/directory', { entry: 'a.js' }) }, says: ['McpServerCode.nodejs("no/such/directory"'] },
      ],
      passes: [{ props: {} }],
    };
  },
  bootstrapMissing: () => ({
    fails: [{ props: { code: McpServerCode.asset(directoryOf({ server: 'x' })) }, says: ['without a file named "bootstrap"', 'cargo-lambda'] }],
    passes: [{ props: {} }],
  }),
  bootstrapNotExecutable: () => ({
    fails: [0o644, 0o700, 0o750, 0o711].map((mode) => ({
      props: { code: McpServerCode.asset(directoryOf({ bootstrap: '#!/bin/sh\n' }, mode)) }, says: ['is not executable for everybody', 'chmod 755'],
    })),
    passes: [0o755, 0o555].map((mode) => ({ props: { code: McpServerCode.asset(directoryOf({ bootstrap: '#!/bin/sh\n' }, mode)) } })),
  }),
  bootstrapFormatUnknown: () => ({
    fails: [
      { props: { code: McpServerCode.asset(directoryOf({ bootstrap: Buffer.from('cffaedfe0c000001', 'hex') })) }, says: ['built for macOS', 'cross-compile'] },
      { props: { code: McpServerCode.asset(directoryOf({ bootstrap: 'MZ\x90' })) }, says: ['built for Windows'] },
      { props: { code: McpServerCode.asset(directoryOf({ bootstrap: '' })) }, says: ['neither an executable nor a script'] },
      { props: { code: McpServerCode.asset(directoryOf({ bootstrap: '\x7fELF' })) }, says: ['neither an executable nor a script'] },
      { props: { code: McpServerCode.asset(directoryOf({ bootstrap: '\ufeff#!/bin/sh\n' })) }, says: ['begins with "#!"'] },
    ],
    passes: [{ props: {} }, { props: { code: McpServerCode.asset(directoryOf({ bootstrap: elf(0xb7) })) } }],
  }),
  executableBitLost: () => ({
    fails: [{ props: {}, says: ['on Windows', 'WSL'], platform: 'win32' }],
    passes: [{ props: {}, platform: 'linux' }, { props: {}, platform: 'darwin' }],
  }),
  envFileLeftOut: () => {
    const code = (...files: string[]) => McpServerCode.nodejs(directoryOf(Object.fromEntries(['server.js', ...files].map((file) => [file, '']))), { entry: 'server.js' });
    return {
      fails: [
        { props: { code: code('.env', 'config/.env.production') }, says: ['code: got McpServerCode.nodejs(', '".env", "config/.env.production" is not uploaded', 'environment and secrets'] },
        { props: { code: McpServerCode.image(imageDirectory({ '.env': '' })) }, says: ['code: got McpServerCode.image(', '".env" is not uploaded'] },
      ],
      passes: [{ props: { code: code('.env.example', '.envrc', 'node_modules/a/.env') } }, { props: { code: McpServerCode.image(imageDirectory()) } }],
    };
  },
  linkLeadsOutside: () => {
    const outside = directoryOf({ 'tool.js': '' });
    const linked = (target: string) => {
      const directory = directoryOf({ 'server.js': '', 'lib/a.js': '' });
      fs.symlinkSync(target, path.join(directory, 'lib', 'link.js'));
      return McpServerCode.nodejs(directory, { entry: 'server.js' });
    };
    return {
      fails: [`${outside}/tool.js`, `../../${path.basename(outside)}/tool.js`, '/etc/hosts'].map((target) => ({
        props: { code: linked(target) }, says: ['symbolic links that lead out', '"lib/link.js"'],
      })),
      passes: ['a.js', '../server.js'].map((target) => ({ props: { code: linked(target) } })),
    };
  },
  runtimeWithoutInterpreter: () => {
    const directory = directoryOf({ server: '' });
    return {
      fails: [
        { props: { code: McpServerCode.nodejs(directory, { entry: 'server', runtime: lambda.Runtime.PYTHON_3_13 }) }, says: ['code.runtime: got python3.13', 'nodejs'] },
        { props: { code: McpServerCode.python(directory, { entry: 'server', runtime: lambda.Runtime.NODEJS_24_X }) }, says: ['code.runtime: got nodejs24.x'] },
      ],
      passes: [{ props: { code: McpServerCode.nodejs(directory, { entry: 'server', runtime: lambda.Runtime.NODEJS_22_X }) } }],
    };
  },
  bootstrapWrongArchitecture: () => ({
    fails: [
      { props: { code: McpServerCode.asset(directoryOf({ bootstrap: elf(0x3e) })) }, says: ['built for x86_64', 'expected arm64'] },
      {
        props: { code: McpServerCode.asset(directoryOf({ bootstrap: elf(0xb7) })), architecture: lambda.Architecture.X86_64 },
        says: ['built for arm64', 'expected x86_64'],
      },
      { props: { code: McpServerCode.asset(directoryOf({ bootstrap: elf(0xf3) })) }, says: ['ELF machine 243, 64 bits'] },
      { props: { code: McpServerCode.asset(directoryOf({ bootstrap: elf(0xb7, 1) })) }, says: ['ELF machine 183, 32 bits'] },
    ],
    passes: [
      { props: { code: McpServerCode.asset(directoryOf({ bootstrap: elf(0xb7) })) } },
      { props: { code: McpServerCode.asset(directoryOf({ bootstrap: elf(0x3e) })), architecture: lambda.Architecture.X86_64 } },
    ],
  }),
  bootstrapCarriageReturns: () => ({
    fails: [{ props: { code: McpServerCode.asset(directoryOf({ bootstrap: '#!/bin/sh\r\nexec ./server\r\n' })) }, says: ['Windows line ends', 'LF alone'] }],
    passes: [{ props: {} }],
  }),
  entryMissing: () => {
    const directory = directoryOf({ 'server.js': '', 'lib/main.js': '' });
    return {
      fails: [
        { props: { code: McpServerCode.nodejs(directory, { entry: 'other.js' }) }, says: ['code.entry', '"other.js"', 'is missing'] },
        { props: { code: McpServerCode.nodejs(directory, { entry: Fn.ref('Entry') }) }, says: ['is a token'] },
        { props: { code: McpServerCode.nodejs(directory, {} as McpNodejsCodeOptions) }, says: ['entry: nothing', 'is missing'] },
        { props: { code: McpServerCode.nodejs(directory, { entry: 'lib' }) }, says: ['is not a file'] },
        { props: { code: McpServerCode.nodejs(directory, { entry: '../x.js' }) }, says: ['outside of the directory'] },
        { props: { code: McpServerCode.nodejs(directory, { entry: '/etc/passwd' }) }, says: ['outside of the directory'] },
        { props: { code: McpServerCode.python(directory, { entry: 'other:mcp' }) }, says: ['"other:mcp"', 'is missing'] },
        { props: { code: McpServerCode.python(directory, { entry: 'other:' }) }, says: ['"other:"', 'is missing'] },
      ],
      passes: [
        { props: { code: McpServerCode.nodejs(directory, { entry: 'server.js' }) } },
        { props: { code: McpServerCode.nodejs(directory, { entry: 'lib/main.js' }) } },
      ],
    };
  },
  bootstrapLoaderMissing: () => ({
    fails: ['/lib/ld-musl-aarch64.so.1', '/nix/store/x/ld-linux-aarch64.so.1', '/lib64/ld-linux-x86-64.so.2'].map((interpreter) => ({
      props: bootstrap(elfFile({ interpreter })), says: [`is loaded by ${JSON.stringify(interpreter)}`, ARM64_LOADER, 'static'],
    })),
    passes: [{ props: bootstrap(elfFile({ interpreter: ARM64_LOADER })) }, { props: bootstrap(elfFile({})) }],
  }),
  bootstrapGlibcTooNew: () => ({
    fails: ['GLIBC_2.35', 'GLIBC_2.100', 'GLIBC_3.0', 'GLIBC_ABI_DT_RELR'].map((version) => ({
      props: bootstrap(elfFile({ versions: ['GLIBC_2.17', version] })),
      says: [`whose "bootstrap" needs glibc ${version === 'GLIBC_ABI_DT_RELR' ? '2.36' : version.slice(6)}`, 'glibc 2.34 or older', 'cargo-lambda'],
    })),
    passes: ['GLIBC_2.34', 'GLIBC_2.4', '?GLIBC_2.39', 'GLIBCXX_3.4.32'].map((version) => ({ props: bootstrap(elfFile({ versions: [version] })) })),
  }),
  libraryGlibcTooNew: () => ({
    fails: [
      { props: python(elfFile({ versions: ['GLIBC_2.39'] })), says: ['lib/native.so.1, which needs glibc 2.39', 'glibc 2.34 or older', 'manylinux_2_34'] },
      { props: python(elfFile({ versions: ['GLIBC_2.28'] }), lambda.Runtime.PYTHON_3_11), says: ['needs glibc 2.28', 'glibc 2.26'] },
    ],
    passes: [
      { props: python(elfFile({ versions: ['GLIBC_2.34'] })) },
      { props: python(elfFile({ versions: ['GLIBC_2.26'] }), lambda.Runtime.PYTHON_3_11) },
      { props: python('INPUT ( libm.so.6 )') },
    ],
  }),
  libraryWrongArchitecture: () => ({
    fails: [
      { props: python(elfFile({ machine: 0x3e })), says: ['architecture: got arm64', 'lib/native.so.1, which is built for x86_64'] },
      { props: { ...python(elfFile({})), architecture: lambda.Architecture.X86_64 }, says: ['got x86_64', 'built for arm64'] },
    ],
    passes: [{ props: python(elfFile({})) }, { props: { ...python(elfFile({ machine: 0x3e })), architecture: lambda.Architecture.X86_64 } }],
  }),
  codeSize: () => {
    const [large, usual] = [201, 199].map((megabytes) => {
      const directory = directoryOf({ 'bootstrap': '#!/bin/sh\n', 'data/model.bin': '' });
      fs.truncateSync(path.join(directory, 'data/model.bin'), megabytes * 1024 * 1024);
      return { props: { code: McpServerCode.asset(directory) } };
    });
    return { fails: [{ ...large, says: ['201.0 MB unzipped', 'data/model.bin (201.0 MB)', 'the 250 MB that Lambda takes'] }], passes: [usual, { props: {} }] };
  },
  codeTooLarge: () => {
    const files = { 'bootstrap': '#!/bin/sh\n', 'data/model.bin': '', 'cdk.out/old': '' };
    const [large, excluded] = ['data/model.bin', 'cdk.out/old'].map((file) => {
      const directory = directoryOf(files);
      fs.truncateSync(path.join(directory, file), 250 * 1024 * 1024 + 1);
      return McpServerCode.asset(directory);
    });
    return {
      fails: [{ props: { code: large }, says: ['250.0 MB unzipped', 'data/model.bin (250.0 MB)', '250 MB at most'] }],
      passes: [{ props: { code: excluded } }],
    };
  },
};

function bootstrap(content: Buffer): Partial<McpLambdaServerProps> {
  return { code: McpServerCode.asset(directoryOf({ bootstrap: content })) };
}

/** A Python server with a library among its packages. */
function python(library: Buffer | string, runtime?: lambda.Runtime): Partial<McpLambdaServerProps> {
  const directory = directoryOf({ 'server.py': '', 'lib/native.so.1': library });
  return { code: McpServerCode.python(directory, { entry: 'server.py', runtime }) };
}
