import { DeployToml } from './deploy-toml';
import { DeployTomlError } from './problem';
import { SectionName } from './schema';

/** What is wrong with a key, or missing there, as an error that says where. */
export function located({ file, stated }: DeployToml, section: SectionName, key: string, message: string): DeployTomlError {
  const said = stated(section, key);
  return new DeployTomlError([{ file, ...said?.place, key: said?.label ?? `[${section}] ${key}`, message }]);
}
