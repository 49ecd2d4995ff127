import { IConstruct } from 'constructs';
import { Problem } from './problem';

/** Says a problem as those know it who have written the settings. */
export type Words = (problem: Problem) => Problem;

/** By the scope in which a construct stands and by its id there, as it must be known before the construct is. */
const WORDS = new WeakMap<IConstruct, Map<string, Words>>();

/** Has everything that is said of a construct, and of what is in it, said in these words. */
export function speakOf(scope: IConstruct, id: string, words: Words): void {
  WORDS.set(scope, (WORDS.get(scope) ?? new Map<string, Words>()).set(id, words));
}

/** The problem in the words of the construct, or of the next one around it that has some; else as it is. */
export function inWordsOf(construct: IConstruct, problem: Problem): Problem {
  const { scope, id } = construct.node;
  if (scope === undefined) {
    return problem;
  }
  return WORDS.get(scope)?.get(id)?.(problem) ?? inWordsOf(scope, problem);
}
