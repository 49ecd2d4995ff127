import { Stated } from './layer';
import { Values } from './schema';

/** What a `deploy.toml` says, for one of its environments. */
export interface DeployToml {
  /** The file, as its path was given. */
  readonly file: string;

  /** The project's directory, absolute, from which directories in the file lead on. */
  readonly directory: string;

  /** The environment that was asked for. */
  readonly environment?: string;

  /** Every environment that the file has. */
  readonly environments: readonly string[];
  readonly values: Values;

  /** Where a key is said, by table and name: `stated('lambda', 'memory_size')`. */
  stated(section: string, key: string): Stated | undefined;
}
