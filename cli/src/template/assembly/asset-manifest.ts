import { resolve } from 'node:path';
import { readAssemblyFile } from './assembly-file';
import { objectOf, own, textOf } from '../values/json';

/** Object keys of an asset manifest (`<hash>.zip`) and the absolute paths of what is uploaded there. */
export function readAssets(manifestFile: string): [key: string, source: string][] {
  const files = Object.values(objectOf(own(readAssemblyFile(manifestFile), 'files')));
  return files.flatMap((file) => {
    const path = textOf(own(own(file, 'source'), 'path'));
    const keys = Object.values(objectOf(own(file, 'destinations'))).map((destination) => textOf(own(destination, 'objectKey')));
    return path === undefined ? [] : keys.flatMap((key): [string, string][] => key ? [[key, resolve(manifestFile, '..', path)]] : []);
  });
}
