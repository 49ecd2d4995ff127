import * as path from 'node:path';
import { AssetHashType, AssetStaging, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { CrateChoice, describeCrate } from './crate';
import { show } from '../../private/errors';
import { CARGO_LAMBDA_IMAGE } from '../../private/pins';
import { BoundCode, CodeFacts, CodeStrategy } from '../bound-code';
import { attempt, BuiltCode } from '../building/built-code';
import { Command } from '../building/command';
import { CARGO_LAMBDA } from '../building/known-tools';
import { describeBuilder, toolWorks } from '../building/tools';
import { describeContents } from '../contents';
import { describeExecutable } from '../executable';
import { describeSources } from '../files';
import { describeListener, Listener, listenerOf, McpServerCodeOptions } from '../listener';
import { AL2023_GLIBC, MEMORY } from '../runtimes';

/** Options of `McpServerCode.cargo`. */
export interface McpCargoCodeOptions extends McpServerCodeOptions {
  /**
   * The binary, where the crate or its workspace has several.
   *
   * @default - the only binary, or the one that `default-run` names
   */
  readonly bin?: string;

  /**
   * Features of the crate to build with, besides its default ones.
   *
   * @default []
   */
  readonly features?: string[];

  /**
   * Whether the crate's default features are built, too.
   *
   * @default true
   */
  readonly defaultFeatures?: boolean;

  /**
   * Cargo's profile.
   *
   * @see https://doc.rust-lang.org/cargo/reference/profiles.html
   * @default 'release'
   */
  readonly profile?: string;
}

/** A crate that cargo-lambda builds for the function's architecture. */
export class CargoCode implements CodeStrategy {
  readonly listener: Listener;
  readonly memorySize = MEMORY.native;
  private readonly choice: CrateChoice;

  constructor(private readonly directory: string, options: McpCargoCodeOptions) {
    this.listener = listenerOf(options);
    this.choice = { bin: options.bin, features: options.features ?? [], defaultFeatures: options.defaultFeatures ?? true, profile: options.profile ?? 'release' };
  }

  describe(scope: Construct): CodeFacts {
    const builder = describeBuilder(scope, CARGO_LAMBDA, true);
    return {
      call: this.call(),
      ...describeSources(this.directory),
      runtime: { name: lambda.Runtime.PROVIDED_AL2023.name, snapStart: false },
      glibc: AL2023_GLIBC,
      builder,
      crate: builder && describeCrate(this.directory, this.choice),
      listener: describeListener(this.listener),
      environment: {},
    };
  }

  bind(scope: Construct, architecture: lambda.Architecture): BoundCode {
    const code = this.code(scope, architecture);
    return {
      code,
      runtime: lambda.Runtime.PROVIDED_AL2023,
      handler: 'bootstrap',
      environment: {},
      built: () => code.directory === undefined ? undefined : {
        bootstrap: describeExecutable(path.join(code.directory, 'bootstrap')),
        contents: describeContents(code.directory),
      },
    };
  }

  /**
   * The asset's hash is that of the executable: sources lie in other directories too, and settings in
   * the environment. Cargo knows what has changed, and where nothing has it takes a moment to say so.
   */
  private code(scope: Construct, architecture: lambda.Architecture): BuiltCode {
    const { bin } = Stack.of(scope).bundlingRequired ? describeCrate(this.directory, this.choice) : this.choice;
    const command = (output: string) => this.command(architecture, output, bin);
    return new BuiltCode({
      call: this.call(),
      directory: this.directory,
      hash: AssetHashType.OUTPUT,
      toolWorks: () => toolWorks(CARGO_LAMBDA),
      make: (output) => attempt('cargo lambda build', command(output), this.directory, { CARGO_TERM_COLOR: 'never' }),
      container: { image: CARGO_LAMBDA_IMAGE, command: [...command(AssetStaging.BUNDLING_OUTPUT_DIR)] },
      fingerprint: {},
    });
  }

  /** Values stand behind an equals sign, where none is taken for an option. */
  private command(architecture: lambda.Architecture, output: string, bin = ''): Command {
    const { features, defaultFeatures, profile } = this.choice;
    return [
      'cargo', 'lambda', 'build',
      profile === 'release' ? '--release' : `--profile=${profile}`,
      architecture.name === lambda.Architecture.X86_64.name ? '--x86-64' : '--arm64',
      '--output-format=binary',
      `--bin=${bin}`,
      ...features.map((feature) => `--features=${feature}`),
      ...defaultFeatures ? [] : ['--no-default-features'],
      `--lambda-dir=${output}`,
      `--flatten=${bin}`,
    ];
  }

  private call(): string {
    const { bin } = this.choice;
    return `McpServerCode.cargo(${show(this.directory)}${bin === undefined ? '' : `, { bin: ${show(bin)} }`})`;
  }
}
