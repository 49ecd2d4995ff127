import { ADAPTER_LINE } from '../../private/adapter-image';
import { show } from '../../private/errors';
import { isKnown } from '../../private/tokens';
import { error, Rule, warning, when } from '../rule';

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageIdentifier.html */
const TAG_OR_DIGEST = /^([a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}|sha256:[0-9a-f]{64})$/;

/** Container images. @see https://docs.aws.amazon.com/lambda/latest/dg/images-create.html */
export const CODE_IMAGE_RULES: Rule[] = [
  error('dockerfileMissing', ({ code: { image, call, directoryState } }) => {
    const source = image?.dockerfile;
    return when(directoryState === 'present' && source !== undefined && source.state !== 'present', () => ({
      setting: 'code.file',
      given: `${isKnown(source!.file) ? show(source!.file) : 'a token'} for ${call}, which is ${source!.state === 'outside' ? 'outside of the directory' : source!.state}`,
      expected: 'a Dockerfile in the directory',
    }));
  }),

  error('dockerTargetUnknown', ({ code: { image } }) => {
    const { target, stages } = image?.dockerfile ?? {};
    return when(target !== undefined && isKnown(target) && stages !== undefined && !stages.includes(target.toLowerCase()), () => ({
      setting: 'code.target',
      given: show(target),
      expected: `a stage of the Dockerfile, which has ${stages!.length === 0 ? 'none' : stages!.map(show).join(', ')}`,
    }));
  }),

  error('dockerBuildToken', ({ code: { image } }) => {
    const { target, buildArgs, buildSecrets } = image?.dockerfile ?? {};
    const given = { ...target !== undefined && { target: { target } }, buildArgs, buildSecrets };
    return Object.entries(given)
      .filter(([, values]) => Object.values(values ?? {}).some((value) => !isKnown(value)))
      .map(([name]) => ({ setting: `code.${name}`, given: 'a token', expected: 'texts: the image is built before anything is deployed' }));
  }),

  warning('dockerfileWithoutAdapter', ({ code: { image, call } }) =>
    when(image?.dockerfile?.namesAdapter === false, () => ({
      setting: 'code',
      given: `${call}, whose Dockerfile does not name the Lambda Web Adapter`,
      expected: `${ADAPTER_LINE} in the stage that becomes the image, or this warning to be acknowledged where the base image has it: `
        + 'without it no request reaches the server',
    }))),

  error('imageTagInvalid', ({ code: { image } }) =>
    when(image?.tagOrDigest !== undefined && isKnown(image.tagOrDigest) && !TAG_OR_DIGEST.test(image.tagOrDigest), () => ({
      setting: 'code.tagOrDigest',
      given: show(image!.tagOrDigest),
      expected: 'a tag of up to 128 letters, digits, hyphens, dots and underscores, or a digest: "sha256:" and 64 hexadecimal digits',
    }))),

  warning('imageTagMoves', ({ code: { image } }) =>
    when(image?.tagOrDigest === 'latest', () => ({
      setting: 'code.tagOrDigest',
      given: '"latest", under which each release is pushed',
      expected: 'a tag of one release, or its digest: where the tag stays as it is, no deployment brings the new image to the function',
    }))),

  error('imageInOtherRegion', ({ code: { image }, region }) =>
    when(image?.region !== undefined && isKnown(image.region) && isKnown(region) && image.region !== region, () => ({
      setting: 'code',
      given: `a repository in ${String(image!.region)} for a stack in ${String(region)}`,
      expected: 'a repository in the region of the stack, as Lambda takes images from there alone: ECR can replicate it',
    }))),
];
