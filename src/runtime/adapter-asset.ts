import * as fs from 'node:fs';
import * as path from 'node:path';
import { ExecutableFacts } from '../code/bound-code';
import { describeContent, describeExecutable } from '../code/executable';
import { UNKNOWN } from '../private/tokens';
import { readZip } from '../private/zip';

/** What is known of an own copy of the adapter. */
export interface AdapterAssetFacts {
  readonly file: string;
  readonly state: 'directory' | 'archive' | 'missing' | 'neither';

  /** The adapter itself, which Lambda starts as an extension. */
  readonly extension: ExecutableFacts;

  /** The script that starts the server in place of a managed runtime's own loop. */
  readonly wrapper: ExecutableFacts;
}

/** Where they lie in the layer that the adapter's maintainers publish. Extensions run from this directory alone. */
export const EXTENSION = 'extensions/lambda-adapter';
export const WRAPPER = 'bootstrap';

const NOTHING: ExecutableFacts = { format: 'missing', executable: UNKNOWN };

/** Looks into the directory or the archive that becomes a layer. */
export function describeAdapterAsset(file: string): AdapterAssetFacts {
  if (!fs.existsSync(file)) {
    return { file, state: 'missing', extension: NOTHING, wrapper: NOTHING };
  }
  if (fs.statSync(file).isDirectory()) {
    const [extension, wrapper] = [EXTENSION, WRAPPER].map((name) => describeExecutable(path.join(file, name)));
    return { file, state: 'directory', extension, wrapper };
  }
  const entries = file.endsWith('.zip') ? readZip(file, [EXTENSION, WRAPPER]) : undefined;
  const [extension, wrapper] = [EXTENSION, WRAPPER].map((name) => {
    const entry = entries?.find((one) => one.name === name);
    return entry ? describeContent(entry.head, entry.mode) : NOTHING;
  });
  return { file, state: entries ? 'archive' : 'neither', extension, wrapper };
}
