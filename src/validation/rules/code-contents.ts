import { show } from '../../private/errors';
import { isNewer } from '../../private/versions';
import { Plan } from '../plan';
import { error, info, Rule, warning, when } from '../rule';

const MB = 1024 * 1024;

/** Unzipped, with the function's layers. @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MOST_BYTES = 250 * MB;

/** From here on it is worth a look: layers count, too, and with a package or two more Lambda refuses the whole. */
const MANY_BYTES = MOST_BYTES * 0.8;

/** What loads programs on Amazon Linux 2023. */
const INTERPRETERS: Readonly<Record<string, string>> = { x86_64: '/lib64/ld-linux-x86-64.so.2', arm64: '/lib/ld-linux-aarch64.so.1' };

/** What cannot be executed on Lambda, in words. */
const FORMATS: Record<string, string> = {
  'mach-o': 'built for macOS',
  'windows': 'built for Windows',
  'other': 'neither an executable nor a script',
};

/** What must be true of what is uploaded: of a directory, or of what a build has made. */
export const CODE_CONTENTS_RULES: Rule[] = [
  error('bootstrapMissing', ({ code }) =>
    when(code.directoryState === 'present' && code.bootstrap?.format === 'missing', () => ({
      setting: 'code',
      given: `${code.call}, a directory without a file named "bootstrap"`,
      expected: 'the executable that Lambda starts under that name; cargo-lambda writes it to target/lambda/<binary>',
    }))),

  error('bootstrapNotExecutable', ({ code }) =>
    when(code.bootstrap?.executable === false, () => ({
      setting: 'code',
      given: `${code.call}, whose "bootstrap" is not executable for everybody`,
      expected: `chmod 755 ${show(`${code.directory}/bootstrap`)}: Lambda does not run it as its owner`,
    }))),

  error('bootstrapFormatUnknown', ({ code }) =>
    when(code.bootstrap !== undefined && Object.hasOwn(FORMATS, code.bootstrap.format), () => ({
      setting: 'code',
      given: `${code.call}, whose "bootstrap" is ${FORMATS[code.bootstrap!.format]}`,
      expected: 'an executable for Linux (ELF), or a script that begins with "#!": cross-compile it, as cargo-lambda does',
    }))),

  error('bootstrapWrongArchitecture', ({ code, architecture }) =>
    when(code.bootstrap?.machine !== undefined && code.bootstrap.machine !== architecture, () => ({
      setting: 'code',
      given: `${code.call}, whose "bootstrap" is built for ${code.bootstrap?.machine}`,
      expected: `${architecture}: build it for that, or set architecture to what it is built for`,
    }))),

  error('bootstrapCarriageReturns', ({ code }) =>
    when(code.bootstrap?.carriageReturns === true, () => ({
      setting: 'code',
      given: `${code.call}, whose "bootstrap" is a script with Windows line ends (CR LF)`,
      expected: 'line ends of LF alone: Linux takes the CR as part of the interpreter\'s name and does not find it',
    }))),

  error('bootstrapLoaderMissing', ({ code: { bootstrap, call } }) => {
    const loader = INTERPRETERS[bootstrap?.machine ?? ''];
    return when(bootstrap?.interpreter !== undefined && loader !== undefined && bootstrap.interpreter !== loader, () => ({
      setting: 'code',
      given: `${call}, whose "bootstrap" is loaded by ${show(bootstrap!.interpreter)}`,
      expected: `${show(loader)}, which Lambda has, or a static executable: for musl and Nix, build for a "-gnu" target, or link statically`,
    }));
  }),

  error('bootstrapGlibcTooNew', ({ code: { bootstrap, call, glibc } }) =>
    when(bootstrap?.glibc !== undefined && glibc !== undefined && isNewer(bootstrap.glibc, glibc), () => ({
      setting: 'code',
      given: `${call}, whose "bootstrap" needs glibc ${bootstrap!.glibc}`,
      expected: `glibc ${glibc} or older, which Lambda has: build with cargo-lambda, or on Amazon Linux 2023, or for a "-musl" target`,
    }))),

  error('libraryGlibcTooNew', ({ code: { contents, call, glibc } }) => {
    const newer = (contents?.libraries ?? [])
      .filter((library) => library.glibc !== undefined && glibc !== undefined && isNewer(library.glibc, glibc));
    return when(newer.length > 0, () => ({
      setting: 'code',
      given: `${call}, with ${some(newer.map((library) => `${library.file}, which needs glibc ${library.glibc}`))}`,
      expected: `libraries for glibc ${glibc} or older, which Lambda has: install packages as wheels for manylinux_2_34 or an older one`,
    }));
  }),

  warning('libraryWrongArchitecture', ({ code: { contents, call }, architecture }) => {
    const other = (contents?.libraries ?? []).filter(({ machine }) => machine !== architecture);
    return when(other.length > 0, () => ({
      setting: 'architecture',
      given: `${architecture} for ${call}, with ${some(other.map(({ file, machine }) => `${file}, which is built for ${machine}`))}`,
      expected: 'packages for that architecture, as Lambda cannot load others; libraries that the server does not load are no harm',
    }));
  }),

  error('codeTooLarge', ({ code }) =>
    when((code.contents?.bytes ?? 0) > MOST_BYTES, () => ({
      setting: 'code',
      given: `${code.call}, with ${megabytes(code.contents!.bytes)} unzipped; the largest files are ${largestOf(code)}`,
      expected: `${MOST_BYTES / MB} MB at most, with layers: leave out what the server does not load`,
    }))),

  info('codeSize', ({ code: { contents, call } }) =>
    when(contents !== undefined && contents.bytes > MANY_BYTES && contents.bytes <= MOST_BYTES, () => ({
      setting: 'code',
      given: `${call}, with ${megabytes(contents!.bytes)} unzipped; the largest files are ${largestOf({ contents })}`,
      expected: `some room below the ${MOST_BYTES / MB} MB that Lambda takes with layers: leave out what the server does not load`,
    }))),
];

function largestOf({ contents }: Pick<Plan['code'], 'contents'>): string {
  return contents!.largest.map(({ file, bytes }) => `${file} (${megabytes(bytes)})`).join(', ');
}

function megabytes(bytes: number): string {
  return `${(bytes / MB).toFixed(1)} MB`;
}

function some(of: string[]): string {
  return `${of.slice(0, 3).join('; ')}${of.length > 3 ? `; and ${of.length - 3} more` : ''}`;
}
