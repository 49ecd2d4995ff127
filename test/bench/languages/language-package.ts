import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Language } from '../../languages/language';

/** The package of the library in another language, beside the CDK's. */
export interface LanguagePackage {
  /** As people write it. */
  readonly name: string;
  readonly language: Language;
  /** Installs the packed package and a program that loads it, into the directory, with the programs of the language. */
  readonly install: (directory: string, programs: readonly string[]) => InstalledPackage;
}

/** What an installed package weighs, and how long it takes to load. */
export interface InstalledPackage {
  readonly bytes: number;
  /** What was counted. */
  readonly counted: string;
  readonly loads: readonly Load[];
}

/** A program that loads the CDK, and then the package. */
export interface Load {
  /** What it measures. */
  readonly name: string;
  /** Whether this is the number that has a goal. */
  readonly isGoal: boolean;
  /** Starts it, and answers with what it printed: `Times` as JSON. */
  readonly run: () => string;
}

/** Milliseconds. */
export interface Times {
  readonly cdk: number;
  readonly package: number;
}

/** Of all files below the directory. */
export function bytesBelow(directory: string): number {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
