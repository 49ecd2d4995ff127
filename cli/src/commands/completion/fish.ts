import { namesBelow, placeName, valuedOptions } from './cases';
import type { CompletedOption, Place, Value } from './places';

/** A script for fish from 3 on. */
export function fishScript(places: readonly Place[]): string {
  return `# Completes the commands of mcp-lambda in fish: mcp-lambda completion fish | source
function __mcp_lambda_at
    set -l at
    set -l option
    for word in (commandline -opc)[2..-1]
        if test -n "$option"
            set option
            continue
        end
        switch "$at $word"
            case ${valuedOptions(places).flatMap((valued) => valued.names).map(quoted).join(' ')}
                set option $word
            case ${namesBelow(places).map(quoted).join(' ')}
                set at "$at $word"
        end
    end
    test "$at" = "$argv[1]"
end

function __mcp_lambda_environments
    set -l directory $PWD
    while test -n "$directory"; and not test -f "$directory/.pmcp/deploy.toml"
        set directory (string replace -r '/[^/]*$' '' -- $directory)
    end
    if test -n "$directory"
        string match -rg '^\\s*\\[env\\.([A-Za-z][A-Za-z0-9-]*)' <"$directory/.pmcp/deploy.toml" | sort -u
    end
end

complete -c mcp-lambda -e
complete -c mcp-lambda -f
${places.flatMap(linesOf).join('\n')}
`;
}

function linesOf(place: Place): string[] {
  const line = (rest: string) => `complete -c mcp-lambda -n ${quoted(`__mcp_lambda_at ${quoted(placeName(place))}`)} ${rest}`;
  return [
    ...place.words.map(({ word, description }) => line(`-a ${quoted(word)} -d ${quoted(description)}`)),
    ...place.options.map((option) => line(`${names(option)}${value(option.value)} -d ${quoted(option.description)}`)),
  ];
}

function names({ names: all }: CompletedOption): string {
  return all.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`)).join(' ');
}

function value(taken: Value | undefined): string {
  switch (taken?.kind) {
    case undefined: return '';
    case 'words': return ` -x -a ${quoted(taken.words.join(' '))}`;
    case 'environments': return ' -x -a \'(__mcp_lambda_environments)\'';
    case 'files': return ' -r -F';
    case 'directories': return ' -x -a \'(__fish_complete_directories)\'';
    case 'anything': return ' -x';
  }
}

/** Text as one word of fish. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
