import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { pack } from '../../languages/pack';
import { go } from '../languages/go';
import { java } from '../languages/java';
import { LanguagePackage, Load, Times } from '../languages/language-package';
import { python } from '../languages/python';
import { atMost, Row, row, unmeasured } from '../row';
import { median } from '../statistics';
import { Workspace } from '../workspace';

const RUNS = 7;

const SIZE = atMost(1);
const TIME = atMost(50);

/** What the packages in other languages add to the CDK's: on the disk, and to a program that has loaded the CDK. */
export async function languages({ directory }: Workspace): Promise<Row[]> {
  return [python, java, go].flatMap((one) => {
    try {
      return measured(one, mkdtempSync(join(directory, 'language-')));
    } catch (error) {
      return [unmeasured(sizeOf(one), 'MB', (error as Error).message)];
    }
  });
}

const sizeOf = ({ name }: LanguagePackage) => `size of the ${name} package`;

function measured(one: LanguagePackage, directory: string): Row[] {
  const found = one.language.install();
  if ('error' in found) throw new Error(found.error);
  pack(one.language.name);
  const { bytes, counted, loads } = one.install(directory, found.programs);
  return [row(sizeOf(one), bytes / 1e6, 'MB', SIZE, counted), ...loads.map(time)];
}

/** Each program measures both, one after the other: a machine that is slow for one is slow for both. */
function time({ name, isGoal, run }: Load): Row {
  run(); // the first unpacks what the package carries, once on a machine
  const times = Array.from({ length: RUNS }, () => JSON.parse(run()) as Times);
  const cdk = median(times.map((one) => one.cdk));
  return row(name, median(times.map((one) => one.package)), 'ms', isGoal ? TIME : undefined, `the CDK before it ${Math.round(cdk)} ms; median of ${RUNS}`);
}
