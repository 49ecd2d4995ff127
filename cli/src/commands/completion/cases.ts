import type { CompletedOption, Place, Value } from './places';

/** Text as one word of bash or zsh. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** How a script calls a place: the words that lead to it, each behind a space. */
export function placeName({ path }: Pick<Place, 'path'>): string {
  return path.map((word) => ` ${word}`).join('');
}

/** Names of places that lie below another one. */
export function namesBelow(places: readonly Place[]): string[] {
  return places.filter(({ path }) => path.length > 0).map(placeName);
}

/** An option that takes a value, with the place that it is an option of: ` deploy outputs --format`. */
export interface ValuedOption {
  readonly names: readonly string[];
  readonly option: CompletedOption & { readonly value: Value };
}

export function valuedOptions(places: readonly Place[]): ValuedOption[] {
  return places.flatMap((place) => place.options.flatMap((option) => (hasValue(option)
    ? [{ names: option.names.map((name) => `${placeName(place)} ${name}`), option }]
    : [])));
}

function hasValue(option: CompletedOption): option is ValuedOption['option'] {
  return option.value !== undefined;
}

/** The patterns of a `case` of bash or zsh. */
export function patterns(names: readonly string[]): string {
  return names.map(quoted).join('|');
}

/** The lines of a `case` of bash or zsh, one for all options whose values are completed alike. */
export function valueCases(valued: readonly ValuedOption[], complete: (value: Value) => string | undefined): string {
  const alike = new Map<string, string[]>();
  for (const { names, option } of valued) {
    const command = complete(option.value);
    if (command !== undefined) alike.set(command, [...alike.get(command) ?? [], ...names]);
  }
  return [...alike].map(([command, names]) => `      ${patterns(names)}) ${command} ;;`).join('\n');
}

/** A function of bash and zsh that prints the environments of the next `.pmcp/deploy.toml`. */
export const ENVIRONMENTS = `_mcp_lambda_environments() {
  local directory=$PWD
  while [ -n "$directory" ] && [ ! -f "$directory/.pmcp/deploy.toml" ]; do directory=\${directory%/*}; done
  [ -z "$directory" ] || sed -n 's/^[[:space:]]*\\[env\\.\\([A-Za-z][A-Za-z0-9-]*\\).*/\\1/p' "$directory/.pmcp/deploy.toml" | sort -u
}`;
