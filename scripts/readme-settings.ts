/** Writes the README's list of every setting, as it follows from what is published. */
import * as fs from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..');
const README = path.join(ROOT, 'README.md');
const LIST = /(?<=<!-- settings: from `npx projen docgen` -->\n).*?(?=<!-- end of settings -->)/s;

interface Struct {
  readonly name: string;
  readonly fqn: string;
  readonly datatype?: boolean;
  readonly properties?: ReadonlyArray<{ readonly name: string }>;
}

/** Every struct with the settings that it declares itself, linked to what API.md says of it. */
function settingsList(): string {
  const types: Struct[] = Object.values(JSON.parse(fs.readFileSync(path.join(ROOT, '.jsii'), 'utf8')).types);
  const rows = types.filter(({ datatype, properties = [] }) => datatype && properties.length > 0).map(({ name, fqn, properties = [] }) => (
    `| [${name}](API.md#${fqn}) | ${properties.map((property) => `\`${property.name}\``).join(', ')} |\n`));
  return `\n| options | settings |\n|---|---|\n${rows.join('')}\n`;
}

/** The README as it should be. */
export function readmeWithSettings(): string {
  return fs.readFileSync(README, 'utf8').replace(LIST, settingsList);
}

if (require.main === module) {
  fs.writeFileSync(README, readmeWithSettings());
}
