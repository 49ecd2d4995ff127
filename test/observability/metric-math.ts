/** The figure of a metric in a period, and none where nothing was reported. */
export type Figure = number | undefined;

/** What the operators do, from the weakest on; a comparison is 1 or 0. */
const OPERATORS: Record<string, (left: number, right: number) => number>[] = [
  { '||': (left, right) => Number(left !== 0 || right !== 0), 'OR': (left, right) => Number(left !== 0 || right !== 0) },
  { '&&': (left, right) => Number(left !== 0 && right !== 0), 'AND': (left, right) => Number(left !== 0 && right !== 0) },
  {
    '>=': (left, right) => Number(left >= right),
    '<=': (left, right) => Number(left <= right),
    '==': (left, right) => Number(left === right),
    '!=': (left, right) => Number(left !== right),
    '>': (left, right) => Number(left > right),
    '<': (left, right) => Number(left < right),
  },
  { '+': (left, right) => left + right, '-': (left, right) => left - right },
  { '*': (left, right) => left * right, '/': (left, right) => left / right },
];

const FUNCTIONS: Record<string, (...values: (Figure | Figure[])[]) => Figure> = {
  IF: (condition, yes, no) => condition === undefined ? undefined : figure(condition !== 0 ? yes : no),
  FILL: (series, value) => figure(series) ?? figure(value),
  MAX: (list) => extreme(Math.max, list),
  MIN: (list) => extreme(Math.min, list),
};

const WORD = /\s*(\|\||&&|[<>=!]=|\d+(?:\.\d+)?|[A-Za-z_]\w*|[-+*/<>()[\],])/y;

/**
 * A CloudWatch metric-math expression for one period: arithmetic, comparisons, `IF`, `FILL` with a value,
 * and `MAX` and `MIN` over a list. What has no figure makes what is calculated from it have none, and so
 * does a division by zero; `MAX` and `MIN` look at those that there are.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 * @throws on what is none of it
 */
export function evaluate(expression: string, figures: Readonly<Record<string, Figure>>): Figure {
  const words = wordsOf(expression);
  const value = binary(0);
  if (words.length > 0) {
    throw new Error(`${expression}: nothing is expected before "${words[0]}"`);
  }
  return figure(value);

  function binary(level: number): Figure | Figure[] {
    if (level === OPERATORS.length) {
      return operand();
    }
    let left = binary(level + 1);
    while (words.length > 0 && Object.hasOwn(OPERATORS[level], words[0])) {
      const calculate = OPERATORS[level][words.shift()!];
      const [one, other] = [figure(left), figure(binary(level + 1))];
      const result = one === undefined || other === undefined ? NaN : calculate(one, other);
      left = Number.isFinite(result) ? result : undefined;
    }
    return left;
  }

  function operand(): Figure | Figure[] {
    const word = words.shift() ?? '';
    if (/^\d/.test(word)) {
      return Number(word);
    }
    if (word === '(' || word === '[') {
      const list = listUntil(word === '(' ? ')' : ']');
      return word === '(' ? list[0] : list.map(figure);
    }
    if (Object.hasOwn(FUNCTIONS, word) && words.shift() === '(') {
      return FUNCTIONS[word](...listUntil(')'));
    }
    if (Object.hasOwn(figures, word)) {
      return figures[word];
    }
    throw new Error(`${expression}: "${word}" is no metric, function or number`);
  }

  function listUntil(end: string): (Figure | Figure[])[] {
    const list = [binary(0)];
    for (let separator = words.shift(); separator !== end; separator = words.shift()) {
      if (separator !== ',') {
        throw new Error(`${expression}: got "${separator ?? ''}", expected "," or "${end}"`);
      }
      list.push(binary(0));
    }
    return list;
  }
}

function wordsOf(expression: string): string[] {
  const words: string[] = [];
  WORD.lastIndex = 0;
  while (expression.slice(WORD.lastIndex).trim() !== '') {
    const at = WORD.lastIndex;
    const found = WORD.exec(expression);
    if (!found) {
      throw new Error(`${expression}: "${expression.slice(at)}" is no metric math that is known here`);
    }
    words.push(found[1]);
  }
  return words;
}

function figure(value: Figure | Figure[]): Figure {
  if (Array.isArray(value)) {
    throw new Error('a list stands where one figure is expected');
  }
  return value;
}

function extreme(choose: (...values: number[]) => number, list: Figure | Figure[]): Figure {
  const values = (Array.isArray(list) ? list : [list]).filter((value) => value !== undefined);
  return values.length === 0 ? undefined : choose(...values);
}
