import { parse } from 'node:path';

/**
 * Where tools are started that are asked about a project which was only opened. In its own directory Python would import its modules,
 * rustup would take the toolchain that it names, and Windows its programs; the root has none of a project, and nothing above it.
 */
export const neutralDirectory = (): string => parse(process.execPath).root;
