import * as fs from 'node:fs';
import * as path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Contracts, currentContracts } from './contracts';
import { EXAMPLE_APPS, exampleApp, synthesiseExample } from '../examples/synthesised';

const ROOT = path.join(__dirname, '..', '..');
const ASSEMBLY = path.join(__dirname, 'stable', 'assembly.json.gz');
const APPS = path.join(__dirname, 'stable', 'apps.json.gz');
const CONTRACTS = path.join(__dirname, 'stable', 'contracts.json.gz');

/** The API as jsii describes it. */
export interface Assembly {
  readonly types: Record<string, any>;
}

/** A CDK app of the state that was declared stable, and what that state made of it. */
export interface StableApp {
  readonly app: string;
  /** By the names of their files. */
  readonly templates: Readonly<Record<string, object>>;
}

/** The apps that are kept: every example, and the one with every strategy. */
const NAMES = [...EXAMPLE_APPS, 'consumers/typescript'];

/** What the library of this checkout makes of an app; it is written below `directory`. */
export function templatesOf(name: string, app: string, directory: string): StableApp['templates'] {
  return Object.fromEntries(synthesiseExample(name, directory, app).sort().map((file) => (
    [path.basename(file), JSON.parse(fs.readFileSync(file, 'utf8'))])));
}

/** The API of the last compilation. */
export const currentAssembly = (): Assembly => JSON.parse(fs.readFileSync(path.join(ROOT, '.jsii'), 'utf8'));

/** The API that was declared stable. */
export const stableAssembly = (): Assembly => unpacked(ASSEMBLY);

/** The apps by their names, as they were declared stable. */
export const stableApps = (): Readonly<Record<string, StableApp>> => unpacked(APPS);

/** The names beside the API that were declared stable. */
export const stableContracts = (): Contracts => unpacked(CONTRACTS);

/** Declares the state of this checkout stable: what comes later is held against it. */
export function declareStable(directory: string): void {
  fs.mkdirSync(path.dirname(ASSEMBLY), { recursive: true });
  const apps = NAMES.map((name) => [name, { app: exampleApp(name), templates: templatesOf(name, exampleApp(name), directory) }] as const);
  pack(ASSEMBLY, currentAssembly());
  pack(APPS, Object.fromEntries(apps));
  pack(CONTRACTS, currentContracts());
}

function unpacked<T>(file: string): T {
  return JSON.parse(gunzipSync(fs.readFileSync(file)).toString());
}

function pack(file: string, content: object): void {
  fs.writeFileSync(file, gzipSync(JSON.stringify(content), { level: 9 }));
  console.log(path.relative(process.cwd(), file));
}
