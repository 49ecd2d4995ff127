import { existsSync } from 'node:fs';
import { UserError } from '../../errors';
import { readJsonFile } from '../../project/json-file';

/** What to do about an assembly of which parts were removed, as by a clean-up. */
export const INCOMPLETE = 'The assembly is incomplete: synthesise again (`cdk synth`).';

/** The content of a JSON file that the assembly's manifest names. */
export function readAssemblyFile(file: string): unknown {
  if (!existsSync(file)) {
    throw new UserError(`${INCOMPLETE}\n  ${file} does not exist.`);
  }
  return readJsonFile(file);
}
