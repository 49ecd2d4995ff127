import type { Notice } from './model';

/** Facts of a template, and what is to be said about them. */
export interface Reading<Facts> {
  readonly facts: Facts;
  readonly notices: readonly Notice[];
}
