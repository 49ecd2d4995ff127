import type { StackTemplate } from '../assembly/assembly';
import { resolver } from '../values/intrinsics';
import { isObject, objectOf, textOf } from '../values/json';
import type { JsonObject } from '../values/json';
import { idsIn } from '../values/local-ids';
import type { Resolved, ResolvedObject } from '../values/resolved';

/** A resource that the template makes, its properties resolved. */
export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: ResolvedObject;
  readonly metadata: JsonObject;
}

/** The resources of a stack. */
export class Resources {
  private readonly byId: ReadonlyMap<string, Resource>;

  constructor(stack: StackTemplate) {
    const { resolve, condition } = resolver(stack);
    const declared = Object.entries(objectOf(stack.template.Resources))
      .filter((entry): entry is [string, JsonObject] => isObject(entry[1]))
      // What depends on a condition that nobody can tell is taken as made: it is then at least named.
      .filter(([, { Condition: name }]) => typeof name !== 'string' || condition(name) !== false);
    this.byId = new Map(declared.map(([logicalId, { Type, Properties, Metadata }]) => [logicalId, {
      logicalId,
      type: textOf(Type) ?? '',
      properties: objectOf(resolve(objectOf(Properties))) as ResolvedObject,
      metadata: objectOf(Metadata),
    }]));
  }

  /** All resources of one type. */
  ofType(type: string): Resource[] {
    return this.where((resource) => resource.type === type);
  }

  /** All resources that fulfil something. */
  where(fulfils: (resource: Resource) => boolean): Resource[] {
    return [...this.byId.values()].filter(fulfils);
  }

  /** The resources that a value names: the function of an ARN, the integration of a target. */
  named(value: Resolved | undefined): Resource[] {
    return idsIn(value).flatMap((id) => this.byId.get(id) ?? []);
  }
}
