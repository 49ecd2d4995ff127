import * as nodeModule from 'node:module';

/**
 * Imported before all else in a process that loads much: from Node 22 on what is compiled once is kept, in a directory of
 * Node's own for temporary files, and loading the Toolkit Library takes a third less. Older ones do not have it.
 */
(nodeModule as { readonly enableCompileCache?: () => unknown }).enableCompileCache?.();
