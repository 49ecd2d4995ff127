import { HARNESS_DOORS } from './acceptance-doors';
import { describeWithAdapter } from './test-support';
import { describeConformance } from '../../acceptance/conformance';
import { NO_DOOR } from '../../acceptance/doors';

describeWithAdapter('the conformance suite behind the real adapter', () => describeConformance(NO_DOOR, HARNESS_DOORS));
