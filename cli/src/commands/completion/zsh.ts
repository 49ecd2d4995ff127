import { ENVIRONMENTS, namesBelow, patterns, placeName, quoted, valueCases, valuedOptions } from './cases';
import type { Place, Value } from './places';

/** A script for zsh, to be sourced or to be kept as `_mcp-lambda` in a directory of `fpath`. */
export function zshScript(places: readonly Place[]): string {
  const valued = valuedOptions(places);
  return `#compdef mcp-lambda
# Completes the commands of mcp-lambda in zsh, behind compinit: source <(mcp-lambda completion zsh)
${ENVIRONMENTS}

_mcp_lambda() {
  local at= option= word i
  local -a commands options
  for ((i = 2; i < CURRENT; i++)); do
    word=$words[i]
    if [[ -n $option ]]; then option=; continue; fi
    case "$at $word" in
      ${patterns(valued.flatMap(({ names }) => names))}) option=$word ;;
      ${patterns(namesBelow(places))}) at="$at $word" ;;
    esac
  done
  if [[ -z $option && $words[CURRENT] == --*=* ]]; then
    option=\${words[CURRENT]%%=*}
    compset -P '*='
  fi
  if [[ -n $option ]]; then
    case "$at $option" in
${valueCases(valued, candidates)}
    esac
    return
  fi
  case "$at" in
${places.map((place) => `    ${quoted(placeName(place))})\n${lists(place)} ;;`).join('\n')}
  esac
  if [[ $words[CURRENT] == -* ]] || (( ! $#commands )); then
    _describe -o option options
  else
    _describe command commands
  fi
}

if [[ $funcstack[1] == _mcp[_-]lambda ]]; then _mcp_lambda "$@"; else compdef _mcp_lambda mcp-lambda; fi
`;
}

function candidates(value: Value): string | undefined {
  switch (value.kind) {
    case 'words': return `compadd -- ${value.words.map(quoted).join(' ')}`;
    case 'environments': return 'compadd -- $(_mcp_lambda_environments)';
    case 'files': return '_files';
    case 'directories': return '_files -/';
    case 'anything': return undefined;
  }
}

function lists({ words, options }: Place): string {
  const described = (name: string, description: string) => quoted(`${name.replaceAll(':', '\\:')}:${description}`);
  return [
    `      commands=(${words.map(({ word, description }) => described(word, description)).join(' ')})`,
    `      options=(${options.flatMap(({ names, description }) => names.map((name) => described(name, description))).join(' ')})`,
  ].join('\n');
}
