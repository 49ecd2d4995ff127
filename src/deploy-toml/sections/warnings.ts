import { WARNINGS } from '../../private/warnings';
import { nearest } from '../nearest';
import { key, table } from '../section';
import { choice, list, ValueType } from '../values';

const WARNING: ValueType<(typeof WARNINGS)[number]> = {
  ...choice(WARNINGS),
  words: 'the id of a warning, which stands in it: "publicAccess"',
  refusal: (node) => {
    const near = node.kind === 'text' && !WARNINGS.some((id) => id === node.value) ? nearest(node.value, WARNINGS) : undefined;
    return near && `ids of warnings: did you mean "${near}"?`;
  },
};

export const ACKNOWLEDGED = table('What synthesis warns about, and what you know already. A warning says its id at its end.', {
  acknowledged: key(list(WARNING), 'acknowledged warnings', 'The ids of warnings that are not said any more', '[]', '["publicAccess"]'),
});
