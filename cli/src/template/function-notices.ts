import { isAdapterLayer } from './adapter';
import { isObject, own } from './json';
import type { Notice } from './model';
import { propertyNotices } from './property-notices';
import { Unresolved } from './resolved';
import type { Resolved } from './resolved';
import type { Resource } from './resources';

/** What of a function's configuration is not as in AWS. */
export function functionNotices(lambda: Resource): Notice[] {
  const { properties, logicalId } = lambda;
  const notices: Notice[] = [];
  const add = (id: string, message: string) => notices.push({ id, message: `Function ${logicalId}: ${message}` });

  if (properties.ReservedConcurrentExecutions !== undefined) {
    add('reserved-concurrency', 'ReservedConcurrentExecutions is not applied locally.');
  }
  if (isObject(properties.VpcConfig)) {
    add('vpc', 'it is in a VPC; locally it has this machine\'s network.');
  }
  for (const layer of layersOf(properties.Layers)) {
    if (typeof layer !== 'string' || !isAdapterLayer(layer)) {
      add('layer', `the files of the layer ${layer instanceof Unresolved ? `(${layer.reason})` : String(layer)} are missing locally.`);
    }
  }
  const wrapper = own(own(properties.Environment, 'Variables'), 'AWS_LAMBDA_EXEC_WRAPPER');
  if (wrapper !== undefined && wrapper !== '/opt/bootstrap') {
    add('exec-wrapper', `AWS_LAMBDA_EXEC_WRAPPER is ${wrapper instanceof Unresolved ? 'not known locally' : String(wrapper)}; locally the handler is started without it.`);
  }
  return [...notices, ...propertyNotices(lambda)];
}

/** The layers; a list that is not known locally counts as one layer that is not. */
function layersOf(value: Resolved = []): readonly Resolved[] {
  return Array.isArray(value) ? value : [value];
}
