import { error, Rule, when } from '../rule';

/** What builds code during synthesis. */
export const CODE_BUILD_RULES: Rule[] = [
  error('buildToolMissing', ({ code: { builder, call, directoryState } }) =>
    when(directoryState === 'present' && builder !== undefined && !builder.toolWorks && !builder.dockerWorks, () => ({
      setting: 'code',
      given: `${call}, on a machine with neither "${builder!.tool}" nor a running Docker`,
      expected: `one of them: ${builder!.install}, or start Docker, in which it is built then`,
    }))),
];
