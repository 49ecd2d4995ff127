import type { Command, Option } from 'commander';

/** What the value of an option may be. */
export type Value =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'files' | 'directories' | 'environments' | 'anything' };

/** An option as the help shows it. */
export interface CompletedOption {
  /** Such as `-c` and `--context`. */
  readonly names: readonly string[];
  readonly description: string;
  /** Missing for one that takes none. */
  readonly value?: Value;
}

/** A word that may come next: a command, or one of the choices of an argument. */
export interface CompletedWord {
  readonly word: string;
  readonly description: string;
}

/** A command, and what may be typed behind it. */
export interface Place {
  /** The commands that lead to it: `deploy`, `outputs`; empty for the program. */
  readonly path: readonly string[];
  readonly words: readonly CompletedWord[];
  readonly options: readonly CompletedOption[];
}

/** All places of a program, from the same lists of which its help is made. */
export function placesOf(command: Command, path: readonly string[] = []): Place[] {
  const help = command.createHelp();
  const commands = help.visibleCommands(command);
  const words = commands.map((each) => ({ word: each.name(), description: each.description() }));
  const choices = command.registeredArguments.flatMap(({ argChoices = [], description }) => argChoices.map((word) => ({ word, description })));
  const place: Place = { path, words: [...words, ...choices], options: help.visibleOptions(command).map(completed) };
  return [place, ...commands.flatMap((each) => (command.commands.includes(each)
    ? placesOf(each, [...path, each.name()])
    // Commander's own `help` takes the name of another command.
    : [{ path: [...path, each.name()], words: words.filter(({ word }) => word !== each.name()), options: [] }]))];
}

function completed(option: Option): CompletedOption {
  const names = [option.short, option.long].filter((name) => name !== undefined);
  return { names, description: option.description, ...option.required && { value: valueOf(option) } };
}

/** The help says it in angle brackets: `--app <command|dir>`. */
function valueOf({ argChoices, flags, long }: Option): Value {
  if (argChoices !== undefined) return { kind: 'words', words: argChoices };
  if (long === '--env') return { kind: 'environments' };
  const kinds = /<([^>]*)>/.exec(flags)?.[1].split('|') ?? [];
  return { kind: kinds.includes('file') ? 'files' : kinds.includes('dir') ? 'directories' : 'anything' };
}
