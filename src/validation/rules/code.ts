import { show } from '../../private/errors';
import { error, info, Rule, warning, when } from '../rule';

/** What must be true of the code, and of files before they are uploaded. */
export const CODE_RULES: Rule[] = [
  error('settingNotForCode', ({ code, given }) =>
    given.filter((setting) => Object.hasOwn(code.refuses ?? {}, setting)).map((setting) => ({
      setting,
      given: `it beside ${code.call}`,
      expected: code.refuses![setting],
    }))),

  error('codeDirectoryMissing', ({ code }) =>
    when(['missing', 'not a directory'].includes(code.directoryState), () => ({
      setting: 'code',
      given: `${code.call}, which is ${code.directoryState}`,
      expected: 'a directory: build the server first, or correct the path (it is relative to the process\'s working directory)',
    }))),

  error('linkLeadsOutside', ({ code }) =>
    when(code.linksOutside.length > 0, () => ({
      setting: 'code',
      given: `${code.call}, with symbolic links that lead out of it: ${code.linksOutside.slice(0, 3).map(show).join(', ')}`,
      expected: 'files in their place, since on Lambda there is nothing outside: bundle the server, or install its packages without links',
    }))),

  info('envFileLeftOut', ({ code }) =>
    when(code.envFiles.length > 0, () => ({
      setting: 'code',
      given: `${code.call}, of which ${code.envFiles.slice(0, 3).map(show).join(', ')} is not uploaded, as such files hold secrets`,
      expected: 'environment and secrets for what the server reads of it; or another name, where it is no secret and the server needs the file',
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
