/** Directories of the programs that a language is built and run with, before those on the machine's path; or why there are none. */
export type Installed = { readonly programs: readonly string[] } | { readonly error: string };

/** A language that users of the packages write their stacks in. */
export interface Language {
  /** As `jsii-pacmak` calls it; the app is in the directory of that name. */
  readonly name: string;

  /** Finds the programs, and installs what is missing. */
  readonly install: () => Installed;

  /** Installs the packed library and runs the app with it, which writes its templates to `outdir`. */
  readonly synthesise: (outdir: string, programs: readonly string[]) => void;
}
