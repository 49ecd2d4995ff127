import { ENVIRONMENTS, namesBelow, patterns, placeName, quoted, valueCases, valuedOptions } from './cases';
import type { Place, Value } from './places';

/** A script for bash from 3.2 on, which needs nothing but bash. */
export function bashScript(places: readonly Place[]): string {
  const valued = valuedOptions(places);
  return `# Completes the commands of mcp-lambda in bash: eval "$(mcp-lambda completion bash)"
${ENVIRONMENTS}

_mcp_lambda() {
  local current=\${COMP_WORDS[COMP_CWORD]} at= option= prefix= commands= options= word i IFS=$' \\t\\n'
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    # In --format=json bash takes = for a word of its own.
    if [ "$word" = = ]; then continue; fi
    if [ -n "$option" ]; then option=; continue; fi
    case "$at $word" in
      ${patterns(valued.flatMap(({ names }) => names))}) option=$word ;;
      ${patterns(namesBelow(places))}) at="$at $word" ;;
    esac
  done
  if [ "$current" = = ]; then current=; fi
  case $current in --*=*) option=\${current%%=*} prefix=$option= current=\${current#*=} ;; esac
  if [ -n "$option" ]; then
    case "$at $option" in
${valueCases(valued, candidates)}
    esac
    COMPREPLY=("\${COMPREPLY[@]/#/$prefix}")
    return
  fi
  case "$at" in
${places.map((place) => `    ${quoted(placeName(place))}) ${lists(place)} ;;`).join('\n')}
  esac
  case "$current$commands" in
    -*|'') COMPREPLY=($(compgen -W "$options" -- "$current")) ;;
    *) COMPREPLY=($(compgen -W "\${commands:-$options}" -- "$current")) ;;
  esac
}

complete -F _mcp_lambda mcp-lambda
`;
}

function candidates(value: Value): string | undefined {
  switch (value.kind) {
    case 'words': return `COMPREPLY=($(compgen -W ${quoted(value.words.join(' '))} -- "$current"))`;
    case 'environments': return 'COMPREPLY=($(compgen -W "$(_mcp_lambda_environments)" -- "$current"))';
    case 'files': return `${OF_FILES} COMPREPLY=($(compgen -f -- "$current"))`;
    case 'directories': return `${OF_FILES} COMPREPLY=($(compgen -d -- "$current"))`;
    case 'anything': return undefined;
  }
}

/** Names may have spaces, and are quoted by bash. Its version 3 has no compopt. */
const OF_FILES = 'compopt -o filenames 2>/dev/null; IFS=$\'\\n\';';

function lists({ words, options }: Place): string {
  return `commands=${quoted(words.map(({ word }) => word).join(' '))} options=${quoted(options.flatMap(({ names }) => names).join(' '))}`;
}
