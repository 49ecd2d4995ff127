import * as fs from 'node:fs';
import * as path from 'node:path';
import { Command } from 'commander';
import * as ts from 'typescript';
import { completionCommand } from '../../cli/src/commands/completion';
import { placesOf } from '../../cli/src/commands/completion/places';
import { deployCommand } from '../../cli/src/commands/deploy';
import { devCommand } from '../../cli/src/commands/dev-command';
import { WARNINGS } from '../../src/private/warnings';
import { RULES } from '../../src/validation/rules';

const TERMINAL = path.join(__dirname, '..', '..', 'cli', 'src', 'terminal');

/** Names beside the API that users write down, by what they belong to. */
export interface Contracts {
  readonly warnings: readonly string[];
  readonly rules: readonly string[];
  /** The options, commands and choices of each command, by the words that lead to it. */
  readonly commands: Readonly<Record<string, readonly string[]>>;
  /** The fields of each event of `--json`; those that may be missing end in a question mark. */
  readonly events: Readonly<Record<string, readonly string[]>>;
}

/** Those of this checkout. */
export function currentContracts(): Contracts {
  return { warnings: WARNINGS, rules: RULES.map(({ id }) => id).sort(), commands: commands(), events: events() };
}

/** What of the first is not in the second. */
export function broken(before: Contracts, after: Contracts): string[] {
  const lost = (what: string, names: readonly string[], now: readonly string[] = []) => names
    .filter((name) => !now.includes(name) && !now.includes(name.replace(/\?$/, ''))) // what may be missing may be there always
    .map((name) => `${what}: ${name}`);
  const lostOf = (what: string, lists: Contracts['events'], now: Contracts['events']) => (
    Object.entries(lists).flatMap(([name, names]) => (name in now ? lost(`${what} ${name}`, names, now[name]) : [`${what} ${name}`])));
  return [
    ...lost('warning', before.warnings, after.warnings), ...lost('rule', before.rules, after.rules),
    ...lostOf('command', before.commands, after.commands), ...lostOf('event', before.events, after.events),
  ];
}

function commands(): Contracts['commands'] {
  const program = new Command('mcp-lambda').version('');
  const added = [devCommand(program, () => {}), deployCommand(program, () => {}), completionCommand(program)];
  added.forEach((command) => program.addCommand(command));
  return Object.fromEntries(placesOf(program).map(({ path: words, options, words: next }) => [
    ['mcp-lambda', ...words].join(' '),
    [...next.map(({ word }) => word), ...options.flatMap(({ names, value }) => [
      ...names.map((name) => (value === undefined ? name : `${name} <value>`)),
      ...value?.kind === 'words' ? value.words.map((word) => `${names.at(-1)} ${word}`) : [],
    ])],
  ]));
}

function events(): Contracts['events'] {
  const declared = new Map(fs.readdirSync(TERMINAL).filter((file) => file.endsWith('events.ts')).flatMap((file) => (
    ts.createSourceFile(file, fs.readFileSync(path.join(TERMINAL, file), 'utf8'), ts.ScriptTarget.ES2022, true).statements
      .filter(ts.isInterfaceDeclaration).map((one) => [one.name.text, one] as const))));

  /** With the fields of what stands in a field, such as `changes.action`. */
  const fieldsOf = (type: ts.InterfaceDeclaration): string[] => type.members.filter(ts.isPropertySignature).flatMap((member) => {
    const name = member.name.getText();
    const inner = (member.type?.getText().match(/\w+/g) ?? []).map((word) => declared.get(word)).filter((one) => one !== undefined);
    return [`${name}${member.questionToken ? '?' : ''}`, ...inner.flatMap(fieldsOf).map((field) => `${name}.${field}`)];
  });

  return Object.fromEntries([...declared.values()].flatMap((type) => {
    const event = type.members.filter(ts.isPropertySignature).find((member) => member.name.getText() === 'event')?.type?.getText();
    return event === undefined ? [] : [[event.replaceAll("'", ''), fieldsOf(type).filter((field) => field !== 'event')]];
  }));
}
