import { isAdapterLayer } from './adapter';
import type { Notice } from '../model';
import { isSecretsExtension } from './secrets';
import { propertyNotices } from '../resources/property-notices';
import type { Resource } from '../resources/resources';
import { described } from '../values/described';
import { isObject, own } from '../values/json';
import type { Resolved } from '../values/resolved';

/** What of a function's configuration is not as in AWS. */
export function functionNotices(lambda: Resource): Notice[] {
  const { properties, logicalId } = lambda;
  const notices: Notice[] = [];
  const add = (id: string, message: string) => notices.push({ id, message: `Function ${logicalId}: ${message}` });

  if (isObject(properties.VpcConfig)) {
    add('vpc', 'VpcConfig puts it into a VPC; locally it has this machine\'s network.');
  }
  for (const layer of layersOf(properties.Layers)) {
    if (typeof layer !== 'string' || !(isAdapterLayer(layer) || isSecretsExtension(layer))) {
      add('layer', `the files of a layer are missing locally: it is ${described(layer)}.`);
    }
  }
  const wrapper = own(own(properties.Environment, 'Variables'), 'AWS_LAMBDA_EXEC_WRAPPER');
  if (wrapper !== undefined && wrapper !== '/opt/bootstrap') {
    add('exec-wrapper', `AWS_LAMBDA_EXEC_WRAPPER is ${described(wrapper as Resolved)}; locally the handler is started without it.`);
  }
  return [...notices, ...propertyNotices(lambda)];
}

/** The layers; a list that is not known locally counts as one layer that is not. */
function layersOf(value: Resolved = []): readonly Resolved[] {
  return Array.isArray(value) ? value : [value];
}
