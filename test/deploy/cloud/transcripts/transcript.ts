import type { CliEnd } from '../mcp-lambda-cli';

/** What differs from run to run, or from machine to machine, and what stands for it. */
const MASKS: readonly (readonly [RegExp, string])[] = [
  [/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<date>'],
  [/\b\d\d:\d\d:\d\d\.\d{3}\b/g, '<time>'],
  [/\b\d+(?:\.\d+)? (?:ms|s|min)\b/g, '<duration>'],
  // But for the limit.
  [/\b(?!250 MB unpacked|250 MB$)\d+(?:\.\d+)? (?:[kKMG]B|bytes)\b/gm, '<size>'],
  [/\b\d+ files\b/g, '<count> files'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uuid>'],
  [/\b\w+(?=\.execute-api\.)/g, '<api>'],
  [/\b(?:[0-9a-f]{64}|[0-9a-f]{32}|(?<=key_id=)[0-9a-f]{16})\b/g, '<hash>'],
  [/\b[0-9a-f]{8}\b|(?<=-)[0-9A-F]{13}\b/g, '<id>'],
  [/(?<=server process \[)\d+/g, '<pid>'],
  [/(?<=127\.0\.0\.1:)\d+/g, '<port>'],
  [/\b(?:arm64|x86_64)\b/g, '<architecture>'],
  // It moves with each key that `init` writes.
  [/(?<=deploy\.toml:)\d+/g, '<line>'],
];

/** An event of CloudFormation. Those of ministack are not in the order of AWS, nor are they of what has changed alone. */
const EVENT = /^(?:\[\d+\/\d+\] )?[A-Z]+_[A-Z_]+ AWS::/;

/** What a busy machine alone has to say: the command line on either stream, and the adapter in the log. */
const SLOW = /^(?:warning: |mcp-lambda: )?The CDK app has been running for .*\n|^.* INFO app is not ready after \d+ms .*\n/gm;

/** Assets are made side by side, and lines of a log that were written in one moment have no order. */
const UNORDERED = /^(?:building|publishing|published) |^<time> /;

/** What a user sees of one command, in the directory of a project. */
export function transcript(args: readonly string[], { code, out, err }: Pick<CliEnd, 'code' | 'out' | 'err'>, directory: string): string {
  const [onOut, onErr] = [out, err].map((printed) => printed.replace(SLOW, '').trimEnd());
  const printed = [...onOut === '' ? [] : [onOut], ...onErr === '' ? [] : ['[on standard error]', onErr]];
  const text = [`$ mcp-lambda ${args.join(' ')}`, ...printed, `[exit code ${code}]`].join('\n');
  const masked = MASKS.reduce((rest, [pattern, mask]) => rest.replace(pattern, mask), text.replaceAll(directory, '<directory>'));
  return settled(masked.split('\n')).join('\n');
}

/** The lines, with one for all events in a row, and with those that have no order in that of their text, each once. */
function settled(lines: readonly string[]): string[] {
  const kept: string[] = [];
  let unordered: string[] = [];
  for (const line of [...lines.map((each) => (EVENT.test(each) ? '<events of CloudFormation>' : each)), '']) {
    if (UNORDERED.test(line)) {
      unordered.push(line);
      continue;
    }
    kept.push(...[...new Set(unordered)].sort());
    unordered = [];
    if (line !== '<events of CloudFormation>' || kept.at(-1) !== line) kept.push(line);
  }
  return kept.slice(0, -1);
}
