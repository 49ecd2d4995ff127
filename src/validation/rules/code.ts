import { show } from '../../private/errors';
import { error, Rule, when } from '../rule';

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
      given: `${code.call}, whose "bootstrap" is not executable`,
      expected: `the executable bit: chmod +x ${show(`${code.directory}/bootstrap`)}`,
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

  error('entryMissing', ({ code }) =>
    when(code.directoryState === 'present' && code.entry !== undefined && code.entry.state !== 'present', () => ({
      setting: 'code.entry',
      given: `${code.call}, where the entry is ${entryState(code.entry!.state)}`,
      expected: `a file below ${show(code.directory)}: build the server first, or correct the name`,
    }))),
];

function entryState(state: string): string {
  return state === 'outside' ? 'outside of the directory' : state;
}
