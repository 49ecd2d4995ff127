import * as fc from 'fast-check';
import { entryState } from '../../src/code/files';
import { directoryOf } from '../support';

test('no entry leads out of the directory unseen', () => {
  const directory = directoryOf({ 'a.js': '' });
  fc.assert(fc.property(fc.array(fc.constantFrom('..', '.', 'a.js', 'b', ''), { maxLength: 6 }), (segments) => {
    const state = entryState(directory, segments.join('/'));
    let depth = 0;
    let lowest = 0;
    for (const one of segments.filter((name) => name !== '' && name !== '.')) {
      depth += one === '..' ? -1 : 1;
      lowest = Math.min(lowest, depth);
    }
    const absolute = segments.join('/').startsWith('/');
    expect(state === 'outside').toBe(absolute || lowest < 0);
  }));
});
