import { show } from '../../private/errors';
import { error, Rule, warning, when } from '../rule';

/** What cannot be executed on Lambda, in words. */
const FORMATS: Record<string, string> = {
  'mach-o': 'built for macOS',
  'windows': 'built for Windows',
  'other': 'neither an executable nor a script',
};

/** What must be true of the files before they are uploaded. */
export const CODE_RULES: Rule[] = [
  error('codeDirectoryMissing', ({ code }) =>
    when(code.directoryState !== 'present', () => ({
      setting: 'code',
      given: `${code.call}, which is ${code.directoryState}`,
      expected: 'a directory: build the server first, or correct the path (it is relative to the process\'s working directory)',
    }))),

  error('bootstrapMissing', ({ code }) =>
    when(code.directoryState === 'present' && code.bootstrap?.format === 'missing', () => ({
      setting: 'code',
      given: `${code.call}, a directory without a file named "bootstrap"`,
      expected: 'the executable that Lambda starts under that name; cargo-lambda writes it to target/lambda/<binary>',
    }))),

  error('bootstrapNotExecutable', ({ code }) =>
    when(code.bootstrap?.executable === false, () => ({
      setting: 'code',
      given: `${code.call}, whose "bootstrap" is not executable for everybody`,
      expected: `chmod 755 ${show(`${code.directory}/bootstrap`)}: Lambda does not run it as its owner`,
    }))),

  error('bootstrapFormatUnknown', ({ code }) =>
    when(code.bootstrap !== undefined && Object.hasOwn(FORMATS, code.bootstrap.format), () => ({
      setting: 'code',
      given: `${code.call}, whose "bootstrap" is ${FORMATS[code.bootstrap!.format]}`,
      expected: 'an executable for Linux (ELF), or a script that begins with "#!": cross-compile it, as cargo-lambda does',
    }))),

  error('bootstrapWrongArchitecture', ({ code, architecture }) =>
    when(code.bootstrap?.machine !== undefined && code.bootstrap.machine !== architecture, () => ({
      setting: 'code',
      given: `${code.call}, whose "bootstrap" is built for ${code.bootstrap?.machine}`,
      expected: `${architecture}: build it for that, or set architecture to what it is built for`,
    }))),

  error('bootstrapCarriageReturns', ({ code }) =>
    when(code.bootstrap?.carriageReturns === true, () => ({
      setting: 'code',
      given: `${code.call}, whose "bootstrap" is a script with Windows line ends (CR LF)`,
      expected: 'line ends of LF alone: Linux takes the CR as part of the interpreter\'s name and does not find it',
    }))),

  error('linkLeadsOutside', ({ code }) =>
    when(code.linksOutside.length > 0, () => ({
      setting: 'code',
      given: `${code.call}, with symbolic links that lead out of it: ${code.linksOutside.slice(0, 3).map(show).join(', ')}`,
      expected: 'files in their place, since on Lambda there is nothing outside: bundle the server, or install its packages without links',
    }))),

  warning('executableBitLost', ({ code }) =>
    when(!code.executableBits, () => ({
      setting: 'code',
      given: `${code.call} on Windows, whose files have no executable bit`,
      expected: 'a deployment from Linux, macOS or WSL: Lambda cannot start the server otherwise',
    }))),

  error('runtimeWithoutInterpreter', ({ code }) =>
    when(code.entry?.runtimeFits === false, () => ({
      setting: 'code.runtime',
      given: `${code.entry!.runtime} for ${code.call}`,
      expected: 'a runtime of that language',
    }))),

  error('entryMissing', ({ code }) =>
    when(code.directoryState === 'present' && code.entry !== undefined && code.entry.state !== 'present', () => ({
      setting: 'code.entry',
      given: `${code.call}, where the entry is ${code.entry!.state === 'outside' ? 'outside of the directory' : code.entry!.state}`,
      expected: `a file below ${show(code.directory)}: build the server first, or correct the name`,
    }))),
];
