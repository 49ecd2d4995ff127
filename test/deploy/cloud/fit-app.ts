import { basename } from 'node:path';
import { fitForMinistack } from './assembly';

/*
 * Runs behind an app, in the command that synthesises: `… && node --import tsx fit-app.ts <program> <adapter>`.
 * So the command line deploys what it has synthesised itself, and ministack can run it. What is synthesised
 * elsewhere than into `cdk.out` has no assets, and is not deployed.
 */
const [program, adapter] = process.argv.slice(2);
const { CDK_OUTDIR: assembly = 'cdk.out' } = process.env;
if (basename(assembly) === 'cdk.out') fitForMinistack(assembly, { program, adapter });
