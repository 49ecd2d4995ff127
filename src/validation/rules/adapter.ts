import { regionOfArn } from '../../private/arns';
import { show } from '../../private/errors';
import { isKnown } from '../../private/tokens';
import { error, Rule, warning, when } from '../rule';

/** Regions for which the adapter's maintainers publish no layer. */
const WITHOUT_LAYER = /^(us-gov-|us-iso|us-isob|eu-isoe|eusc-)|^me-south-1$/;
const LAYER_ARN = /^arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:layer:[a-zA-Z0-9_-]+:\d+$/;

/** Where the Lambda Web Adapter comes from. */
export const ADAPTER_RULES: Rule[] = [
  error('adapterVersionInvalid', ({ adapter: { version } }) =>
    when(version !== undefined && isKnown(version) && !(Number.isInteger(version) && version >= 1), () => ({
      setting: 'adapter.version',
      given: show(version),
      expected: 'the version of the layer, a whole number from 1',
    }))),

  error('adapterArnInvalid', ({ adapter: { arn } }) =>
    when(arn !== undefined && isKnown(arn) && !LAYER_ARN.test(arn), () => ({
      setting: 'adapter',
      given: `WebAdapter.layerVersionArn(${show(arn)})`,
      expected: 'the ARN of a layer version, with its number at the end: arn:aws:lambda:eu-central-1:123456789012:layer:name:1',
    }))),

  error('adapterInOtherRegion', ({ adapter: { arn }, region }) =>
    when(arn !== undefined && isKnown(arn) && isKnown(region) && LAYER_ARN.test(arn) && regionOfArn(arn) !== region, () => ({
      setting: 'adapter',
      given: `WebAdapter.layerVersionArn(${show(arn)}) for a stack in ${String(region)}`,
      expected: 'a layer version in the region of the stack',
    }))),

  error('adapterLayerMissing', ({ adapter, region }) =>
    when(adapter.version !== undefined && isKnown(region) && WITHOUT_LAYER.test(region), () => ({
      setting: 'adapter',
      given: `${adapter.call} in ${String(region)}, where its maintainers publish no layer`,
      expected: 'WebAdapter.fromAsset(…), WebAdapter.layerVersionArn(…) with an own copy of the layer in that region, or McpServerCode.image(…), which has the adapter in it',
    }))),

  warning('adapterVersionUnsure', ({ adapter, region, architecture }) =>
    when(adapter.versionByDefault === true && isKnown(region) && region.startsWith('cn-'), () => ({
      setting: 'adapter.version',
      given: `none in ${String(region)}, and so ${show(adapter.version)} for ${architecture}: its maintainers say of no version for sure which number it has in China, and document the layer for x86_64 alone there`,
      expected: 'WebAdapter.layer({ version }) with a number that you have found there (aws lambda get-layer-version-by-arn), with Architecture.X86_64 where there is none for arm64; '
        + 'WebAdapter.fromAsset(…); or this warning to be acknowledged',
    }))),
];
