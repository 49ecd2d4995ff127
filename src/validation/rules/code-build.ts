import { error, info, Rule, when } from '../rule';

/** What builds code during synthesis. */
export const CODE_BUILD_RULES: Rule[] = [
  error('buildToolMissing', ({ code: { builder, call, directoryState } }) =>
    when(directoryState === 'present' && builder !== undefined && !builder.toolWorks && builder.container !== 'works', () => ({
      setting: 'code',
      given: `${call}, on a machine ${builder!.container === 'none' ? `without ${builder!.tool}` : `with neither ${builder!.tool} nor a running Docker`}`,
      expected: builder!.container === 'none' ? builder!.install : `one of them: ${builder!.install}; or start Docker, in which it is built then`,
    }))),

  info('buildToolAdvice', ({ code: { builder } }) =>
    (builder?.advice ?? []).map((advice) => ({ setting: 'code', ...advice }))),

  error('packagesUndeclared', ({ code: { packagesUndeclared, call } }) =>
    when(packagesUndeclared === true, () => ({
      setting: 'code.installPackages',
      given: `true for ${call}, a directory that names no packages`,
      expected: 'a uv.lock, a requirements.txt or a pyproject.toml in it',
    }))),
];
