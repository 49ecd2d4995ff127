import { createColors } from 'picocolors';
import { printable } from './printable';

/** An output of a stack. */
export interface ShownOutput {
  readonly name: string;
  readonly value: string;
  readonly description?: string;
}

/** What the CDK puts at the end of a name, so that it is the only one in its stack. */
const HASH = /[0-9A-F]{8}$/;

/**
 * The outputs of a stack as text, by their names. One that an app has put out again under a plain name, as
 * the app of `deploy init` does, stands there once, under that name.
 */
export function outputLines(outputs: readonly ShownOutput[], { cyan, dim }: ReturnType<typeof createColors>): string[] {
  const twinOf = (output: ShownOutput) => outputs.find((other) => isTwin(output, other));
  return outputs
    .filter((output) => !outputs.some((other) => isTwin(other, output)))
    .sort((one, other) => one.name < other.name ? -1 : 1)
    .map((output) => {
      const description = output.description || twinOf(output)?.description;
      return `  ${output.name} = ${cyan(printable(output.value))}${description ? dim(`  ${printable(description)}`) : ''}`;
    });
}

/** Whether the second says the same as the first, with the names of the constructs around it before and a hash behind. */
function isTwin(plain: ShownOutput, made: ShownOutput): boolean {
  return plain.value === made.value && HASH.test(made.name) && made.name.replace(HASH, '').endsWith(plain.name);
}
