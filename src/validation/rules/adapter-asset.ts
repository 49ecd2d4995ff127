import { show } from '../../private/errors';
import { EXTENSION, WRAPPER } from '../../runtime/adapter-asset';
import { Plan } from '../plan';
import { error, Finding, Rule, when } from '../rule';

/** A copy of the adapter in the user's own files. */
export const ADAPTER_ASSET_RULES: Rule[] = [
  error('adapterAssetMissing', ({ adapter: { asset, call } }) =>
    when(asset !== undefined && ['missing', 'neither'].includes(asset.state), () => ({
      setting: 'adapter',
      given: `${call}, which is ${asset!.state === 'missing' ? 'missing' : 'neither a directory nor a ZIP archive'}`,
      expected: 'the unpacked layer of the Lambda Web Adapter or its ".zip" (the path is relative to the process\'s working directory)',
    }))),

  error('adapterAssetIncomplete', (plan) => partsOf(plan).filter(({ facts }) => facts.format === 'missing').map(({ name, purpose }) => ({
    setting: 'adapter',
    given: `${plan.adapter.call} without ${show(name)}`,
    expected: `the files of the published layer: ${show(name)} ${purpose}`,
  }))),

  error('adapterAssetNotExecutable', (plan) => partsOf(plan).filter(({ facts }) => facts.executable === false).map(({ name }) => ({
    setting: 'adapter',
    given: `${plan.adapter.call}, whose ${show(name)} is not executable for everybody`,
    expected: `chmod 755 ${show(name)}, and an archive that keeps modes (zip on Linux or macOS): Lambda does not run it as its owner`,
  }))),

  error('adapterAssetWrongArchitecture', ({ adapter: { asset, call }, architecture }) => {
    const format = asset?.extension.format ?? 'missing';
    const machine = format === 'elf' ? asset!.extension.machine : undefined;
    return when(format !== 'missing' && machine !== architecture, (): Finding => ({
      setting: 'adapter',
      given: `${call}, whose ${show(EXTENSION)} is ${machine ? `built for ${machine}` : 'no executable for Linux'}`,
      expected: `the adapter for ${architecture}: the layers LambdaAdapterLayerArm64 and LambdaAdapterLayerX86 are two`,
    }));
  }),
];

/** What must lie in it: the script only where a managed runtime's loop is replaced by it. */
function partsOf({ adapter: { asset }, code }: Plan) {
  if (asset === undefined || asset.state === 'missing' || asset.state === 'neither') {
    return [];
  }
  const extension = { name: EXTENSION, facts: asset.extension, purpose: 'is the adapter, which Lambda starts from there alone' };
  const wrapper = { name: WRAPPER, facts: asset.wrapper, purpose: 'starts servers in managed runtimes' };
  return 'AWS_LAMBDA_EXEC_WRAPPER' in code.environment ? [extension, wrapper] : [extension];
}
