import { keyOf, SectionName, SECTIONS } from 'cdk-mcp-lambda/lib/deploy-toml/schema';
import type { Key, Section } from 'cdk-mcp-lambda/lib/deploy-toml/section';

/** What is set, by table and key; a table that is named stands in the file as it is, with or without a key. */
export type Given = { readonly [S in SectionName]?: Readonly<Record<string, Setting | undefined>> };

type Setting = string | boolean | number | readonly string[];

const HEAD = `
How this MCP server is deployed to AWS Lambda. The file is read at each synthesis: by "mcp-lambda dev", which serves the
server on this machine, and by "mcp-lambda deploy". A line that begins with "#" and a name is a setting that is not made:
behind it stands what holds without it, or an example. Take the "#" away to make it, in its table's first line too.
`;

/** Ways in which another tool writes what stands elsewhere. */
const LEFT_OUT: readonly SectionName[] = ['environment', 'metadata', 'auth.oidc'];

/** A line for each table whose names users choose. */
const NAMES: Partial<Readonly<Record<SectionName, string>>> = {
  'lambda.environment': 'GREETING = "Hello"',
  'secrets': 'DATABASE_SECRET = "my-mcp-server/database"',
  'auth.scopes.custom': 'read = "Reads, and changes nothing"',
  'tags': 'team = "tools"',
};

const WIDTH = 118;

/** A deploy.toml with all that it may say: what is given, and the rest behind a `#`, each key with its meaning. */
export function renderDeployToml(given: Given, environments: readonly string[]): string {
  const sections = (Object.keys(SECTIONS) as SectionName[]).filter((name) => !LEFT_OUT.includes(name));
  return [
    comment(HEAD.trim().replaceAll('\n', ' ')),
    ...sections.map((name) => section(name, SECTIONS[name], given[name])),
    ...environments.map(environment),
  ].map((lines) => `${lines.join('\n')}\n`).join('\n');
}

function section(name: SectionName, of: Section, given: Given[SectionName]): string[] {
  const header = of.kind === 'rows' ? `[[${name}]]` : `[${name}]`;
  return [
    ...comment(sentence(of.meaning)),
    given ? header : `#${header}`,
    ...of.kind === 'names' ? namesOf(name, of.entry, given) : Object.keys(of.keys).flatMap((key) => setting(key, keyOf(of, key)!, given?.[key])),
  ];
}

function setting(name: string, key: Key, given: Setting | undefined): string[] {
  if (key.same) return [];
  const line = given === undefined ? `#${name} = ${key.example ?? key.fallback}` : `${name} = ${toml(given)}`;
  return [...comment([sentence(key.meaning), possible(key), otherwise(key, line)].filter((part) => part !== '').join(' ')), line];
}

/** What may stand there, unless it is plain from what does. */
function possible({ value: { words } }: Key): string {
  return words === 'true or false' ? '' : sentence(upper(words));
}

/** What holds without the key, unless that is the value which is shown. */
function otherwise({ fallback }: Key, line: string): string {
  return line.endsWith(` = ${fallback}`) ? '' : sentence(fallback.startsWith('must be given') ? upper(fallback) : `Without it: ${fallback}`);
}

function namesOf(table: SectionName, { value }: Key, given: Given[SectionName]): string[] {
  const lines = Object.entries(given ?? {}).map(([name, text]) => `${name} = ${toml(text!)}`);
  return [...comment(`Each is ${value.words}.`), ...lines.length > 0 ? lines : [`#${NAMES[table]}`]];
}

function environment(name: string): string[] {
  return [
    ...comment(`What differs with "--env ${name}": tables of above behind "env.${name}", whose settings hold in place of those above. Stack and function are called as the server, with "-${name}" behind it.`),
    `[env.${name}.lambda]`,
    '#memory_size = 512',
  ];
}

/** Strings of TOML know the escapes of JSON; what JSON leaves as it is and TOML forbids is the delete character. */
const toml = (value: Setting): string => (Array.isArray(value) ? `[${value.map(toml).join(', ')}]` : JSON.stringify(value).replaceAll('\x7f', '\\u007F'));

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

const upper = (text: string) => text[0].toUpperCase() + text.slice(1);

/** Lines of a comment, broken between words. */
function comment(text: string): string[] {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last !== '' && last.length + word.length + 1 > WIDTH) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.map((line) => `# ${line}`);
}
